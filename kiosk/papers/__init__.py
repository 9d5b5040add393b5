"""Papers: how they fare, and their bytes."""
