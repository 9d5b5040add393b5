"""What the page of a field visit shows, read as one plain value."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk.edge import language
from singlewindow.field_visits.answering import owners_at
from singlewindow.field_visits.carrying_out import findings_of
from singlewindow.field_visits.draft import visit_draft
from singlewindow.field_visits.follow_ups import follow_ups_of, is_late, steps_of
from singlewindow.field_visits.moving import visit_by_number
from singlewindow.field_visits.paper import owner_name
from singlewindow.field_visits.pictures import pictures_of
from singlewindow.field_visits.planning import visitors
from singlewindow.field_visits.records import (
    FieldVisit,
    FieldVisitStep,
    Finding,
    FindingPicture,
    FollowUp,
    FollowUpStep,
)
from singlewindow.field_visits.states import VisitState
from singlewindow.people.records import Staff
from singlewindow.places.clock import service_day
from singlewindow.places.records import Center
from singlewindow.routes.records import Department
from singlewindow.routes.routes import departments


@dataclass(frozen=True)
class ShownFollowUp:
    """A follow-up with its owner's name, whether it is late, and what was done with it."""

    follow_up: FollowUp
    owner: str
    late: bool
    steps: Sequence[FollowUpStep]


@dataclass(frozen=True)
class ShownFinding:
    """A finding with its pictures and follow-ups."""

    finding: Finding
    pictures: Sequence[FindingPicture]
    follow_ups: Sequence[ShownFollowUp]


@dataclass(frozen=True)
class VisitPage:
    """A field visit as its page shows it; `people` are codes by key, `draft` is what was typed and not saved.

    `mine`: who reads is its visitor, and it is under way.
    """

    visit: FieldVisit
    center: Center
    findings: Sequence[ShownFinding]
    steps: Sequence[FieldVisitStep]
    people: Mapping[UUID, str]
    draft: Mapping[str, str]
    mine: bool
    today: date
    staff: Sequence[Staff]
    departments: Sequence[Department]
    visitors: Sequence[Staff]


def read_visit_page(session: Session, reader: Staff, number: str, now: datetime) -> VisitPage:
    """Give the page of a field visit for who reads it. Raises UnknownVisit."""
    visit = visit_by_number(session, number, reader.center_id)
    mine = visit.state is VisitState.UNDERWAY and visit.visitor_id == reader.id
    steps = session.scalars(
        select(FieldVisitStep).where(FieldVisitStep.visit_id == visit.id).order_by(FieldVisitStep.id)
    ).all()
    return VisitPage(
        visit=visit,
        center=session.get_one(Center, visit.center_id),
        findings=_findings(session, visit, service_day(now)),
        steps=steps,
        people={staff.id: staff.code for staff in session.scalars(select(Staff))},
        draft=visit_draft(session, visit.id) if mine else {},
        mine=mine,
        today=service_day(now),
        staff=owners_at(session, visit.center_id) if mine else (),
        departments=departments(session) if mine else (),
        visitors=visitors(session) if visit.state is VisitState.PLANNED else (),
    )


def _findings(session: Session, visit: FieldVisit, today: date) -> list[ShownFinding]:
    pictures, followed = pictures_of(session, visit.id), _follow_ups(session, visit, today)
    return [
        ShownFinding(
            finding,
            [picture for picture in pictures if picture.finding_id == finding.id],
            [one for one in followed if one.follow_up.finding_id == finding.id],
        )
        for finding in findings_of(session, visit.id)
    ]


def _follow_ups(session: Session, visit: FieldVisit, today: date) -> list[ShownFollowUp]:
    steps = steps_of(session, visit.id)
    return [
        ShownFollowUp(one, owner_name(session, one, language()), is_late(one, today), steps[one.id])
        for one in follow_ups_of(session, visit.id)
    ]
