"""The exercises of the practice center."""
