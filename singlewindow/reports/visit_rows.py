"""The rows behind each count of the waiting hall: numbers, never a person. They are as many as the count says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Subquery, and_, or_, select
from sqlalchemy.orm import Session

from singlewindow.reports.scope import Axis, Scope
from singlewindow.reports.span import Span
from singlewindow.reports.visit_axes import at
from singlewindow.reports.visit_facts import visit_facts
from singlewindow.reports.visit_figures import ENDS
from singlewindow.tickets.records import Ticket
from singlewindow.tickets.states import Lane, State


class VisitPart(StrEnum):
    """What is counted of visits; each is a field of their figures, the times as the number of visits that have them."""

    ARRIVED = "arrived"
    SERVED = "served"
    ABSENT = "absent"
    LEFT = "left"
    NOT_SERVED = "not_served"
    PRESENT = "present"
    ABOVE_TARGET = "above_target"
    WAITING = "waiting"
    WALKING = "walking"
    SERVICE = "service"
    TOTAL = "total"


@dataclass(frozen=True)
class VisitRow:
    """A visit: its number, where it counts, how it ended and its times in seconds."""

    id: UUID
    center_id: UUID
    day: date
    letter: str
    number: int
    lane: Lane
    state: State
    issued_at: datetime
    service_id: UUID
    window_id: UUID | None
    waiting: int | None
    walking: int | None
    service: int | None
    total: int | None


def visit_rows(
    session: Session,
    scope: Scope,
    span: Span,
    part: VisitPart,
    after: UUID | None = None,
    limit: int = 100,
    place: Mapping[Axis, Any] | None = None,
) -> Sequence[VisitRow]:
    """Give the visits that a part counts, in the order of their arrival, at most `limit` of those after a row's id.

    `place` leaves those at the keys of axes, as `visits_by` and `heat` give them. Raises NotOfTheHall as these do.
    """
    facts = visit_facts(scope, span)
    counted = [_counted(facts, part), *at(facts, span, place or {}), *_after(session, facts, after)]
    columns = [facts.c[field.name] for field in fields(VisitRow)]
    query = select(*columns).where(*counted).order_by(facts.c.issued_at, facts.c.id).limit(limit)
    return [VisitRow(*row) for row in session.execute(query)]


def _counted(facts: Subquery, part: VisitPart) -> ColumnElement[bool]:
    if part in ENDS:
        return facts.c.state == ENDS[part]
    if part is VisitPart.PRESENT:
        return facts.c.state.not_in(list(ENDS.values()))
    if part is VisitPart.ABOVE_TARGET:
        return facts.c.waiting > facts.c.target
    return facts.c["id" if part is VisitPart.ARRIVED else part].is_not(None)


def _after(session: Session, facts: Subquery, after: UUID | None) -> list[ColumnElement[bool]]:
    issued_at = session.scalar(select(Ticket.issued_at).where(Ticket.id == after)) if after else None
    if issued_at is None:
        return []
    same_moment = and_(facts.c.issued_at == issued_at, facts.c.id > after)
    return [or_(facts.c.issued_at > issued_at, same_moment)]
