"""The audit: an append-only chain of who did what, sealed entry by entry with a key that lies outside the database."""
