"""The clerk's desk: one page, one fragment drawn for page and refresh, and the deeds."""

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from kiosk.counter.answering import PAUSE_REASONS, done, drawn, read
from kiosk.counter.reading import read_mark
from kiosk.counter.typed import typed_key, typed_number
from kiosk.edge import database, now, show_digits
from kiosk.guards import current_center, current_staff, needs
from singlewindow.errors import N_, Invalid
from singlewindow.people.roles import Permission
from singlewindow.places.help import call_from_window
from singlewindow.places.records import HelpKind
from singlewindow.places.windows import UnknownWindow, leave_window, open_window, pause_window, take_window
from singlewindow.tickets.desk import NoTicketHere
from singlewindow.tickets.serve import call_next, finish, hold, mark_absent, recall, resume, start
from singlewindow.tickets.states import Outcome

counter = Blueprint("counter", __name__)


class UnknownHelp(Invalid):
    message = N_("Please say which help is needed.")


class UnknownOutcome(Invalid):
    message = N_("Please say how the visit ended.")


@counter.get("/counter")
@needs(Permission.SERVE)
def desk() -> str:
    """Show the clerk's desk."""
    return drawn(read())


@counter.get("/counter/fragment")
@needs(Permission.SERVE)
def fragment() -> Response:
    """Give what changes on the desk, drawn as on the page.

    204 while nothing has changed since the mark `seen`; 303 to the whole page once the window is no longer the clerk's.
    """
    with database().reading() as session:
        if request.args.get("seen") == read_mark(session, current_center(), now()):
            return make_response("", 204)
    desk = read()
    if desk.window is None:
        return redirect(url_for("counter.desk"), 303)
    show_digits(desk.center.digits)
    return make_response(render_template("counter/state.html", desk=desk, pause_reasons=PAUSE_REASONS))


@counter.post("/counter/window")
@needs(Permission.SERVE)
def take() -> Response:
    """Take a window."""
    center, number = current_center(), typed_number("number", UnknownWindow)
    return done(lambda work: take_window(work, center, number, current_staff().id))


@counter.post("/counter/window/leave")
@needs(Permission.SERVE)
def leave() -> Response:
    """Leave the window."""
    return done(lambda work: leave_window(work, current_staff().id))


@counter.post("/counter/window/pause")
@needs(Permission.SERVE)
def pause() -> Response:
    """Let the window call nobody for now."""
    reason = request.form.get("reason", "")
    return done(lambda work: pause_window(work, current_staff().id, reason))


@counter.post("/counter/window/open")
@needs(Permission.SERVE)
def reopen() -> Response:
    """Let the window call again."""
    return done(lambda work: open_window(work, current_staff().id))


@counter.post("/counter/call")
@needs(Permission.SERVE)
def call() -> Response:
    """Call the next number."""
    return done(lambda work: call_next(work, current_staff().id, now()))


@counter.post("/counter/recall")
@needs(Permission.SERVE)
def call_again() -> Response:
    """Call the present number again."""
    return done(lambda work: recall(work, current_staff().id, now()))


@counter.post("/counter/start")
@needs(Permission.SERVE)
def begin() -> Response:
    """Begin to serve the called number."""
    return done(lambda work: start(work, current_staff().id, now()))


@counter.post("/counter/finish")
@needs(Permission.SERVE)
def end() -> Response:
    """End the visit with its outcome."""
    outcome = request.form.get("outcome")
    if outcome not in list(Outcome):
        raise UnknownOutcome
    return done(lambda work: finish(work, current_staff().id, Outcome(outcome), now()))


@counter.post("/counter/absent")
@needs(Permission.SERVE)
def absent() -> Response:
    """Mark the called number absent."""
    return done(lambda work: mark_absent(work, current_staff().id, now()))


@counter.post("/counter/hold")
@needs(Permission.SERVE)
def set_aside() -> Response:
    """Set the visit aside, so that the window may call."""
    return done(lambda work: hold(work, current_staff().id, now()))


@counter.post("/counter/resume")
@needs(Permission.SERVE)
def go_on() -> Response:
    """Go on with a number that the window holds."""
    ticket = typed_key(request.form.get("ticket", ""), NoTicketHere)
    return done(lambda work: resume(work, current_staff().id, ticket, now()))


@counter.post("/counter/help")
@needs(Permission.SERVE)
def help_me() -> Response:
    """Call the supervisor to the window."""
    kind = request.form.get("kind")
    if kind not in list(HelpKind):
        raise UnknownHelp
    return done(
        lambda work: call_from_window(work, current_staff().id, HelpKind(kind), now()),
        gettext("The supervisor has been called."),
    )


@counter.get("/counter/keys")
@needs(Permission.SERVE)
def keys() -> str:
    """Show the keys of the desk, to be printed."""
    return render_template("counter/keys.html", desk=read())
