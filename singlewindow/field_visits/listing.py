"""The lists of field visits and of their follow-ups: what is asked for, the most pressing first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, case, exists, func, select
from sqlalchemy.orm import Session

from singlewindow.field_visits.records import FieldVisit, Finding, FollowUp
from singlewindow.field_visits.states import FollowUpState, Severity, VisitState

MOST_ROWS = 200
OF_THE_VISIT = (FollowUp.visit_id == FieldVisit.id, FollowUp.state == FollowUpState.OPEN)


class VisitFilter(StrEnum):
    """What of the field visits is asked for; `open` and `late` are those with such follow-ups."""

    ALL = "all"
    PLANNED = "planned"
    UNDERWAY = "underway"
    DONE = "done"
    OPEN = "open"
    LATE = "late"
    CANCELLED = "cancelled"


STATES = {
    VisitFilter.PLANNED: VisitState.PLANNED,
    VisitFilter.UNDERWAY: VisitState.UNDERWAY,
    VisitFilter.DONE: VisitState.CLOSED,
    VisitFilter.CANCELLED: VisitState.CANCELLED,
}


@dataclass(frozen=True)
class VisitRow:
    """A field visit on the list, how many findings tell of something, and its follow-ups: open, and of those late."""

    visit: FieldVisit
    found: int
    open: int
    late: int


def visit_rows(session: Session, center_id: UUID | None, asked: VisitFilter, today: date) -> Sequence[VisitRow]:
    """Give field visits: all, or those of a center that are closed; what is ahead by its day, then the newest."""
    closed = FieldVisit.state == VisitState.CLOSED
    own = () if center_id is None else (FieldVisit.center_id == center_id, closed)
    ahead = case((FieldVisit.state.in_((VisitState.PLANNED, VisitState.UNDERWAY)), 0), else_=1)
    query = select(FieldVisit).where(*own, *_only(asked, today))
    order = (ahead, case((ahead == 0, FieldVisit.planned_on)), FieldVisit.state_since.desc(), FieldVisit.id)
    visits = session.scalars(query.order_by(*order).limit(MOST_ROWS)).all()
    return [_row(session, visit, today) for visit in visits]


def counts(session: Session, center_id: UUID | None, today: date) -> dict[VisitFilter, int]:
    """Give how many field visits each filter finds."""
    own = () if center_id is None else (FieldVisit.center_id == center_id, FieldVisit.state == VisitState.CLOSED)
    counted = [func.count().filter(*_only(each, today)) for each in VisitFilter]
    numbers = session.execute(select(*counted).select_from(FieldVisit).where(*own)).one()
    return dict(zip(VisitFilter, numbers, strict=True))


def _only(asked: VisitFilter, today: date) -> tuple[ColumnElement[bool], ...]:
    if asked in STATES:
        return (FieldVisit.state == STATES[asked],)
    closed, late = FieldVisit.state == VisitState.CLOSED, FollowUp.due_on < today
    followed = {VisitFilter.OPEN: exists().where(*OF_THE_VISIT), VisitFilter.LATE: exists().where(*OF_THE_VISIT, late)}
    return (closed, followed[asked]) if asked in followed else (FieldVisit.id.is_not(None),)


def _row(session: Session, visit: FieldVisit, today: date) -> VisitRow:
    telling = (Finding.visit_id == visit.id, Finding.severity != Severity.NONE)
    found = session.scalar(select(func.count()).select_from(Finding).where(*telling)) or 0
    own = (FollowUp.visit_id == visit.id, FollowUp.state == FollowUpState.OPEN)
    late = func.count().filter(FollowUp.due_on < today)
    numbers = session.execute(select(func.count(), late).select_from(FollowUp).where(*own)).one()
    return VisitRow(visit, found, *numbers)
