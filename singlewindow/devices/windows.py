"""The windows of a board as people type them: «1-4,7»."""

import re

from singlewindow.errors import N_, Invalid
from singlewindow.text import ascii_digits

SPAN = re.compile(r"([1-9][0-9]?)(?:-([1-9][0-9]?))?")
LONGEST = 60


class BadWindows(Invalid):
    message = N_("Please write windows as numbers and spans, such as 1-4,7.")
    field = "windows"


def checked_windows(text: str) -> str:
    """Give windows without blanks and in ASCII digits, an empty text for all windows; raises BadWindows."""
    plain = re.sub(r"\s", "", ascii_digits(text)).replace("،", ",")
    spans = [SPAN.fullmatch(part) for part in plain.split(",")] if plain else []
    if len(plain) > LONGEST or any(span is None or int(span[2] or span[1]) < int(span[1]) for span in spans):
        raise BadWindows
    return plain
