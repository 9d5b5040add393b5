"""A report as a paper: its facts frozen, wanted once for each form or each period, and found again by its key."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from singlewindow.database import Work
from singlewindow.documents.records import Document, DocumentKind
from singlewindow.documents.standing import UnknownDocument
from singlewindow.documents.want import want
from singlewindow.formkeys import checked_form_key
from singlewindow.places.centers import COUNTS, UnknownCenter, lock_center
from singlewindow.places.clock import local
from singlewindow.places.records import Center, Governorate

MINUTE = "%Y-%m-%dT%H:%M"


@dataclass(frozen=True)
class ReportWish:
    """`about` is what the report's address says of its place; `sections` are those of the paper. No center: the
    report is on the governorate, and issued by the first of its centers. `tables` are frozen ones, `announced` the
    text to announce, `asked_by` who may cancel it before it is made."""

    governorate_id: UUID
    center_id: UUID | None
    about: dict[str, str]
    language: str
    title: str
    period: str
    scope: str
    sections: list[dict[str, Any]]
    serial: str
    form_key: str = ""
    tables: list[dict[str, Any]] = field(default_factory=list)
    announced: str = ""
    asked_by: UUID | None = None


def want_report(work: Work, wish: ReportWish, now: datetime) -> UUID:
    """Ask for a report's paper and give its key; the same form key gives the same one.

    Raises FormKeyMissing, and UnknownCenter for a governorate without centers.
    """
    return want_once(work, wish, checked_form_key(wish.form_key), now)


def want_once(work: Work, wish: ReportWish, key: str, now: datetime) -> UUID:
    """Ask for a report's paper under a key and give the paper's; the same key gives the same one.

    Raises UnknownCenter for a governorate without centers.
    """
    center = lock_center(work.session, wish.center_id or issuer(work.session, wish.governorate_id))
    first = work.session.scalar(select(Document.id).where(Document.form_key == key))
    if first is not None:
        return first
    governorate = work.session.get_one(Governorate, wish.governorate_id).name(wish.language)
    facts = {
        "governorate": governorate if wish.center_id else "",
        "center": center.name(wish.language) if wish.center_id else governorate,
        "digits": center.digits.value,
        "illustrative": center.demonstration,
        "orientation": "landscape",
        "title": wish.title,
        "period": wish.period,
        "scope": wish.scope,
        "printed_at": local(now).strftime(MINUTE),
        "sections": wish.sections,
        "about": wish.about,
        "tables": wish.tables,
        "announced": wish.announced,
    }
    links = {"form_key": key, "asked_by": wish.asked_by}
    return want(work, DocumentKind.REPORT, center, wish.language, wish.serial, facts, now, **links)


def report_paper(
    session: Session, document_id: UUID, within: dict[str, str], kind: DocumentKind = DocumentKind.REPORT
) -> Document:
    """Give the paper of a report, or an export of one, for who sees only what lies within a place (empty: everything).

    Raises UnknownDocument for what is nothing of the kind, or is about more than that.
    """
    paper = session.scalar(select(Document).where(Document.id == document_id, Document.kind == kind))
    if paper is None or any(paper.facts.get("about", {}).get(axis) != code for axis, code in within.items()):
        raise UnknownDocument
    return paper


def issuer(session: Session, governorate_id: UUID) -> UUID:
    """Give the center that issues what is on its whole governorate; raises UnknownCenter where there is none."""
    own = select(Center.id).where(COUNTS, Center.governorate_id == governorate_id)
    key = session.scalar(own.order_by(Center.illustrative, Center.number).limit(1))
    if key is None:
        raise UnknownCenter
    return key
