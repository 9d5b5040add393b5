"""Printers, each known by an address: a spool folder, a thermal roll printer, an IPP printer, a queue of CUPS."""
