"""Reports and follow-up: the same frame for a governorate, a center, a sector, a service, a department and a window."""
