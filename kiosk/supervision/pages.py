"""The supervisor's page of a hall: windows, who waits, alarms, and what a supervisor may change."""

from collections.abc import Callable
from datetime import timedelta

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from kiosk.counter.answering import PAUSE_REASONS
from kiosk.counter.typed import typed_key, typed_reason
from kiosk.edge import database, now, show_digits
from kiosk.guards import current_center, current_staff, needs
from kiosk.refusals import message_of
from kiosk.supervision.reading import HallPage, read_hall, read_hall_mark
from singlewindow.audit.actions import Action
from singlewindow.audit.note import note
from singlewindow.database import Work
from singlewindow.errors import N_, Invalid, Refusal
from singlewindow.people.roles import Permission
from singlewindow.places.clock import service_day
from singlewindow.places.help import NoHelpCall, answer_call
from singlewindow.tickets.day_end import close_days
from singlewindow.tickets.hall import (
    Limits,
    UnknownClerk,
    free_window,
    give_numbers,
    limit_window,
    pause_numbers,
    seat_clerk,
)
from singlewindow.tickets.states import Lane

supervision = Blueprint("supervision", __name__)


class NotSure(Invalid):
    message = N_("Please tick that the day is over.")


@supervision.get("/hall")
@needs(Permission.SUPERVISE_HALL)
def hall() -> str:
    """Show the hall."""
    return _drawn(_read())


@supervision.get("/hall/fragment")
@needs(Permission.SUPERVISE_HALL)
def fragment() -> Response:
    """Give what changes on the page; 204 while nothing has changed since the mark `seen`, within a minute."""
    with database().reading() as session:
        if request.args.get("seen") == f"{read_hall_mark(session, current_center(), now())}.{_minute()}":
            return make_response("", 204)
    page = _read()
    show_digits(page.center.digits)
    return make_response(render_template("supervision/state.html", page=page, minute=_minute()))


@supervision.get("/hall/windows/<int:number>")
@needs(Permission.SUPERVISE_HALL)
def window(number: int) -> Response:
    """Show the forms of one window."""
    return make_response(_window(number))


@supervision.post("/hall/windows/<int:number>/free")
@needs(Permission.SUPERVISE_HALL)
def free(number: int) -> Response:
    """Take a window from its clerk; its numbers go back to the queue."""
    return _done(
        number, Action.FREE_WINDOW, lambda work: free_window(work, current_center(), number, typed_reason(), now())
    )


@supervision.post("/hall/windows/<int:number>/seat")
@needs(Permission.SUPERVISE_HALL)
def seat(number: int) -> Response:
    """Move a clerk to a window."""
    clerk = typed_key(request.form.get("clerk", ""), UnknownClerk)
    return _done(
        number, Action.SEAT_CLERK, lambda work: seat_clerk(work, current_center(), number, clerk, typed_reason(), now())
    )


@supervision.post("/hall/windows/<int:number>/limits")
@needs(Permission.SUPERVISE_HALL)
def limit(number: int) -> Response:
    """Set what a window serves."""
    lanes = frozenset(Lane(name) for name in request.form.getlist("lanes") if name in list(Lane))
    limits = Limits(frozenset(request.form.getlist("sectors")), lanes, "priority_first" in request.form)
    return _done(number, Action.LIMIT_WINDOW, lambda work: limit_window(work, current_center(), number, limits))


@supervision.post("/hall/calls")
@needs(Permission.SUPERVISE_HALL)
def answer() -> Response:
    """Answer a call for help."""
    call = typed_key(request.form.get("call", ""), NoHelpCall)
    return _done(None, None, lambda work: answer_call(work, current_center(), call, current_staff().id, now()))


@supervision.post("/hall/pause")
@needs(Permission.SUPERVISE_HALL)
def pause() -> Response:
    """Give no numbers for now, for the reason that is typed or else for the one that is chosen."""
    reason = request.form.get("own") or typed_reason()
    return _done(None, Action.PAUSE_NUMBERS, lambda work: pause_numbers(work, current_center(), reason))


@supervision.post("/hall/open")
@needs(Permission.SUPERVISE_HALL)
def reopen() -> Response:
    """Give numbers again."""
    return _done(None, Action.GIVE_NUMBERS, lambda work: give_numbers(work, current_center()))


@supervision.post("/hall/close-day")
@needs(Permission.SUPERVISE_HALL)
def close_day() -> Response:
    """Close today's unfinished numbers as not served."""
    if "sure" not in request.form:
        raise NotSure
    tomorrow = service_day(now()) + timedelta(days=1)
    return _done(None, Action.CLOSE_DAY, lambda work: close_days(work, current_center(), tomorrow, now()))


def _minute() -> int:
    return int(now().timestamp() // 60)


def _done(number: int | None, action: Action | None, deed: Callable[[Work], object]) -> Response:
    """Do a deed in one transaction and note it; a refusal is said on the page its form stands on."""
    try:
        with database().writing() as work:
            deed(work)
            if action:
                subject = "" if number is None else str(number)
                note(work, action, current_staff().id, current_center(), subject, now())
    except Refusal as refusal:
        said = message_of(refusal)
        known = number is not None and any(place.window.number == number for place in _read().places)
        html = _window(number, said) if known and number is not None else _drawn(_read(), said)
        return make_response(html, refusal.status)
    return redirect(url_for("supervision.hall"), 303)


def _read() -> HallPage:
    with database().reading() as session:
        return read_hall(session, current_staff(), current_center(), now())


def _drawn(page: HallPage, message: str = "") -> str:
    show_digits(page.center.digits)
    shown = {"page": page, "message": message, "minute": _minute(), "pause_reasons": PAUSE_REASONS}
    return render_template("supervision/hall.html", **shown)


def _window(number: int, message: str = "") -> str:
    page = _read()
    place = next((place for place in page.places if place.window.number == number), None)
    if place is None:
        return _drawn(page, message)
    show_digits(page.center.digits)
    return render_template("supervision/window.html", page=page, place=place, message=message, lanes=list(Lane))
