"""Answering a deed of the desk: done, back to the desk; refused, the desk again with the reason."""

from collections.abc import Callable

from flask import flash, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response

from kiosk.counter.reading import Desk, read_desk
from kiosk.edge import database, now, show_digits
from kiosk.guards import current_center, current_staff
from kiosk.refusals import message_of
from singlewindow.database import Work
from singlewindow.errors import N_, Refusal

PAUSE_REASONS = (N_("Break"), N_("Prayer"), N_("Technical trouble"), N_("Meeting"))


def done(deed: Callable[[Work], object], said: str = "") -> Response:
    """Do a deed in one transaction, with something to say about it; a refusal is said on the desk itself."""
    try:
        with database().writing() as work:
            deed(work)
    except Refusal as refusal:
        return make_response(drawn(read(), message_of(refusal)), refusal.status)
    if said:
        flash(said, "notice")
    return redirect(url_for("counter.desk"), 303)


def read() -> Desk:
    """Read the desk of who is signed in."""
    with database().reading() as session:
        return read_desk(session, current_staff(), current_center(), now())


def drawn(desk: Desk, message: str = "") -> str:
    """Draw a desk, with a message above it if there is one."""
    show_digits(desk.center.digits)
    return render_template("counter/desk.html", desk=desk, message=message, pause_reasons=PAUSE_REASONS)
