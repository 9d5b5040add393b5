"""Back in line at the kiosk: a number that was called and missed, by its letter and number, nothing personal."""

from dataclasses import dataclass

from flask import Blueprint, abort, make_response, redirect, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from kiosk.edge import database, now, show_digits
from kiosk.limits import limiter
from kiosk.refusals import message_of
from singlewindow.errors import N_, Invalid, Refusal
from singlewindow.places.centers import center_by_code, center_key
from singlewindow.places.clock import service_day
from singlewindow.places.records import Center
from singlewindow.text import ascii_digits
from singlewindow.tickets.holder import come_back_by_number
from singlewindow.tickets.issue import people_ahead
from singlewindow.tickets.letters import ARABIC_LETTERS
from singlewindow.tickets.records import Ticket
from singlewindow.tickets.serve import UnknownNumber
from singlewindow.tickets.states import State
from singlewindow.tickets.transit import NotPossibleNow

MOST_DIGITS = 4

missed = Blueprint("missed", __name__)


class LetterMissing(Invalid):
    message = N_("Touch the letter of your ticket, then type its number.")


class NumberMissing(Invalid):
    message = N_("Type the number of your ticket: one to four digits.")


class NoSuchTicket(Refusal):
    status = 404
    message = N_("Today there is no ticket with this letter and number. Compare both with your ticket.")


class NotMissed(Refusal):
    message = N_(
        "This number was not missed: it waits, or its visit has begun or ended. Watch the screen or ask the staff."
    )


@dataclass(frozen=True)
class BackInLine:
    """A number that is back in line, and how many people are before it."""

    center: Center
    ticket: Ticket
    ahead: int


@missed.get("/kiosk/<center>/missed")
def form(center: str) -> str:
    """Ask for the letter and number of a missed call."""
    return _form(center, "")


@missed.post("/kiosk/<center>/missed")
@limiter.limit("60/minute")
def send(center: str) -> Response:
    """Put a missed number back in line; a refusal is said on the same page, what was typed kept."""
    try:
        letter, number = _typed()
        with database().writing() as work:
            come_back_by_number(work, center_key(work.session, center), letter, number, now())
    except UnknownNumber:
        return _refused(center, NoSuchTicket())
    except NotPossibleNow:
        return _refused(center, NotMissed())
    except Refusal as refusal:
        return _refused(center, refusal)
    return redirect(url_for("missed.done", center=center, letter=letter, number=number), 303)


@missed.get("/kiosk/<center>/missed/<letter>/<int:number>")
def done(center: str, letter: str, number: int) -> str:
    """Say that a number is back in line. The code to follow it is not told: the number alone proves no holder."""
    with database().reading() as session:
        page = _back_in_line(session, center, letter, number)
    if page is None:
        abort(404)
    show_digits(page.center.digits)
    return render_template("touch/back.html", page=page, letters=ARABIC_LETTERS)


def _back_in_line(session: Session, code: str, letter: str, number: int) -> BackInLine | None:
    center = center_by_code(session, code)
    own = (Ticket.center_id == center.id, Ticket.day == service_day(now()), Ticket.letter == letter)
    waits = (Ticket.number == number, Ticket.state == State.WAITING, Ticket.returns > 0)
    ticket = session.scalar(select(Ticket).where(*own, *waits))
    if ticket is None:
        return None
    place = {"day": ticket.day, "turn": ticket.turn, "id": ticket.id}
    return BackInLine(center, ticket, people_ahead(session, center.id, place))


def _typed() -> tuple[str, int]:
    letter, number = request.form.get("letter", ""), ascii_digits(request.form.get("number", "")).strip()
    if letter not in ARABIC_LETTERS:
        raise LetterMissing
    if not (number.isascii() and number.isdigit() and len(number) <= MOST_DIGITS and int(number)):
        raise NumberMissing
    return letter, int(number)


def _refused(center: str, refusal: Refusal) -> Response:
    return make_response(_form(center, message_of(refusal)), refusal.status)


def _form(code: str, message: str) -> str:
    with database().reading() as session:
        center = center_by_code(session, code)
    show_digits(center.digits)
    typed = {"letter": request.form.get("letter", ""), "number": request.form.get("number", "")[:MOST_DIGITS]}
    return render_template("touch/missed.html", center=center, message=message, letters=ARABIC_LETTERS, typed=typed)
