"""The counter: a clerk's window, its numbers, its requests and their money."""
