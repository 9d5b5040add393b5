"""Managing people, centers and windows."""
