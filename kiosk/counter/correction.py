"""Correcting the applicant's data of a request: the form, and the deed with a new slip."""

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from kiosk.attempting import attempted
from kiosk.edge import database, keyring, language, now, public_url, show_digits
from kiosk.guards import current_center, current_staff, needs
from kiosk.refusals import message_of
from singlewindow.database import Work
from singlewindow.documents.heads import PaperWish
from singlewindow.errors import Invalid
from singlewindow.people.roles import Permission
from singlewindow.places.records import Center
from singlewindow.requests.correct import (
    CORRECTION_REASONS,
    Correction,
    correct_applicant,
    fields_of,
    require_correctable,
)
from singlewindow.requests.moving import request_by_number
from singlewindow.requests.records import Request
from singlewindow.requests.slip import want_slip

correction = Blueprint("correction", __name__)


@correction.get("/counter/requests/<number>/applicant")
@needs(Permission.RECEIVE_REQUESTS)
def form(number: str) -> str:
    """Show what stands of the applicant, to who may correct it."""
    return _drawn(number)


@correction.post("/counter/requests/<number>/applicant")
@needs(Permission.RECEIVE_REQUESTS)
def correct(number: str) -> Response:
    """Correct it, and print the slip anew."""

    def deed(work: Work) -> None:
        typed = Correction(request.form, request.form.get("reason", ""))
        case = correct_applicant(work, current_staff().id, number, typed, now())
        want_slip(work, case, PaperWish(language(), public_url(), keyring()), now())

    try:
        attempted(deed)
    except Invalid as wrong:
        return make_response(_drawn(number, message_of(wrong), wrong.field), wrong.status)
    return redirect(url_for("request_file.page", number=number), 303)


def _correctable(session: Session, number: str) -> Request:
    found = request_by_number(session, current_center(), number)
    require_correctable(session, current_staff(), found, now())
    return found


def _drawn(number: str, message: str = "", field: str = "") -> str:
    with database().reading() as session:
        found = _correctable(session, number)
        center = session.get_one(Center, found.center_id)
    show_digits(center.digits)
    return render_template(
        "counter/correction.html",
        center=center,
        request_file=found,
        names=fields_of(found),
        reasons=CORRECTION_REASONS,
        form=request.form,
        message=message,
        field=field,
    )
