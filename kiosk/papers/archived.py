"""A paper's own bytes, as the press archived them."""

from flask import current_app, make_response
from werkzeug.wrappers import Response

from kiosk.edge import archive
from singlewindow.documents.records import Document
from singlewindow.errors import N_, Refusal


class NotReady(Refusal):
    message = N_("This paper is not ready yet. Please wait a moment.")


def archived_answer(paper: Document) -> Response:
    """Give a paper as it was archived, its hash checked. Raises NotReady, and what the archive refuses with."""
    if paper.file is None or paper.sha256 is None:
        raise NotReady
    headers = {
        "Content-Type": "application/pdf",
        "Content-Disposition": f'inline; filename="{paper.serial}.pdf"',
        "Cache-Control": "private, no-store",
    }
    return make_response(_checked(paper.file, paper.sha256), headers)


def _checked(name: str, sha256: str) -> bytes:
    try:
        return archive().read(name, sha256)
    except Refusal as damage:
        current_app.logger.error("paper %s: %s", name, damage)
        raise
