"""The state of a paper, and the paper itself."""

from uuid import UUID

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response

from kiosk.edge import database, now
from kiosk.guards import current_staff, needs, permitted, within
from kiosk.papers.archived import archived_answer
from kiosk.refusals import message_of
from singlewindow.database import Work
from singlewindow.documents.issuers import account_behind, issuer_of, request_behind
from singlewindow.documents.records import KEPT_ONLY, Document
from singlewindow.documents.standing import UnknownDocument
from singlewindow.errors import Invalid
from singlewindow.people.identity import REASONS, IdentityNotShown, has_looked, note_look, shows_identity, view_identity
from singlewindow.people.roles import Permission

papers = Blueprint("papers", __name__)


@papers.get("/papers/<uuid:document_id>")
@needs(Permission.READ_PAPERS)
def state(document_id: UUID) -> str:
    """Give a paper's state, drawn as on the page that shows it."""
    return render_template("papers/state.html", paper=_own(document_id))


@papers.get("/papers/<uuid:document_id>.pdf")
@needs(Permission.READ_PAPERS)
def file(document_id: UUID) -> Response:
    """Give the paper as it was archived, its hash checked; one that names somebody only to who may know it."""
    paper = _own(document_id)
    if not _may_know(paper):
        return _ask_why(paper)
    return archived_answer(paper)


@papers.post("/papers/<uuid:document_id>/identity")
@needs(Permission.OPEN_NAMED_PAPERS)
def read_identity(document_id: UUID) -> Response:
    """Open a paper that names its applicant or the holder of an account, for a reason that is noted."""
    paper = _own(document_id)
    try:
        with database().writing() as work:
            _note_look(work, paper, request.form.get("reason", ""))
    except Invalid as refusal:
        return _ask_why(paper, message_of(refusal), refusal.status)
    return redirect(url_for("papers.file", document_id=paper.id), 303)


def _may_know(paper: Document) -> bool:
    with database().reading() as session:
        about, account, staff = request_behind(session, paper), account_behind(session, paper), current_staff()
        if issuer_of(session, paper) == staff.id:
            return True
        if about is not None:
            return shows_identity(session, staff, about, now())
        return account is None or has_looked(session, staff, str(account.id), now())


def _note_look(work: Work, paper: Document, reason: str) -> None:
    about, account = request_behind(work.session, paper), account_behind(work.session, paper)
    if about is not None:
        view_identity(work, current_staff(), about, reason, now())
    elif account is not None:
        note_look(work, current_staff(), account.center_id, str(account.id), reason, now())
    else:
        raise UnknownDocument


def _ask_why(paper: Document, message: str = "", status: int = IdentityNotShown.status) -> Response:
    if not permitted(Permission.OPEN_NAMED_PAPERS):
        raise IdentityNotShown
    page = render_template("papers/identity.html", paper=paper, reasons=REASONS, message=message)
    return make_response(page, status)


def _own(document_id: UUID) -> Document:
    with database().reading() as session:
        own = (Document.id == document_id, Document.kind.not_in(KEPT_ONLY), *within(Document.center_id))
        paper = session.scalar(select(Document).where(*own))
    if paper is None:
        raise UnknownDocument
    return paper
