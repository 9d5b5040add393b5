"""Papers that need a person: set aside after too many tries, or changed in the archive; and trying again."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from singlewindow.audit.actions import Action
from singlewindow.audit.note import note
from singlewindow.database import Work
from singlewindow.documents.records import Document, DocumentRetry, DocumentState
from singlewindow.documents.want import DocumentWanted
from singlewindow.errors import N_, Refusal
from singlewindow.places.centers import CenterChanged, lock_center
from singlewindow.text import one_line

SHOWN = 50


class NotSetAside(Refusal):
    message = N_("This paper is not set aside any more.")


def in_trouble(session: Session, center_id: UUID) -> Sequence[Document]:
    """Give the center's papers that were set aside or damaged, the oldest first."""
    trouble = or_(Document.state == DocumentState.SET_ASIDE, Document.damaged_at.is_not(None))
    query = select(Document).where(Document.center_id == center_id, trouble).order_by(Document.id).limit(SHOWN)
    return session.scalars(query).all()


def try_again(work: Work, center_id: UUID, document_id: UUID, staff_id: UUID, reason: str, now: datetime) -> None:
    """Give a paper that was set aside back to the press. Raises UnknownCenter, NotSetAside or `one_line`'s."""
    because = one_line(reason, N_("The reason"), most=200)
    center = lock_center(work.session, center_id)
    own = (Document.id == document_id, Document.center_id == center_id, Document.state == DocumentState.SET_ASIDE)
    trouble = work.session.scalar(select(Document.trouble).where(*own))
    if trouble is None:
        raise NotSetAside
    values = {"state": DocumentState.WANTED, "tries": 0, "trouble": "", "center_version": center.version}
    work.session.execute(update(Document).where(*own).values(**values))
    retry = {"document_id": document_id, "staff_id": staff_id, "reason": because, "trouble": trouble, "asked_at": now}
    work.add(DocumentRetry(**retry))
    work.tell(DocumentWanted(document_id))
    work.tell(CenterChanged(center_id, center.version))
    work.session.flush()
    note(work, Action.PAPER_TRIED_AGAIN, staff_id, center_id, str(document_id), now)


def files_after(session: Session, document_id: UUID | None, most: int) -> Sequence[Document]:
    """Give up to `most` archived papers after a key, in the order of keys, not yet found damaged."""
    query = select(Document).where(Document.file.is_not(None), Document.damaged_at.is_(None)).order_by(Document.id)
    return session.scalars((query.where(Document.id > document_id) if document_id else query).limit(most)).all()


def note_damaged(work: Work, document_id: UUID, now: datetime) -> None:
    """Note that a paper's file is no longer what was archived; the supervisor is told of it from then on."""
    fresh = (Document.id == document_id, Document.damaged_at.is_(None))
    work.session.execute(update(Document).where(*fresh).values(damaged_at=now))
