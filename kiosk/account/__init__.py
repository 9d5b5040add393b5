"""One's own account: the password and the second step."""
