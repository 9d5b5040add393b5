"""The papers of reports and exports that a reader may see: of their own place; of money only with its permission."""

from uuid import UUID

from kiosk.edge import database
from kiosk.guards import current_staff, permitted
from kiosk.reports.place import place_of
from kiosk.reports.views import MONEY
from singlewindow.documents.records import Document, DocumentKind
from singlewindow.documents.standing import UnknownDocument
from singlewindow.people.roles import Permission
from singlewindow.reports.paper import report_paper


def own_paper(document_id: UUID, kind: DocumentKind = DocumentKind.REPORT) -> Document:
    """Give a paper of who is signed in. Raises UnknownDocument for one that there is not, or not for them."""
    with database().reading() as session:
        own = place_of(session, current_staff(), {}).start()
        paper = report_paper(session, document_id, own, kind)
    if paper.facts.get("about", {}).get("view") == MONEY.key and not permitted(Permission.READ_MONEY):
        raise UnknownDocument
    return paper
