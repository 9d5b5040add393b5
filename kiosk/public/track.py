"""Tracking a request: by its number and four digits, or by the code of its slip; nothing personal is shown."""

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from kiosk.edge import database, show_digits
from kiosk.limits import limiter
from kiosk.refusals import message_of
from singlewindow.requests.tracking import NotTracked, track_code_of, tracked

track = Blueprint("track", __name__)


@track.get("/track")
def form() -> str:
    """Ask for the number and the digits."""
    return render_template("public/track.html", message="")


@track.post("/track")
@limiter.limit("10/minute;60/hour")
def find() -> Response:
    """Lead to the request's page; wrong numbers and wrong digits get the same answer."""
    try:
        with database().reading() as session:
            code = track_code_of(session, request.form.get("number", ""), request.form.get("digits", ""))
    except NotTracked as refusal:
        page = render_template("public/track.html", message=message_of(refusal))
        return make_response(page, refusal.status)
    return redirect(url_for("track.page", code=code), 303)


@track.get("/track/<code>")
@limiter.limit("60/minute")
def page(code: str) -> str:
    """Show where a request is, what is awaited and when it is due."""
    with database().reading() as session:
        found = tracked(session, code)
    show_digits(found.center.digits)
    return render_template("public/tracked.html", page=found)
