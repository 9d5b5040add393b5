"""Amounts of money as people type and read them."""

import re

from singlewindow.errors import N_, Invalid
from singlewindow.text import ascii_digits

MOST_PIASTRES = 1_000_000_000
SHAPE = re.compile(r"(\d{1,9}|\d{1,3}(,\d{3}){1,2})(\.\d{1,2})?", re.ASCII)
SEPARATORS = str.maketrans({"٫": ".", "٬": ","})


class InvalidAmount(Invalid):
    message = N_("An amount is a number of pounds with at most two decimals, from 0 to 10,000,000.")
    field = "amount"


def read_amount(typed: str) -> int:
    """Read pounds typed in any digits (`1,250.50`, `١٬٢٥٠٫٥`) as piastres. Raises InvalidAmount.

    A comma only parts thousands: `12,50` could mean two amounts and is refused.
    """
    plain = ascii_digits(typed.strip()).translate(SEPARATORS)
    if not SHAPE.fullmatch(plain):
        raise InvalidAmount
    pounds, _, decimals = plain.replace(",", "").partition(".")
    piastres = int(pounds) * 100 + int(decimals.ljust(2, "0"))
    if piastres > MOST_PIASTRES:
        raise InvalidAmount
    return piastres


def pounds(piastres: int) -> str:
    """Give an amount as pounds with two decimals in ASCII: `1,250.50`."""
    return f"{piastres // 100:,}.{piastres % 100:02d}"
