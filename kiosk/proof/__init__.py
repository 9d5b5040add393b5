"""The keys that prove papers, and the pages that check them."""
