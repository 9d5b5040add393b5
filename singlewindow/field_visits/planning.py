"""Planning field visits: which center, on which day, by whom; moved or cancelled only for a reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from singlewindow.audit.actions import Action
from singlewindow.database import Work
from singlewindow.errors import N_, Invalid, Refusal
from singlewindow.field_visits.moving import (
    VisitCase,
    keep_step,
    move_visit,
    note_visit,
    require_movable,
    settle_visit,
    visit_case,
)
from singlewindow.field_visits.records import FieldVisit, FollowUp
from singlewindow.field_visits.states import VisitDeed, VisitState
from singlewindow.formkeys import checked_form_key
from singlewindow.numbering import next_number
from singlewindow.people.records import Staff
from singlewindow.people.roles import PERMISSIONS, Permission
from singlewindow.places.centers import center_by_code, lock_center
from singlewindow.places.clock import service_day
from singlewindow.places.records import CenterKind
from singlewindow.text import one_line

FURTHEST_PLAN = 366
LONGEST_PURPOSE = 300
VISITORS = [role for role, permissions in PERMISSIONS.items() if Permission.VISIT_CENTERS in permissions]


class PlannedDayWrong(Invalid):
    message = N_("The planned day is a day from today on, within a year.")
    field = "planned_on"


class UnknownVisitor(Invalid):
    message = N_("Please choose who visits the center.")
    field = "visitor"


class PracticeIsNotVisited(Refusal):
    message = N_("The practice center is not visited: nothing in it counts.")


class HasFollowUps(Refusal):
    message = N_("Follow-ups came of this field visit already. Close it instead of cancelling it.")


@dataclass(frozen=True)
class VisitPlan:
    """A plan as typed: the code of a center, a day, the key of the visitor, and what for (may be empty)."""

    center: str
    planned_on: str
    visitor: UUID
    purpose: str = ""
    form_key: str = ""


def visitors(session: Session) -> Sequence[Staff]:
    """Give who may visit centers, by code."""
    own = select(Staff).where(Staff.role.in_(VISITORS), Staff.active).order_by(Staff.code)
    return session.scalars(own).all()


def plan_visit(work: Work, plan: VisitPlan, staff_id: UUID, now: datetime) -> FieldVisit:
    """Plan a field visit; the same form key gives the first again.

    Raises FormKeyMissing, UnknownCenter, PracticeIsNotVisited, PlannedDayWrong, UnknownVisitor, or as `one_line`.
    """
    checked_form_key(plan.form_key)
    center = lock_center(work.session, center_by_code(work.session, plan.center).id)
    first = work.session.scalar(select(FieldVisit).where(FieldVisit.form_key == plan.form_key))
    if first is not None:
        return first
    if center.kind is CenterKind.PRACTICE:
        raise PracticeIsNotVisited
    today = service_day(now)
    visit = FieldVisit(
        center_id=center.id,
        year=today.year,
        form_key=plan.form_key,
        visitor_id=_visitor(work.session, plan.visitor),
        planned_on=_day(plan.planned_on, today),
        planned_by=staff_id,
        purpose=one_line(plan.purpose, N_("The purpose"), most=LONGEST_PURPOSE, required=False),
        state=VisitState.PLANNED,
        state_since=now,
    )
    visit.serial = next_number(work.session, center.id, "field_visit", str(today.year))
    visit.number = f"V-{center.number:03d}-{today.year}-{visit.serial:06d}"
    work.add(visit)
    work.session.flush()
    case = VisitCase(center, visit, staff_id)
    settle_visit(work, case)
    keep_step(work, case, VisitDeed.PLAN, now, "")
    note_visit(work, case, Action.VISIT_PLANNED, now, planned_on=visit.planned_on)
    return visit


def move_plan(work: Work, number: str, plan: VisitPlan, reason: str, staff_id: UUID, now: datetime) -> None:
    """Plan a field visit that has not begun for another day or visitor, for a reason.

    Raises UnknownVisit, VisitIsElsewhere, PlannedDayWrong, UnknownVisitor, or as `one_line`.
    """
    case = visit_case(work, staff_id, number)
    require_movable(case, VisitDeed.MOVE)
    visitor, day = _visitor(work.session, plan.visitor), _day(plan.planned_on, service_day(now))
    case.visit.visitor_id, case.visit.planned_on = visitor, day
    move_visit(work, case, VisitDeed.MOVE, now, reason)
    note_visit(work, case, Action.VISIT_MOVED, now, planned_on=day)


def cancel_visit(work: Work, number: str, reason: str, staff_id: UUID, now: datetime) -> None:
    """Cancel a field visit that is not closed, for a reason; what was found so far stays to be read.

    Raises UnknownVisit, VisitIsElsewhere, HasFollowUps, or as `one_line`.
    """
    case = visit_case(work, staff_id, number)
    if work.session.scalar(select(FollowUp.id).where(FollowUp.visit_id == case.visit.id).limit(1)):
        raise HasFollowUps
    move_visit(work, case, VisitDeed.CANCEL, now, reason)
    note_visit(work, case, Action.VISIT_CANCELLED, now)


def _visitor(session: Session, key: UUID) -> UUID:
    if key not in {staff.id for staff in visitors(session)}:
        raise UnknownVisitor
    return key


def _day(typed: str, today: date) -> date:
    try:
        day = date.fromisoformat(typed)
    except ValueError as error:
        raise PlannedDayWrong from error
    if not today <= day <= today + timedelta(days=FURTHEST_PLAN):
        raise PlannedDayWrong
    return day
