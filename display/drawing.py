"""Drawing the board: one function for the first paint, the snapshot and each push."""

from typing import Any

from flask import render_template
from flask_babel import force_locale, format_date

from display.board import Board
from singlewindow.places.records import Digits

ARABIC_LETTERS = {"B": "ب", "J": "ج", "D": "د", "S": "س", "C": "ص", "K": "ك", "L": "ل", "N": "ن"}
TO_ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def draw(board: Board, language: str) -> dict[str, Any]:
    """Give what a screen needs: revision, the drawn fragment, and the newest calls as data for the chime."""
    with force_locale(language):
        html = render_template(
            "board/state.html",
            board=board,
            language=language,
            number=numbers_of(board.digits),
            letter=lambda latin: ARABIC_LETTERS[latin] if language == "ar" else latin,
        )
    calls = [[call.ticket, call.times] for call in board.calls]
    return {"revision": board.revision, "html": html, "calls": calls}


def numbers_of(digits: Digits) -> Any:
    """Give the function that writes numbers in a center's digits."""
    return (lambda value: str(value).translate(TO_ARABIC)) if digits is Digits.ARAB else str


def long_date(moment: Any, language: str, digits: Digits) -> str:
    """Give the day of a moment in words and a center's digits."""
    pattern = "EEEE d MMMM" if language == "ar" else "EEEE, d MMMM"
    with force_locale("ar_EG" if language == "ar" else "en_GB"):
        text = format_date(moment, pattern)
    return str(text.translate(TO_ARABIC)) if digits is Digits.ARAB else str(text)
