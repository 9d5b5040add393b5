"""Complaints: the public form, the counter's, and the answers."""
