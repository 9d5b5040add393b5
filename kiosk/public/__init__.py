"""Pages for anyone: the front page, following a ticket by phone, verifying a paper."""
