"""Cancelling a report or an export before it is made: by who asked for it, and nothing of it is left."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update

from singlewindow.database import Work
from singlewindow.documents.records import OF_REPORTS, Document, DocumentState
from singlewindow.documents.standing import UnknownDocument
from singlewindow.errors import N_, Refusal
from singlewindow.places.centers import lock_center

OPEN = (DocumentState.WANTED, DocumentState.RENDERING)


class NotCancelled(Refusal):
    message = N_("This can't be cancelled any more.")


class NotTheirs(Refusal):
    status = 403
    message = N_("Only who asked for it can cancel it.")


def cancel_making(work: Work, document_id: UUID, staff_id: UUID, now: datetime) -> None:
    """Cancel the making of a report or an export. A press that has it in hand learns of it and lets it go.

    Raises UnknownDocument, NotTheirs for who did not ask for it, NotCancelled for what is made or cancelled already.
    """
    own = (Document.id == document_id, Document.kind.in_(OF_REPORTS))
    found = work.session.execute(select(Document.center_id, Document.asked_by).where(*own)).one_or_none()
    if found is None:
        raise UnknownDocument
    if found.asked_by != staff_id:
        raise NotTheirs
    lock_center(work.session, found.center_id)
    values = {"state": DocumentState.CANCELLED, "cancelled_at": now, "lease_until": None}
    ended = update(Document).where(*own, Document.state.in_(OPEN)).values(**values).returning(Document.id)
    if work.session.execute(ended, execution_options={"synchronize_session": False}).one_or_none() is None:
        raise NotCancelled
