"""The late list."""
