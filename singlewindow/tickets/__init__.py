"""Tickets: their numbers, their order and the deeds that move them."""
