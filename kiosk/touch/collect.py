"""Collecting what is ready: a request's number typed at the kiosk, for a number in the queue."""

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from kiosk.edge import database, language, now, public_url, show_digits
from kiosk.limits import limiter
from kiosk.refusals import message_of
from singlewindow.errors import Refusal
from singlewindow.places.centers import center_by_code, center_key
from singlewindow.requests.collect import collection_ticket
from singlewindow.tickets.states import Lane

collect = Blueprint("collect", __name__)


@collect.get("/kiosk/<center>/collect")
def form(center: str) -> str:
    """Ask for the request's number."""
    return _drawn(center)


@collect.post("/kiosk/<center>/collect")
@limiter.limit("30/minute")
def take(center: str) -> Response:
    """Give a number to who collects; asked again, the one that still waits."""
    sent = request.form
    lane = Lane.PRIORITY if sent.get("lane") == Lane.PRIORITY else Lane.ORDINARY
    try:
        with database().writing() as work:
            key = center_key(work.session, center)
            number, form_key = sent.get("number", ""), sent.get("form_key", "")
            ticket = collection_ticket(work, key, number, lane, language(), form_key, public_url(), now())
    except Refusal as refusal:
        return make_response(_drawn(center, message_of(refusal)), refusal.status)
    return redirect(url_for("touch.ticket", center=center, code=ticket.follow_code), 303)


def _drawn(code: str, message: str = "") -> str:
    with database().reading() as session:
        center = center_by_code(session, code)
    show_digits(center.digits)
    return render_template("touch/collect.html", center=center, message=message, typed=request.form.get("number", ""))
