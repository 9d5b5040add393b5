"""The pages of departments: the officer's desk and the head's."""
