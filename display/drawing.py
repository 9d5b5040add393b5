"""Drawing the board: one function for the first paint, the snapshot and each push."""

from datetime import date
from typing import Any

from flask import render_template
from flask_babel import force_locale, format_date

from display.board import Board
from singlewindow.places.records import Digits
from singlewindow.text import ARABIC_DIGITS
from singlewindow.tickets.letters import ARABIC_LETTERS


def draw(board: Board, language: str) -> dict[str, Any]:
    """Give what a screen needs: revision, day, the drawn fragment, and the calls, newest first, for the voice."""
    with force_locale(language):
        html = render_template(
            "board/state.html",
            board=board,
            language=language,
            number=numbers_of(board.digits, language),
            letter=lambda latin: ARABIC_LETTERS[latin] if language == "ar" else latin,
        )
    calls = [[call.code, call.times, call.spoken] for call in board.calls]
    return {
        "revision": board.revision,
        "day": board.day.isoformat(),
        "today": long_date(board.day, language, board.digits),
        "html": html,
        "calls": calls,
    }


def numbers_of(digits: Digits, language: str) -> Any:
    """Give the function that writes numbers: ٠١٢ in Arabic, unless the center chose otherwise."""
    arabic = language == "ar" and digits is Digits.ARAB
    return (lambda value: str(value).translate(ARABIC_DIGITS)) if arabic else str


def long_date(day: date, language: str, digits: Digits) -> str:
    """Give a day in words and a center's digits."""
    pattern = "EEEE d MMMM" if language == "ar" else "EEEE, d MMMM"
    with force_locale("ar_EG" if language == "ar" else "en_GB"):
        text = format_date(day, pattern)
    return str(numbers_of(digits, language)(text))
