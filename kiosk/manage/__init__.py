"""What a manager sets: the devices of a center, and how the center works."""
