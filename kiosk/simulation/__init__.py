"""A made-up day of a center, driven from outside: citizens and clerks over HTTP, as their browsers would do it."""
