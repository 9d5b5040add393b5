"""The audit, for those who read it."""
