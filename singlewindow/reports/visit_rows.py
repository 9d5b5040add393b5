"""The rows behind each count of the waiting hall: numbers, never a person. They are as many as the count says."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Subquery, and_, func, or_, select
from sqlalchemy.orm import Session

from singlewindow.reports.overtaking import OvertakingPart, overtaken_ids
from singlewindow.reports.scope import Axis, Scope
from singlewindow.reports.span import DAY, Span
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
    part: VisitPart | OvertakingPart,
    after: UUID | None = None,
    limit: int = 100,
    place: Mapping[Axis, Any] | None = None,
) -> Sequence[VisitRow]:
    """Give the visits that a part counts, by day and arrival, at most `limit` of those after a row's id.

    `place` leaves those at the keys of axes, as `visits_by` and `heat` give them. Raises NotOfTheHall as these do. Days
    are looked through a few at a time, so that a page costs little however long the span is.
    """
    mark = session.execute(select(Ticket.day, Ticket.issued_at, Ticket.id).where(Ticket.id == after)).one_or_none()
    rows: list[VisitRow] = []
    for days in _pieces(span, max(span.first, mark.day) if mark else span.first):
        facts = visit_facts(scope, days)
        counted = [_counted(facts, part, scope, days), *at(facts, days, place or {}), *_beyond(facts, mark)]
        query = select(*(facts.c[field.name] for field in fields(VisitRow))).where(*counted)
        ordered = query.order_by(facts.c.day, facts.c.issued_at, facts.c.id).limit(limit - len(rows))
        rows += [VisitRow(*row) for row in session.execute(ordered)]
        if len(rows) == limit:
            break
    return rows


def count_visit_rows(
    session: Session,
    scope: Scope,
    span: Span,
    part: VisitPart | OvertakingPart,
    place: Mapping[Axis, Any] | None = None,
) -> int:
    """Give how many visits a part counts, at the keys of axes. Raises NotOfTheHall as `visit_rows` does."""
    facts = visit_facts(scope, span)
    counted = (_counted(facts, part, scope, span), *at(facts, span, place or {}))
    return session.scalar(select(func.count()).select_from(facts).where(*counted)) or 0


def _pieces(span: Span, first: date) -> Iterator[Span]:
    """Give the days of a span from a day on, in pieces that double: one day, two, four …"""
    days = 1
    while first <= span.last:
        last = min(first + (days - 1) * DAY, span.last)
        yield Span(first, last)
        first, days = last + DAY, days * 2


def _counted(facts: Subquery, part: VisitPart | OvertakingPart, scope: Scope, days: Span) -> ColumnElement[bool]:
    if isinstance(part, OvertakingPart):
        return facts.c.id.in_(overtaken_ids(scope, days, part))
    if part in ENDS:
        return facts.c.state == ENDS[part]
    if part is VisitPart.PRESENT:
        return facts.c.state.not_in(list(ENDS.values()))
    if part is VisitPart.ABOVE_TARGET:
        return facts.c.waiting > facts.c.target
    return facts.c["id" if part is VisitPart.ARRIVED else part].is_not(None)


def _beyond(facts: Subquery, mark: Row[date, datetime, UUID] | None) -> list[ColumnElement[bool]]:
    """Give the condition to come after a number, by day, arrival and key."""
    if mark is None:
        return []
    visit = facts.c
    same_moment = and_(visit.issued_at == mark.issued_at, visit.id > mark.id)
    same_day = and_(visit.day == mark.day, or_(visit.issued_at > mark.issued_at, same_moment))
    return [or_(visit.day > mark.day, same_day)]
