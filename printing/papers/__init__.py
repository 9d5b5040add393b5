"""The papers: what facts each one takes, the words it says, and how its HTML is made."""
