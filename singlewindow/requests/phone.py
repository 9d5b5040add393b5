"""Egyptian telephone numbers."""

import re

from singlewindow.errors import N_, Invalid
from singlewindow.text import ascii_digits

SHAPE = re.compile(r"01[0125]\d{8}|055\d{7}", re.ASCII)


class InvalidPhone(Invalid):
    message = N_("A mobile number has 11 digits and begins with 010, 011, 012 or 015; a Sharqia line begins with 055.")
    field = "phone"


def read_phone(typed: str) -> str:
    """Give a phone number in ASCII digits without blanks, `+20` read as 0; empty stays empty. Raises InvalidPhone."""
    digits = re.sub(r"[ \-]", "", ascii_digits(typed))
    digits = re.sub(r"^(\+20|0020)", "0", digits)
    if digits and not SHAPE.fullmatch(digits):
        raise InvalidPhone
    return digits
