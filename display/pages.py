"""The board's page, drawn complete before any socket opens, and its snapshot."""

from typing import cast

from flask import Blueprint, Response, abort, current_app, jsonify, render_template, request
from flask_babel import get_locale

from display.board import Board, read_board
from display.clock import now
from display.drawing import draw, numbers_of
from display.views import parse_windows
from singlewindow.database import Database
from singlewindow.places.centers import center_by_code
from singlewindow.places.clock import local

board = Blueprint(
    "board", __name__, template_folder="templates", static_folder="static", static_url_path="/board-static"
)


@board.get("/board/<center>")
def page(center: str) -> str:
    """Draw the board of a center; with `?windows=1-4,7` that of some of its windows."""
    moment = now()
    state, language = _read(center, _windows()), _language()
    number = numbers_of(state.digits, language)
    return render_template(
        "board/page.html",
        board=state,
        language=language,
        drawn=draw(state, language),
        now=int(moment.timestamp() * 1000),
        time=number(local(moment).strftime("%H:%M")),
    )


@board.get("/board/<center>/snapshot")
def snapshot(center: str) -> Response:
    """Give the board's present state, for a screen that missed something."""
    return jsonify(draw(_read(center, _windows()), _language()))


def _windows() -> tuple[int, ...]:
    try:
        return parse_windows(request.args.get("windows", ""))
    except ValueError:
        abort(404)


def _read(code: str, windows: tuple[int, ...]) -> Board:
    database = cast(Database, current_app.extensions["database"])
    with database.reading() as session:
        return read_board(session, center_by_code(session, code).id, now(), windows)


def _language() -> str:
    return "en" if str(get_locale()) == "en" else "ar"
