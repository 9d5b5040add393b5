"""Practice: a center in which everything works and nothing counts, with exercises for each role."""
