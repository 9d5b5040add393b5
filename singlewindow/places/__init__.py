"""Places: centers, their windows and their opening hours."""
