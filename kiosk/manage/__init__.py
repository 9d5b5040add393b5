"""The pages on which a governorate keeps its routes and forms."""
