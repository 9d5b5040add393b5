"""A report as a paper: its facts frozen, wanted once for each form or each period, and found again by its key."""

from dataclasses import dataclass
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
    report is on the governorate, and issued by the first of its centers."""

    governorate_id: UUID
    center_id: UUID | None
    about: dict[str, str]
    language: str
    title: str
    period: str
    scope: str
    sections: list[dict[str, Any]]
    serial: str
    form_key: str


def want_report(work: Work, wish: ReportWish, now: datetime) -> UUID:
    """Ask for a report's paper and give its key; the same form key gives the same one.

    Raises FormKeyMissing, and UnknownCenter for a governorate without centers.
    """
    checked_form_key(wish.form_key)
    center = lock_center(work.session, wish.center_id or _issuer(work.session, wish.governorate_id))
    first = work.session.scalar(select(Document.id).where(Document.form_key == wish.form_key))
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
    }
    return want(work, DocumentKind.REPORT, center, wish.language, wish.serial, facts, now, form_key=wish.form_key)


def report_paper(session: Session, document_id: UUID, within: dict[str, str]) -> Document:
    """Give the paper of a report, for who sees only what lies within a place (empty: everything).

    Raises UnknownDocument for what is no report, or is about more than that.
    """
    paper = session.scalar(select(Document).where(Document.id == document_id, Document.kind == DocumentKind.REPORT))
    if paper is None or any(paper.facts.get("about", {}).get(axis) != code for axis, code in within.items()):
        raise UnknownDocument
    return paper


def _issuer(session: Session, governorate_id: UUID) -> UUID:
    own = select(Center.id).where(COUNTS, Center.governorate_id == governorate_id)
    key = session.scalar(own.order_by(Center.illustrative, Center.number).limit(1))
    if key is None:
        raise UnknownCenter
    return key
