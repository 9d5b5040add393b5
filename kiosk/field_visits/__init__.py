"""The pages of field visits: planned, carried out in the field, answered by the center, printed."""
