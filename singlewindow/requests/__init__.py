"""Requests: what a citizen hands in at the window."""
