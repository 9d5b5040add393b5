"""How a press takes a paper, hands it back done or failed, and how it shows that it lives."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import and_, or_, select, update
from sqlalchemy.orm import Session

from singlewindow.database import Work
from singlewindow.documents.records import Document, DocumentState, PressPulse
from singlewindow.news import News

LEASE = timedelta(seconds=60)
MOST_TRIES = 5
ALL_RANKS = range(1, 11)
QUICK_RANKS = range(1, 3)
SLOW_RANKS = range(3, 10)
EXPORT_RANKS = range(10, 11)
"""What someone waits for at a kiosk or a counter is quick; reports, statements and cards may take longer; exports
of rows may take minutes."""


class LeaseLost(Exception):
    """A paper in hand was cancelled, or another press has taken it over."""


@dataclass(frozen=True)
class Claimed:
    """A paper in a press's hands until its lease ends."""

    id: UUID
    kind: str
    language: str
    serial: str
    facts: dict[str, Any]
    wanted_at: datetime
    tries: int


@dataclass(frozen=True)
class DocumentDone(News):
    document_id: UUID
    state: DocumentState


def _claimable(now: datetime) -> Any:
    expired = and_(Document.state == DocumentState.RENDERING, Document.lease_until < now)
    return or_(Document.state == DocumentState.WANTED, expired)


def _within(ranks: range) -> Any:
    return Document.rank.between(ranks.start, ranks.stop - 1)


def something_wanted(session: Session, now: datetime, ranks: range = ALL_RANKS) -> bool:
    """Tell whether a paper of one of the ranks waits for a press."""
    return session.scalar(select(Document.id).where(_claimable(now), _within(ranks)).limit(1)) is not None


def claim(work: Work, now: datetime, ranks: range = ALL_RANKS) -> Claimed | None:
    """Take the next paper of one of the ranks, or None: by rank, then by age; a lease that ran out is taken over.

    On PostgreSQL presses beside each other skip what another is just taking (`FOR UPDATE SKIP LOCKED`).
    """
    head = (
        select(Document.id).where(_claimable(now), _within(ranks)).order_by(Document.rank, Document.wanted_at).limit(1)
    )
    key = work.session.scalar(head.with_for_update(skip_locked=True))
    taken = (
        update(Document)
        .where(Document.id == key, _claimable(now))
        .values(state=DocumentState.RENDERING, lease_until=now + LEASE, tries=Document.tries + 1)
        .returning(
            Document.id,
            Document.kind,
            Document.language,
            Document.serial,
            Document.facts,
            Document.wanted_at,
            Document.tries,
        )
    )
    row = work.session.execute(taken, execution_options={"synchronize_session": False}).one_or_none()
    return Claimed(*row) if row else None


def done(work: Work, paper: Claimed, file: str, sha256: str, size: int, now: datetime) -> bool:
    """Record the archived file of a claimed paper; False when the lease was lost meanwhile."""
    return _settle(work, paper, state=DocumentState.DONE, file=file, sha256=sha256, size=size, done_at=now, trouble="")


def failed(work: Work, paper: Claimed, trouble: str) -> bool:
    """Give a claimed paper back to be tried again, or set it aside after MOST_TRIES."""
    state = DocumentState.SET_ASIDE if paper.tries >= MOST_TRIES else DocumentState.WANTED
    return _settle(work, paper, state=state, trouble=trouble[:500])


def go_on(work: Work, paper: Claimed, made: int, known: int | None, now: datetime) -> None:
    """Note how many rows of an export are made of those that are known, and keep it in hand; raises LeaseLost."""
    values = {"rows_made": made, "rows_known": known, "lease_until": now + LEASE}
    moved = update(Document).where(*_held(paper)).values(**values).returning(Document.id)
    if work.session.execute(moved, execution_options={"synchronize_session": False}).one_or_none() is None:
        raise LeaseLost


def is_cancelled(session: Session, document_id: UUID) -> bool:
    """Tell whether a paper was cancelled before it was made."""
    cancelled = (Document.id == document_id, Document.state == DocumentState.CANCELLED)
    return session.scalar(select(Document.id).where(*cancelled)) is not None


def in_hand(session: Session, document_id: UUID) -> bool:
    """Tell whether a press is making a paper, or was when it died and nobody has taken the paper over yet."""
    held = (Document.id == document_id, Document.state == DocumentState.RENDERING)
    return session.scalar(select(Document.id).where(*held)) is not None


def archived_as(session: Session, document_id: UUID) -> str | None:
    """Give the name of a paper's file in the archive; None while it has none."""
    return session.scalar(select(Document.file).where(Document.id == document_id))


def _settle(work: Work, paper: Claimed, **values: Any) -> bool:
    settled = update(Document).where(*_held(paper)).values(lease_until=None, **values).returning(Document.id)
    options = {"synchronize_session": False}
    if work.session.execute(settled, execution_options=options).one_or_none() is None:
        return False
    work.tell(DocumentDone(paper.id, values["state"]))
    return True


def _held(paper: Claimed) -> tuple[Any, ...]:
    return (Document.id == paper.id, Document.state == DocumentState.RENDERING, Document.tries == paper.tries)


def pulse(work: Work, name: str, now: datetime) -> None:
    """Note that the press `name` is alive."""
    moved = update(PressPulse).where(PressPulse.name == name).values(seen_at=now).returning(PressPulse.id)
    if work.session.execute(moved, execution_options={"synchronize_session": False}).one_or_none() is None:
        work.add(PressPulse(name=name, seen_at=now))


def alive_since(session: Session, moment: datetime) -> bool:
    """Tell whether any press has shown a pulse since `moment`."""
    return session.scalar(select(PressPulse.id).where(PressPulse.seen_at >= moment).limit(1)) is not None
