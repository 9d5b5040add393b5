"""The supervisor of a hall."""
