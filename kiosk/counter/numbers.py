"""Numbers out of the ordinary: one given by staff to who can't use the kiosk, and one called before its turn."""

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from kiosk.counter.answering import done
from kiosk.counter.offers import read_offers
from kiosk.counter.typed import typed_number
from kiosk.edge import database, language, now, public_url, show_digits, waits
from kiosk.guards import current_center, current_staff, needs
from kiosk.refusals import message_of
from singlewindow.errors import N_, Invalid, Refusal
from singlewindow.people.roles import Permission
from singlewindow.places.records import Center
from singlewindow.tickets.issue import TicketWish, issue
from singlewindow.tickets.letters import ARABIC_LETTERS
from singlewindow.tickets.records import Ticket
from singlewindow.tickets.serve import UnknownNumber, pick
from singlewindow.tickets.states import Lane

numbers = Blueprint("numbers", __name__)


class LaneMissing(Invalid):
    message = N_("Please choose the ordinary turn or the priority turn.")


@numbers.get("/counter/numbers")
@needs(Permission.GIVE_NUMBERS)
def form() -> str:
    """Show the forms."""
    return _drawn()


@numbers.post("/counter/numbers")
@needs(Permission.GIVE_NUMBERS)
def give() -> Response:
    """Give a number to someone who can't use the kiosk; the next page says which."""
    try:
        wish = _wish()
        with database().writing() as work:
            ticket = work.session.get_one(Ticket, issue(work, wish, now()).id)
            letter = ARABIC_LETTERS[ticket.letter] if language() == "ar" else ticket.letter
            said = gettext("Number %(letter)s %(number)s was given.", letter=letter, number=ticket.number)
    except Refusal as refusal:
        return make_response(_drawn(message_of(refusal)), refusal.status)
    flash(said)
    return redirect(url_for("numbers.form"), 303)


@numbers.post("/counter/numbers/call")
@needs(Permission.PICK_NUMBERS)
def call() -> Response:
    """Call a given number before its turn, for a reason that is kept."""
    form = request.form
    letter, number = form.get("letter", ""), typed_number("number", UnknownNumber)
    return done(lambda work: pick(work, current_staff().id, letter, number, form.get("reason", ""), now()))


def _wish() -> TicketWish:
    form = request.form
    if form.get("lane") not in (Lane.ORDINARY, Lane.PRIORITY):
        raise LaneMissing
    lane = Lane(form["lane"])
    with database().reading() as session:
        wait = waits().of_next(session, session.get_one(Center, current_center()), now(), lane)
    return TicketWish(
        center_id=current_center(),
        service=form.get("service", ""),
        lane=lane,
        language=form["language"] if form.get("language") in ("ar", "en") else "ar",
        form_key=form.get("form_key", ""),
        public_url=public_url(),
        issued_by=current_staff().id,
        wait=wait,
    )


def _drawn(message: str = "") -> str:
    with database().reading() as session:
        center = session.get_one(Center, current_center())
        offers = read_offers(session, center.id)
    show_digits(center.digits)
    letters = ARABIC_LETTERS.items()
    return render_template("counter/numbers.html", center=center, offers=offers, letters=letters, message=message)
