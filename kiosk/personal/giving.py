"""Giving a person what is held about them: by the number of one of their requests and for a reason, as a file."""

from flask import Blueprint, flash, make_response, redirect, render_template, request, send_file, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from kiosk.edge import database, now, show_digits
from kiosk.guards import current_center, current_staff, needs
from kiosk.personal.bundle import bundle
from kiosk.refusals import message_of
from singlewindow.errors import Invalid, Refusal
from singlewindow.people.roles import Permission
from singlewindow.personal.held import REASONS, give_data, held_for
from singlewindow.places.records import Center
from singlewindow.text import ascii_digits

giving = Blueprint("giving", __name__)


@giving.get("/manage/personal-data")
@needs(Permission.GIVE_PERSONAL_DATA)
def page() -> str:
    """Ask for a request's number and the reason; after both were given, offer the file."""
    return _drawn(ready=request.args.get("ready", ""))


@giving.post("/manage/personal-data")
@needs(Permission.GIVE_PERSONAL_DATA)
def say_why() -> Response:
    """Note the reason; the file can then be fetched for a while."""
    number = "".join(ascii_digits(request.form.get("number", "")).split())
    try:
        with database().writing() as work:
            give_data(work, current_staff(), number, request.form.get("reason", ""), now())
    except Refusal as refusal:
        field = refusal.field if isinstance(refusal, Invalid) else "number"
        return make_response(_drawn(message_of(refusal), field), refusal.status)
    flash(gettext("Noted. The file can be fetched for ten minutes."))
    return redirect(url_for("giving.page", ready=number), 303)


@giving.get("/manage/personal-data/<number>")
@needs(Permission.GIVE_PERSONAL_DATA)
def file(number: str) -> Response:
    """Give the file to who has just said why."""
    moment = now()
    with database().reading() as session:
        held = held_for(session, current_staff(), number, moment)
    show_digits(held.center.digits)
    packed = bundle(held, number, moment)
    answer = send_file(packed, "application/zip", as_attachment=True, download_name=f"personal-data-{number}.zip")
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _drawn(message: str = "", field: str = "", ready: str = "") -> str:
    with database().reading() as session:
        center = session.get_one(Center, current_center())
    show_digits(center.digits)
    said = {"message": message, "field": field, "form": request.form, "reasons": REASONS, "ready": ready}
    return render_template("personal/giving.html", center=center, **said)
