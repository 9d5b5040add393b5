"""Devices: the kiosks and boards of the halls."""
