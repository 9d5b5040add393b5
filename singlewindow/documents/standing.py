"""How an issued paper stands today, and how it is found by its code or its number."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from singlewindow.documents.claims import KINDS
from singlewindow.documents.proof import Checker, NotProved, address, check
from singlewindow.documents.records import Document, PaperEvent, PaperEventKind
from singlewindow.errors import N_, Unknown
from singlewindow.text import ascii_digits

SHORT_CODE = re.compile(r"[A-Z2-7]{26}")
NUMBER = re.compile(r"[0-9A-Z-]{1,60}")


class UnknownDocument(Unknown):
    message = N_("There is no such paper.")


class Standing(StrEnum):
    """A paper on record is valid until it is cancelled or another takes its place."""

    VALID = "valid"
    CANCELLED = "cancelled"
    REPLACED = "replaced"


STANDINGS = {PaperEventKind.CANCELLED: Standing.CANCELLED, PaperEventKind.REPLACED: Standing.REPLACED}


@dataclass(frozen=True)
class FoundPaper:
    """An original, how it stands, what became of it, and the number of the paper in its place."""

    paper: Document
    standing: Standing
    events: Sequence[PaperEvent]
    successor: str = ""


def found_by_code(session: Session, checker: Checker, code: str) -> FoundPaper | None:
    """Find a paper by the code that people type or by the one in its QR code.

    None for any other text, and for the papers of a practice center, which prove nothing.
    """
    if SHORT_CODE.fullmatch(code.upper()):
        paper = session.scalar(select(Document).where(Document.code == code.upper(), Document.kind.in_(KINDS)))
    else:
        paper = _proved(session, checker, code)
    return stand(session, paper) if paper and not paper.facts.get("practice") else None


def stand(session: Session, paper: Document) -> FoundPaper:
    """Tell how an original stands."""
    query = select(PaperEvent).where(PaperEvent.document_id == paper.id).order_by(PaperEvent.at, PaperEvent.id)
    events = session.scalars(query).all()
    end = next((event for event in events if event.kind in STANDINGS), None)
    if end is None:
        return FoundPaper(paper, Standing.VALID, events)
    successor = session.get_one(Document, end.successor_id).serial if end.successor_id else ""
    return FoundPaper(paper, STANDINGS[end.kind], events, successor)


def ended_of(session: Session, papers: Collection[UUID]) -> frozenset[UUID]:
    """Give which of some papers, by id, were cancelled or replaced."""
    ends = (PaperEvent.document_id.in_(papers), PaperEvent.kind.in_(STANDINGS))
    return frozenset(session.scalars(select(PaperEvent.document_id).where(*ends)))


def original(session: Session, center_id: UUID | None, document_id: UUID) -> Document:
    """Give a paper that bears a code, of a center or of any; raises UnknownDocument."""
    query = select(Document).where(Document.id == document_id, Document.code.is_not(None), Document.kind.in_(KINDS))
    paper = session.scalar(query if center_id is None else query.where(Document.center_id == center_id))
    if paper is None:
        raise UnknownDocument
    return paper


def originals(session: Session, center_id: UUID, number: str) -> Sequence[Document]:
    """Give the papers of a center that bear a number, typed in any digits and letters; copies are left out."""
    typed = ascii_digits(number).strip().upper()
    if not NUMBER.fullmatch(typed):
        return []
    query = select(Document).where(Document.serial == typed, Document.center_id == center_id)
    return session.scalars(query.where(Document.code.is_not(None), Document.kind.in_(KINDS))).all()


def _proved(session: Session, checker: Checker, code: str) -> Document | None:
    try:
        claims = check(checker, code)
    except NotProved:
        return None
    query = select(Document).where(Document.serial == claims.number, Document.kind == claims.kind)
    papers = session.scalars(query.where(Document.code.is_not(None)))
    ending = address("", code)
    return next((paper for paper in papers if str(paper.facts["verify_url"]).endswith(ending)), None)
