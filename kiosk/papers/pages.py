"""The state of a paper, and the paper itself."""

from uuid import UUID

from flask import Blueprint, current_app, make_response, render_template
from sqlalchemy import select
from werkzeug.wrappers import Response

from kiosk.edge import archive, database
from kiosk.guards import needs, within
from singlewindow.documents.records import Document
from singlewindow.documents.standing import UnknownDocument
from singlewindow.errors import N_, Refusal
from singlewindow.people.roles import Permission

papers = Blueprint("papers", __name__)


class NotReady(Refusal):
    message = N_("This paper is not ready yet. Please wait a moment.")


@papers.get("/papers/<uuid:document_id>")
@needs(Permission.READ_PAPERS)
def state(document_id: UUID) -> str:
    """Give a paper's state, drawn as on the page that shows it."""
    return render_template("papers/state.html", paper=_own(document_id))


@papers.get("/papers/<uuid:document_id>.pdf")
@needs(Permission.READ_PAPERS)
def file(document_id: UUID) -> Response:
    """Give the paper as it was archived, its hash checked."""
    paper = _own(document_id)
    if paper.file is None or paper.sha256 is None:
        raise NotReady
    content = _archived(paper.file, paper.sha256)
    headers = {
        "Content-Type": "application/pdf",
        "Content-Disposition": f'inline; filename="{paper.serial}.pdf"',
        "Cache-Control": "private, no-store",
    }
    return make_response(content, headers)


def _archived(name: str, sha256: str) -> bytes:
    try:
        return archive().read(name, sha256)
    except Refusal as damage:
        current_app.logger.error("paper %s: %s", name, damage)
        raise


def _own(document_id: UUID) -> Document:
    with database().reading() as session:
        own = (Document.id == document_id, *within(Document.center_id))
        paper = session.scalar(select(Document).where(*own))
    if paper is None:
        raise UnknownDocument
    return paper
