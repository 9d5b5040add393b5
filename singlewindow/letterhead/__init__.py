"""The letterhead that a center sets for its papers: logo, header lines, footer line."""
