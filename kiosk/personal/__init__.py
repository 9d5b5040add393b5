"""Personal data: how long a center keeps it, and giving a person what is held about them."""
