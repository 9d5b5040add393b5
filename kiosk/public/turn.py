"""A turn on its holder's phone: where it stands, ten more minutes, back after an absence, leaving."""

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response

from kiosk.edge import database, now, show_digits, waits
from kiosk.limits import limiter
from kiosk.refusals import message_of
from kiosk.touch.reading import TicketPage, ticket_page
from singlewindow.database import Work
from singlewindow.errors import Refusal
from singlewindow.places.clock import service_day
from singlewindow.places.records import Center
from singlewindow.tickets.holder import MOST_POSTPONEMENTS, UnknownFollowCode, come_back, leave, postpone
from singlewindow.tickets.records import Ticket

turn = Blueprint("turn", __name__)


@turn.get("/follow/<code>")
def page(code: str) -> str:
    """Show a ticket of today; a wrong code and an old one get the same answer."""
    return _drawn(_followed(code))


@turn.post("/follow/<code>/more")
@limiter.limit("120/minute")
def more(code: str) -> Response:
    """Give ten more minutes."""
    return _done(postpone, code)


@turn.post("/follow/<code>/back")
@limiter.limit("120/minute")
def back(code: str) -> Response:
    """Put an absent number back in line."""
    return _done(come_back, code)


@turn.post("/follow/<code>/leave")
@limiter.limit("120/minute")
def give_up(code: str) -> Response:
    """Give the number up."""
    return _done(leave, code)


def _done(deed: Callable[[Work, str, datetime], None], code: str) -> Response:
    """Do a holder's deed in one transaction; a refusal is said on the page of the turn."""
    try:
        with database().writing() as work:
            deed(work, code, now())
    except Refusal as refusal:
        return make_response(_drawn(_followed(code), message_of(refusal)), refusal.status)
    return redirect(url_for("turn.page", code=code), 303)


def _drawn(page: TicketPage, message: str = "") -> str:
    show_digits(page.center.digits)
    template = "public/turn.html" if "fragment" in request.args else "public/follow.html"
    more_left = page.ticket.postponements < MOST_POSTPONEMENTS
    return render_template(template, page=page, message=message, more_left=more_left)


def _followed(code: str) -> TicketPage:
    with database().reading() as session:
        own = (Ticket.follow_code == code, Ticket.day == service_day(now()))
        ticket = session.scalar(select(Ticket).where(*own))
        if ticket is None:
            raise UnknownFollowCode
        return ticket_page(session, session.get_one(Center, ticket.center_id), ticket, waits(), now())
