"""A made-up year of the demonstration governorate: its visits, its requests and its money, the same for a seed.

Rows are those that the deeds themselves would have written; papers and entries of the audit are not made.
"""
