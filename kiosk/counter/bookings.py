"""Booked times at the counter: a place for a citizen, the code to tell, the bookings of a day."""

from datetime import date, datetime, timedelta

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from kiosk.counter.offers import read_offers
from kiosk.counter.typed import typed_key
from kiosk.edge import database, now, show_digits
from kiosk.guards import current_center, current_staff, needs
from kiosk.refusals import message_of
from singlewindow.errors import Refusal
from singlewindow.people.roles import Permission
from singlewindow.places.clock import CAIRO, service_day
from singlewindow.places.records import Center
from singlewindow.tickets.booking import (
    MOST_DAYS_AHEAD,
    BookingIsOver,
    NotASlot,
    book,
    bookings_of,
    cancel,
    free_slots,
)

CODE = "code"
bookings = Blueprint("bookings", __name__)


@bookings.get("/counter/bookings")
@needs(Permission.BOOK_TIMES)
def page() -> str:
    """Show the free times and the bookings of a day."""
    return _drawn(_day(request.args.get("day", "")), request.args.get("service", ""))


@bookings.post("/counter/bookings")
@needs(Permission.BOOK_TIMES)
def add() -> Response:
    """Book a time; the next page shows the code once, which no address holds."""
    form = request.form
    day, service = _day(form.get("day", "")), form.get("service", "")
    try:
        starts_at = _moment(form.get("starts_at", ""))
        with database().writing() as work:
            key, clerk = form.get("form_key", ""), current_staff().id
            code = book(work, current_center(), service, starts_at, key, clerk, now())
    except Refusal as refusal:
        return make_response(_drawn(day, service, message_of(refusal)), refusal.status)
    flash(code, CODE)
    return redirect(url_for("bookings.page", day=service_day(starts_at), service=service), 303)


@bookings.post("/counter/bookings/cancel")
@needs(Permission.BOOK_TIMES)
def give_up() -> Response:
    """Cancel a booking."""
    day, key = _day(request.form.get("day", "")), typed_key(request.form.get("booking", ""), BookingIsOver)
    try:
        with database().writing() as work:
            cancel(work, current_center(), key, current_staff().id, now())
    except Refusal as refusal:
        return make_response(_drawn(day, "", message_of(refusal)), refusal.status)
    return redirect(url_for("bookings.page", day=day), 303)


def _day(text: str) -> date:
    """Give a day that may be booked; today for anything else."""
    today = service_day(now())
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return today
    return day if today <= day <= today + timedelta(days=MOST_DAYS_AHEAD) else today


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise NotASlot from error
    return moment if moment.tzinfo else moment.replace(tzinfo=CAIRO)


def _drawn(day: date, service: str, message: str = "") -> str:
    moment, today = now(), service_day(now())
    with database().reading() as session:
        center = session.get_one(Center, current_center())
        slots = free_slots(session, center, day, center.slot_minutes, center.slot_places, moment)
        offers = read_offers(session, center.id)
        booked = bookings_of(session, center.id, day)
    show_digits(center.digits)
    return render_template(
        "counter/bookings.html",
        center=center,
        day=day,
        days=[today + timedelta(days=ahead) for ahead in range(MOST_DAYS_AHEAD + 1)],
        slots=slots,
        offers=offers,
        booked=booked,
        chosen=service,
        now=moment,
        message=message,
    )
