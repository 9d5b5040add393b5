"""The clerk's desk: one page, one fragment drawn for page and refresh, and the deeds."""

from collections.abc import Callable

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from kiosk.counter.reading import Desk, read_desk, read_mark
from kiosk.edge import database, now, show_digits
from kiosk.guards import current_center, current_staff, needs
from kiosk.refusals import message_of
from singlewindow.database import Work
from singlewindow.errors import N_, Invalid, Refusal
from singlewindow.people.roles import Permission
from singlewindow.places.windows import UnknownWindow, leave_window, take_window
from singlewindow.text import ascii_digits
from singlewindow.tickets.serve import call_next, finish, mark_absent, recall, start
from singlewindow.tickets.states import Outcome

counter = Blueprint("counter", __name__)


class UnknownOutcome(Invalid):
    message = N_("Please say how the visit ended.")


@counter.get("/counter")
@needs(Permission.SERVE)
def desk() -> str:
    """Show the clerk's desk."""
    return _drawn(_read())


@counter.get("/counter/fragment")
@needs(Permission.SERVE)
def fragment() -> Response:
    """Give what changes on the desk, drawn as on the page.

    204 while nothing has changed since the mark `seen`; 303 to the whole page once the window is no longer the clerk's.
    """
    with database().reading() as session:
        if request.args.get("seen") == read_mark(session, current_center(), now()):
            return make_response("", 204)
    desk = _read()
    if desk.window is None:
        return redirect(url_for("counter.desk"), 303)
    show_digits(desk.center.digits)
    return make_response(render_template("counter/state.html", desk=desk))


@counter.post("/counter/window")
@needs(Permission.SERVE)
def take() -> Response:
    """Take a window."""
    number = ascii_digits(request.form.get("number", ""))
    if not (number.isascii() and number.isdigit() and len(number) <= 4):
        raise UnknownWindow
    center, staff = current_center(), current_staff()
    return _done(lambda work: take_window(work, center, int(number), staff.id))


@counter.post("/counter/window/leave")
@needs(Permission.SERVE)
def leave() -> Response:
    """Leave the window."""
    return _done(lambda work: leave_window(work, current_staff().id))


@counter.post("/counter/call")
@needs(Permission.SERVE)
def call() -> Response:
    """Call the next number."""
    return _done(lambda work: call_next(work, current_staff().id, now()))


@counter.post("/counter/recall")
@needs(Permission.SERVE)
def call_again() -> Response:
    """Call the present number again."""
    return _done(lambda work: recall(work, current_staff().id, now()))


@counter.post("/counter/start")
@needs(Permission.SERVE)
def begin() -> Response:
    """Begin to serve the called number."""
    return _done(lambda work: start(work, current_staff().id, now()))


@counter.post("/counter/finish")
@needs(Permission.SERVE)
def end() -> Response:
    """End the visit with its outcome."""
    outcome = request.form.get("outcome")
    if outcome not in list(Outcome):
        raise UnknownOutcome
    return _done(lambda work: finish(work, current_staff().id, Outcome(outcome), now()))


@counter.post("/counter/absent")
@needs(Permission.SERVE)
def absent() -> Response:
    """Mark the called number absent."""
    return _done(lambda work: mark_absent(work, current_staff().id, now()))


def _done(deed: Callable[[Work], object]) -> Response:
    """Do a deed in one transaction; a refusal is said on the desk itself."""
    try:
        with database().writing() as work:
            deed(work)
    except Refusal as refusal:
        return make_response(_drawn(_read(), message_of(refusal)), refusal.status)
    return redirect(url_for("counter.desk"), 303)


def _read() -> Desk:
    with database().reading() as session:
        return read_desk(session, current_staff(), current_center(), now())


def _drawn(desk: Desk, message: str = "") -> str:
    show_digits(desk.center.digits)
    return render_template("counter/desk.html", desk=desk, message=message)
