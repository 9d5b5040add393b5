"""The papers of a hall that need its supervisor: set aside after too many tries, or changed in the archive."""

from uuid import UUID

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from kiosk.edge import database, now, show_digits
from kiosk.guards import current_center, current_staff, needs
from kiosk.refusals import message_of
from singlewindow.documents.again import in_trouble, try_again
from singlewindow.errors import Refusal
from singlewindow.people.roles import Permission
from singlewindow.places.records import Center

hall_papers = Blueprint("hall_papers", __name__)


@hall_papers.get("/hall/papers")
@needs(Permission.SUPERVISE_HALL)
def show() -> str:
    """Show the papers in trouble, and a form for each that can be tried again."""
    return _drawn()


@hall_papers.post("/hall/papers/<uuid:document_id>")
@needs(Permission.SUPERVISE_HALL)
def again(document_id: UUID) -> Response:
    """Have a paper tried again, for a reason."""
    try:
        with database().writing() as work:
            reason = request.form.get("reason", "")
            try_again(work, current_center(), document_id, current_staff().id, reason, now())
    except Refusal as refusal:
        return make_response(_drawn(message_of(refusal)), refusal.status)
    return redirect(url_for("hall_papers.show"), 303)


def _drawn(message: str = "") -> str:
    with database().reading() as session:
        center = session.get_one(Center, current_center())
        papers = in_trouble(session, center.id)
    show_digits(center.digits)
    return render_template(
        "supervision/papers.html", center=center, staff=current_staff(), papers=papers, message=message
    )
