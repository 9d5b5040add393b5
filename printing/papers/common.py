"""The facts that every paper has, and those of every paper that proves something."""

from printing.papers.facts import Optional, Shape, address, digest, flag, many, needed, one_of, short, text, whole

EVERY_PAPER: Shape = {
    "governorate": text,
    "center": needed,
    "digits": one_of("arab", "latn"),
    "illustrative": flag,
    "practice": Optional(flag, False),
    "logo": Optional(digest, ""),
    "header": Optional(many(short), ()),
    "footer": Optional(short, ""),
}
"""`practice`: made while learning, nothing counts. `logo`, `header`, `footer`: the center's own letterhead, the logo
by the hash of its file."""

PROVING_PAPER: Shape = {
    **EVERY_PAPER,
    "center_number": text,
    "verification_code": text,
    "verify_url": address,
    "copy": Optional(whole, 0),
    "cancelled": Optional(flag, False),
}
"""`copy`: 0 for the original, else which copy this is."""
