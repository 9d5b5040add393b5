"""The pages that a device itself opens."""
