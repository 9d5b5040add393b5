"""Text as people type it: digits of both scripts, names, and characters that must not get in."""

import re
import unicodedata

from singlewindow.errors import N_, Invalid

ASCII_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
REFUSED_CATEGORIES = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
ARABIC_FIGURES = ARABIC_DIGITS | str.maketrans({".": "٫", ",": "٬"})
DASHED_NUMBER = re.compile(r"[0-9A-Z]+(?:-[0-9A-Z]+)+")
ALLOWED = {"\u200c", "\u200d"}  # the joiners of Arabic script


class TextMissing(Invalid):
    message = N_("%(what)s is missing.")


class TextTooLong(Invalid):
    message = N_("%(what)s is too long: at most %(most)s characters.")


class TextHasControls(Invalid):
    message = N_("%(what)s has hidden control characters. Please type it again.")


def ascii_digits(text: str) -> str:
    """Give `text` with Arabic-Indic (U+0660) and extended (U+06F0) digits as ASCII."""
    return text.translate(ASCII_DIGITS)


def isolated(text: str) -> str:
    """Give `text` so that it keeps its own direction within a sentence (UAX #9, first strong isolate)."""
    return f"\u2068{text}\u2069"


def numbers_isolated(text: str) -> str:
    """Give a sentence in which each number with dashes keeps its order: `طلب رقم 000-2026-000001-1`."""
    return DASHED_NUMBER.sub(lambda number: isolated(number[0]), text)


def has_controls(text: str) -> bool:
    """Tell whether `text` holds control, bidi or unassigned characters (Unicode UAX #9, Trojan Source)."""
    return any(unicodedata.category(c) in REFUSED_CATEGORIES and c not in ALLOWED for c in text)


def one_line(text: str, what: str, most: int = 200, required: bool = True) -> str:
    """Give `text` trimmed, inner blanks folded; `what` is the field's English phrase for the message.

    Raises TextMissing, TextTooLong or TextHasControls.
    """
    folded = " ".join(part for part in text.split(" ") if part)
    if required and not folded:
        raise TextMissing(what=what)
    if len(folded) > most:
        raise TextTooLong(what=what, most=most)
    if has_controls(folded):
        raise TextHasControls(what=what)
    return folded
