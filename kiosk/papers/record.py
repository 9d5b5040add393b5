"""What became of a paper, and what can be done with it: a copy, one in place of a lost one, its cancellation."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from kiosk.edge import database, keyring, now, public_url, show_digits
from kiosk.guards import current_center, current_staff, needs
from kiosk.refusals import message_of
from singlewindow.cash.replace import Replacement, replace_certificate
from singlewindow.database import Work
from singlewindow.documents.events import PaperDeed, cancel, reprint
from singlewindow.documents.records import Document, PaperEvent
from singlewindow.documents.standing import FoundPaper, original, originals, stand
from singlewindow.errors import Refusal
from singlewindow.people.records import Staff
from singlewindow.people.roles import Permission
from singlewindow.places.records import Center

paper_record = Blueprint("paper_record", __name__)


@dataclass(frozen=True)
class RecordPage:
    center: Center
    found: FoundPaper
    events: Sequence[tuple[PaperEvent, str, Document | None]]


@paper_record.get("/papers")
@needs(Permission.CANCEL_PAPERS)
def search() -> str:
    """Find the papers of the center that bear a number."""
    number = request.args.get("number", "")[:60]
    with database().reading() as session:
        center = session.get_one(Center, current_center())
        found = [stand(session, paper) for paper in originals(session, center.id, number)] if number else []
    show_digits(center.digits)
    return render_template("papers/search.html", center=center, number=number, found=found)


@paper_record.get("/papers/<uuid:document_id>/record")
@needs(Permission.READ_PAPERS)
def page(document_id: UUID) -> str:
    """Show a paper of the center, what became of it, and the forms that the role may send."""
    return _drawn(document_id)


@paper_record.post("/papers/<uuid:document_id>/copies")
@needs(Permission.REPRINT_PAPERS)
def print_copy(document_id: UUID) -> Response:
    """Print a copy, once for each form key."""
    return _done(document_id, lambda work, deed: reprint(work, deed, now()))


@paper_record.post("/papers/<uuid:document_id>/replacements")
@needs(Permission.CANCEL_PAPERS)
def replace(document_id: UUID) -> Response:
    """Issue a certificate in place of a lost one, once for each form key."""
    proof = Replacement(public_url(), keyring())
    return _done(document_id, lambda work, deed: replace_certificate(work, deed, proof, now()))


@paper_record.post("/papers/<uuid:document_id>/cancellations")
@needs(Permission.CANCEL_PAPERS)
def end(document_id: UUID) -> Response:
    """Cancel a paper that somebody else issued."""
    return _done(document_id, lambda work, deed: cancel(work, deed, now()))


def _done(document_id: UUID, deed: Callable[[Work, PaperDeed], PaperEvent]) -> Response:
    form = request.form
    wish = PaperDeed(
        current_center(), document_id, current_staff().id, form.get("form_key", ""), form.get("reason", "")
    )
    try:
        with database().writing() as work:
            deed(work, wish)
    except Refusal as refusal:
        return make_response(_drawn(document_id, message_of(refusal)), refusal.status)
    return redirect(url_for("paper_record.page", document_id=document_id), 303)


def _drawn(document_id: UUID, message: str = "") -> str:
    with database().reading() as session:
        record = _read(session, original(session, current_staff().center_id, document_id))
    show_digits(record.center.digits)
    return render_template("papers/record.html", page=record, message=message, form=request.form)


def _read(session: Session, paper: Document) -> RecordPage:
    found = stand(session, paper)
    keys = {event.staff_id for event in found.events}
    codes = {staff.id: staff.code for staff in session.scalars(select(Staff).where(Staff.id.in_(keys)))}
    made = [session.get(Document, event.successor_id) if event.successor_id else None for event in found.events]
    events = [(event, codes[event.staff_id], paper) for event, paper in zip(found.events, made, strict=True)]
    return RecordPage(session.get_one(Center, paper.center_id), found, events)
