"""Making foreign text harmless for a paper: nothing invisible, nothing endless."""

import re
import unicodedata

LONGEST = 500
"""Characters of one fact that a paper shows; the rest is cut and marked with an ellipsis."""

MARKS = "[\u0300-\u036f\u064b-\u065f]"
TOO_MANY_MARKS = re.compile(f"({MARKS}{{3}}){MARKS}+")
JOINERS = "\u200c\u200d"
HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn"}


def plain(text: str) -> str:
    """`text` on one line, at most `LONGEST` long, without control and bidi characters or heaps of marks."""
    visible = "".join(map(_visible, text[: LONGEST * 4]))
    calm = TOO_MANY_MARKS.sub(r"\1", visible)
    line = " ".join(calm.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + "…"


def direction(text: str) -> str:
    """The direction of the first letter in `text` that has one: "rtl" or "ltr"; "ltr" where none has."""
    for character in text:
        strength = unicodedata.bidirectional(character)
        if strength in ("L", "R", "AL"):
            return "ltr" if strength == "L" else "rtl"
    return "ltr"


def in_fours(code: str) -> str:
    """A code as a person reads it aloud or types it: four letters at a time, parted by dashes."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4)) if code.isalnum() else code


def _visible(character: str) -> str:
    if character in JOINERS:
        return character
    if character.isspace():
        return " "
    return "" if unicodedata.category(character) in HIDDEN else character
