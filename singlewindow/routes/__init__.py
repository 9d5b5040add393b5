"""Departments, and the routes that a service's files take through them."""
