"""Sending the visit at the window elsewhere, or going on with another service: one page with its forms."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from kiosk.counter.offers import Offers, read_offers
from kiosk.counter.reading import Desk, read_desk
from kiosk.counter.typed import typed_number, typed_reason
from kiosk.edge import database, now, show_digits
from kiosk.guards import current_center, current_staff, needs
from kiosk.refusals import message_of
from singlewindow.database import Work
from singlewindow.errors import Refusal
from singlewindow.people.roles import Permission
from singlewindow.places.windows import UnknownWindow
from singlewindow.tickets.reroute import (
    add_service,
    send_back,
    transfer_to_sector,
    transfer_to_skill,
    transfer_to_window,
)

visit = Blueprint("visit", __name__)


@dataclass(frozen=True)
class VisitPage:
    desk: Desk
    offers: Offers


@visit.get("/counter/visit")
@needs(Permission.SERVE)
def form() -> Response:
    """Show where the visit may go; the desk when there is none."""
    page = _read()
    if page.desk.present is None:
        return redirect(url_for("counter.desk"), 303)
    return make_response(_drawn(page))


@visit.post("/counter/visit/window")
@needs(Permission.SERVE)
def to_window() -> Response:
    """Send the number to a window."""
    number = typed_number("number", UnknownWindow)
    return _done(lambda work: transfer_to_window(work, current_staff().id, number, typed_reason(), now()))


@visit.post("/counter/visit/sector")
@needs(Permission.SERVE)
def to_sector() -> Response:
    """Send the number to the line of a sector."""
    code = request.form.get("sector", "")
    return _done(lambda work: transfer_to_sector(work, current_staff().id, code, typed_reason(), now()))


@visit.post("/counter/visit/skill")
@needs(Permission.SERVE)
def to_skill() -> Response:
    """Send the number to the clerks of a skill."""
    code = request.form.get("skill", "")
    return _done(lambda work: transfer_to_skill(work, current_staff().id, code, typed_reason(), now()))


@visit.post("/counter/visit/back")
@needs(Permission.SERVE)
def back() -> Response:
    """Return the number to the queue with its turn."""
    return _done(lambda work: send_back(work, current_staff().id, typed_reason(), now()))


@visit.post("/counter/visit/service")
@needs(Permission.SERVE)
def another() -> Response:
    """Go on with another service under the same number."""
    code = request.form.get("service", "")
    return _done(lambda work: add_service(work, current_staff().id, code, now()))


def _done(deed: Callable[[Work], object]) -> Response:
    """Do a deed in one transaction; a refusal is said on this page, with the reason kept."""
    try:
        with database().writing() as work:
            deed(work)
    except Refusal as refusal:
        return make_response(_drawn(_read(), message_of(refusal)), refusal.status)
    return redirect(url_for("counter.desk"), 303)


def _read() -> VisitPage:
    with database().reading() as session:
        desk = read_desk(session, current_staff(), current_center(), now())
        return VisitPage(desk, read_offers(session, desk.center.id))


def _drawn(page: VisitPage, message: str = "") -> str:
    show_digits(page.desk.center.digits)
    return render_template("counter/visit.html", page=page, message=message, reason=typed_reason())
