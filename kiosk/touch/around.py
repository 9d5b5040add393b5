"""Around the way to a ticket: what a number's holder may do, the rule of the lanes, the page of a kiosk left alone."""

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from kiosk.edge import database, now, show_digits
from singlewindow.errors import Refusal
from singlewindow.places.centers import center_by_code
from singlewindow.places.opening import require_numbers
from singlewindow.places.records import Center

around = Blueprint("around", __name__)


@around.get("/kiosk/<center>/mine")
def mine(center: str) -> str:
    """Offer what who has a number or a booked time may do."""
    return render_template("touch/mine.html", center=_center(center))


@around.get("/kiosk/<center>/lanes")
def lanes(center: str) -> str:
    """Publish what priority and a booked time mean in this center."""
    return render_template("touch/lanes.html", center=_center(center))


@around.get("/kiosk/<center>/welcome")
def welcome(center: str) -> str | Response:
    """Attract from afar, in both languages; while no numbers are given the start says why."""
    found = _center(center)
    try:
        with database().reading() as session:
            require_numbers(session, found, now())
    except Refusal:
        return redirect(url_for("touch.start", center=center))
    return render_template("touch/welcome.html", center=found)


def _center(code: str) -> Center:
    with database().reading() as session:
        center = center_by_code(session, code)
    show_digits(center.digits)
    return center
