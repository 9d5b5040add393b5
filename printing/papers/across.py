"""The words that stand across a whole sheet, as pictures: drawn as text they would lie in the way of its readers."""

from base64 import b64encode
from functools import cache
from pathlib import Path

MARKS = Path(__file__).resolve().parent.parent / "marks"


@cache
def across(word: str, language: str) -> str:
    """A data URI of the mark `word` ("practice", "cancelled") in `language`, made of shapes."""
    content = (MARKS / f"{word}.{language}.svg").read_bytes()
    return "data:image/svg+xml;base64," + b64encode(content).decode("ascii")
