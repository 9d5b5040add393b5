"""The record of a field visit on paper: asked for from its page, made by the press, shown when it is done."""

from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from kiosk.attempting import attempted
from kiosk.edge import database, now
from kiosk.field_visits.pages import visit_refused
from kiosk.guards import current_staff, needs
from kiosk.language import LANGUAGES
from kiosk.papers.archived import archived_answer
from singlewindow.documents.records import Document
from singlewindow.errors import Refusal
from singlewindow.field_visits.paper import visit_record, want_visit_record
from singlewindow.people.roles import Permission

visit_papers = Blueprint("visit_papers", __name__)


@visit_papers.post("/field-visits/<number>/paper")
@needs(Permission.READ_VISITS)
def ask(number: str) -> Response:
    """Ask for the record of a closed field visit, once for each form key."""
    form, own = request.form, current_staff().center_id
    wished = form.get("paper_language", "")
    language, key = wished if wished in LANGUAGES else "ar", form.get("form_key", "")
    try:
        paper = attempted(lambda work: want_visit_record(work, number, language, key, own, now()))
    except Refusal as refusal:
        return visit_refused(number, refusal)
    return redirect(url_for("visit_papers.page", document_id=paper), 303)


@visit_papers.get("/field-visits/papers/<uuid:document_id>")
@needs(Permission.READ_VISITS)
def page(document_id: UUID) -> str:
    """Show how the record fares."""
    return render_template("field_visits/paper.html", paper=_own(document_id))


@visit_papers.get("/field-visits/papers/<uuid:document_id>/state")
@needs(Permission.READ_VISITS)
def state(document_id: UUID) -> str:
    """Give the state of the record, drawn as on its page."""
    return render_template("field_visits/paper_state.html", paper=_own(document_id))


@visit_papers.get("/field-visits/papers/<uuid:document_id>.pdf")
@needs(Permission.READ_VISITS)
def file(document_id: UUID) -> Response:
    """Give the record as it was archived, its hash checked."""
    return archived_answer(_own(document_id))


def _own(document_id: UUID) -> Document:
    with database().reading() as session:
        return visit_record(session, document_id, current_staff().center_id)
