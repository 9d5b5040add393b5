"""The record of a closed field visit as a paper: its facts, frozen when it is asked for, and the wish for it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from singlewindow.database import Work
from singlewindow.documents.records import Document, DocumentKind
from singlewindow.documents.standing import UnknownDocument
from singlewindow.documents.want import want
from singlewindow.field_visits.carrying_out import findings_of
from singlewindow.field_visits.follow_ups import VisitNotClosed, follow_ups_of, steps_of
from singlewindow.field_visits.moving import visit_by_number
from singlewindow.field_visits.pictures import pictures_of
from singlewindow.field_visits.records import FieldVisit, Finding, FindingPicture, FollowUp
from singlewindow.field_visits.states import FollowUpState
from singlewindow.formkeys import checked_form_key
from singlewindow.people.records import Staff
from singlewindow.places.centers import LockedCenter, governorate_name, lock_center
from singlewindow.places.clock import local
from singlewindow.routes.records import Department

MINUTE = "%Y-%m-%dT%H:%M"


def want_visit_record(
    work: Work, number: str, language: str, form_key: str, center_id: UUID | None, now: datetime
) -> UUID:
    """Ask for the record of a closed field visit and give its key; the same form key gives the same one.

    `center_id` as in `visit_by_number`. Raises FormKeyMissing, UnknownVisit or VisitNotClosed.
    """
    checked_form_key(form_key)
    visit = visit_by_number(work.session, number, center_id)
    if visit.closed_at is None:
        raise VisitNotClosed
    center = lock_center(work.session, visit.center_id)
    first = work.session.scalar(select(Document.id).where(Document.form_key == form_key))
    if first is not None:
        return first
    facts = record_facts(work.session, center, visit, language, now)
    return want(work, DocumentKind.FIELD_VISIT, center, language, visit.number, facts, now, form_key=form_key)


def visit_record(session: Session, key: UUID, center_id: UUID | None) -> Document:
    """Give the record of a field visit, for a center or, for none, for who sees them all. Raises UnknownDocument."""
    own = () if center_id is None else (Document.center_id == center_id,)
    kind = Document.kind == DocumentKind.FIELD_VISIT
    paper = session.scalar(select(Document).where(Document.id == key, kind, *own))
    if paper is None:
        raise UnknownDocument
    return paper


def record_facts(
    session: Session, center: LockedCenter, visit: FieldVisit, language: str, now: datetime
) -> dict[str, Any]:
    """Give what the record of a closed field visit says; follow-ups as they stand now. Raises VisitNotClosed."""
    if visit.closed_at is None or visit.begun_at is None:
        raise VisitNotClosed
    pictures = pictures_of(session, visit.id)
    found = findings_of(session, visit.id)
    return {
        "governorate": governorate_name(session, center, language),
        "center": center.name(language),
        "center_number": f"{center.number:03d}",
        "digits": center.digits.value,
        "illustrative": center.demonstration,
        "visit_number": visit.number,
        "planned_on": visit.planned_on.isoformat(),
        "begun_at": local(visit.begun_at).strftime(MINUTE),
        "closed_at": local(visit.closed_at).strftime(MINUTE),
        "printed_at": local(now).strftime(MINUTE),
        "visitor": session.get_one(Staff, visit.visitor_id).code,
        "purpose": visit.purpose,
        "summary": visit.summary,
        "findings": [_finding(finding, pictures, language) for finding in found],
        "follow_ups": _follow_ups(session, visit, {finding.id: finding.position for finding in found}, language),
    }


def _finding(finding: Finding, pictures: Sequence[FindingPicture], language: str) -> dict[str, Any]:
    return {
        "place": finding.position,
        "question": finding.name(language),
        "kind": finding.kind.value,
        "answer": finding.answer,
        "severity": finding.severity.value,
        "remark": finding.remark,
        "pictures": [picture.sha256 for picture in pictures if picture.finding_id == finding.id],
    }


def _follow_ups(session: Session, visit: FieldVisit, places: dict[UUID, int], language: str) -> list[dict[str, Any]]:
    steps = steps_of(session, visit.id)
    return [
        {
            "place": places[one.finding_id],
            "words": one.words,
            "owner": owner_name(session, one, language),
            "due_on": one.due_on.isoformat(),
            "done": one.state is FollowUpState.DONE,
            "said": steps[one.id][-1].words,
        }
        for one in follow_ups_of(session, visit.id)
    ]


def owner_name(session: Session, follow_up: FollowUp, language: str) -> str:
    """Give who a follow-up is with: the code of a member of staff, or the name of a department."""
    if follow_up.owner_id is not None:
        return session.get_one(Staff, follow_up.owner_id).code
    department = session.get(Department, follow_up.department_id)
    return department.name(language) if department else ""
