"""Documents: papers as rows of frozen facts, wanted first and printed later."""
