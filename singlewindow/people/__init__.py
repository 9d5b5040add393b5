"""People: staff, what a role may do, and who is signed in."""
