"""Complaints: against a service, a center, a delay or a request, and their answers."""
