"""Keys and numbers as forms bring them; what is none is refused in words."""

from uuid import UUID

from flask import request

from singlewindow.errors import Refusal
from singlewindow.text import ascii_digits

MOST_DIGITS = 4


def typed_key(text: str, refusal: type[Refusal]) -> UUID:
    """Read the key of a record; raises `refusal` when it is none."""
    try:
        return UUID(text)
    except ValueError as error:
        raise refusal from error


def typed_number(name: str, refusal: type[Refusal]) -> int:
    """Read a field of the form as a number of at most MOST_DIGITS digits of either script; raises `refusal`."""
    text = ascii_digits(request.form.get(name, "")).strip()
    if not (text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS):
        raise refusal
    return int(text)


def typed_reason() -> str:
    """Give the reason that the form names; empty when it names none."""
    return request.form.get("reason", "")
