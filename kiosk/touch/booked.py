"""A booked time at the kiosk: six digits, and a number in the lane of booked times."""

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from kiosk.edge import database, language, now, public_url, show_digits
from kiosk.limits import limiter
from kiosk.refusals import message_of
from kiosk.screens import current_device
from singlewindow.errors import N_, Invalid, Refusal
from singlewindow.formkeys import new_form_key
from singlewindow.places.centers import center_by_code, center_key
from singlewindow.text import ascii_digits
from singlewindow.tickets.booking import CODE_DIGITS
from singlewindow.tickets.issue import TicketWish, issue
from singlewindow.tickets.states import Lane

booked = Blueprint("booked", __name__)


class NotSixDigits(Invalid):
    message = N_("A booking code has six digits; this one has %(count)s. Complete or correct it.")


@booked.get("/kiosk/<center>/booked")
def form(center: str) -> str:
    """Ask for the code of a booked time."""
    return _form(center, "", new_form_key())


@booked.post("/kiosk/<center>/booked")
@limiter.limit("60/minute")
def use(center: str) -> Response:
    """Give a ticket for a booked time, once for each form key; a refusal is said on the same page, the digits kept."""
    form_key = request.form.get("form_key", "")
    try:
        code = _typed()
        with database().writing() as work:
            wish = TicketWish(
                center_id=center_key(work.session, center),
                service="",
                lane=Lane.BOOKED,
                language=language(),
                form_key=form_key,
                public_url=public_url(),
                booking=code,
                device_id=current_device(),
            )
            ticket = issue(work, wish, now())
    except Refusal as refusal:
        return make_response(_form(center, message_of(refusal), form_key or new_form_key()), refusal.status)
    return redirect(url_for("touch.ticket", center=center, code=ticket.follow_code), 303)


def _typed() -> str:
    code = ascii_digits(request.form.get("code", "")).strip()
    if not (len(code) == CODE_DIGITS and code.isascii() and code.isdigit()):
        raise NotSixDigits(count=len(code))
    return code


def _form(code: str, message: str, form_key: str) -> str:
    with database().reading() as session:
        center = center_by_code(session, code)
    show_digits(center.digits)
    typed = request.form.get("code", "")[:CODE_DIGITS]
    return render_template("touch/booked.html", center=center, message=message, typed=typed, key=form_key)
