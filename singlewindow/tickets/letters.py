"""The letters of ticket numbers: stored as Latin twins, read in Arabic. None of them looks or sounds like a digit."""

ARABIC_LETTERS = {"B": "ب", "J": "ج", "D": "د", "S": "س", "C": "ص", "K": "ك", "L": "ل", "N": "ن"}
