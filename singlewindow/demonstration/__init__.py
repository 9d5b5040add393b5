"""The demonstration governorate: real names where they are public, plainly illustrative data elsewhere."""
