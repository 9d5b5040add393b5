"""How ordinary numbers were overtaken, counted in the database as `tickets.fairness` counts it of one center.

A number overtakes another of its line (center, day and sector) when it was given later and called earlier; it breaks
the rule when its turn was later too. Numbers that were sent elsewhere, put off or picked are left out; picked ones are
counted apart.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from singlewindow.reports.scope import Scope, centers
from singlewindow.reports.span import Span
from singlewindow.reports.visit_facts import NotOfTheHall
from singlewindow.tickets.fairness import AT_ONCE
from singlewindow.tickets.policy import MICROSECOND
from singlewindow.tickets.records import Period, Ticket
from singlewindow.tickets.states import Deed, Lane


class OvertakingPart(StrEnum):
    """What is counted; each is a field of the figures."""

    OVERTAKEN = "overtaken"
    BROKEN = "broken"
    PICKED = "picked"


@dataclass(frozen=True)
class OvertakingFigures:
    """Ordinary numbers overtaken, of these against the rule, and numbers called before their turn for a reason."""

    overtaken: int
    broken: int
    picked: int


def overtaking_of(session: Session, scope: Scope, span: Span) -> OvertakingFigures:
    """Give how numbers of a scope were overtaken. Raises NotOfTheHall for all but centers, kinds and marakez."""
    found = _found(scope, span)
    numbers = select().add_columns(*_numbers(found))
    overtaken, broken = session.execute(numbers).one()
    picked = session.scalar(_picked(scope, span).with_only_columns(func.count(Ticket.id.distinct())))
    return OvertakingFigures(overtaken, broken, picked or 0)


def overtaken_ids(scope: Scope, span: Span, part: OvertakingPart) -> Select[tuple[UUID]]:
    """Select the ids of the numbers that a part counts."""
    if part is OvertakingPart.PICKED:
        return _picked(scope, span).with_only_columns(Ticket.id)
    found = _found(scope, span)
    return select(found.c.id).where(_is(found, part))


def _numbers(found: Any) -> Sequence[ColumnElement[int]]:
    return [func.count().filter(_is(found, part)) for part in (OvertakingPart.OVERTAKEN, OvertakingPart.BROKEN)]


def _is(found: Any, part: OvertakingPart) -> ColumnElement[bool]:
    overtaken = and_(found.c.lane == Lane.ORDINARY, found.c.latest > found.c.issued_at)
    if part is OvertakingPart.OVERTAKEN:
        return overtaken
    return and_(overtaken, found.c.last_turn - found.c.turn > AT_ONCE // MICROSECOND)


def _found(scope: Scope, span: Span) -> Any:
    """Select the numbers that stayed in their line, each with the latest number and turn called before it there."""
    first = _called(scope, span)
    put_off = or_(
        Ticket.returns > 0,
        Ticket.postponements > 0,
        Ticket.for_window_id.is_not(None),
        Ticket.for_skill_id.is_not(None),
    )
    before: Any = {
        "partition_by": (Ticket.center_id, Ticket.day, Ticket.sector_id),
        "order_by": (first.c.called_at, Ticket.issued_at, Ticket.id),
        "rows": (None, -1),
    }
    latest, turn = func.max(Ticket.issued_at).over(**before), func.max(Ticket.turn).over(**before)
    told = (Ticket.id, Ticket.lane, Ticket.issued_at, Ticket.turn, latest.label("latest"), turn.label("last_turn"))
    query = select(*told).join(first, first.c.id == Ticket.id)
    return query.where(first.c.moved == 0, first.c.called_at.is_not(None), ~put_off).subquery("found")


def _called(scope: Scope, span: Span) -> Any:
    called_at = func.min(Period.ended_at).filter(Period.deed.in_((Deed.CALL, Deed.PICK)))
    moved = func.count().filter(Period.deed.in_((Deed.PICK, Deed.TRANSFER)))
    told = select().add_columns(Ticket.id, called_at.label("called_at"), moved.label("moved"))
    return _within(told, scope, span).group_by(Ticket.id).subquery("called")


def _picked(scope: Scope, span: Span) -> Select[Any]:
    return _within(select(Ticket.id), scope, span).where(Period.deed == Deed.PICK).distinct()


def _within(query: Select[Any], scope: Scope, span: Span) -> Select[Any]:
    narrower = (scope.sector_id, scope.service_id, scope.department_id, scope.window_id, scope.lane)
    if any(each is not None for each in narrower):
        raise NotOfTheHall
    there = (Ticket.center_id.in_(centers(scope)), Ticket.day.between(span.first, span.last))
    joined = query.select_from(Ticket).join(Period, Period.ticket_id == Ticket.id)
    return joined.where(*there, Ticket.called_at.is_not(None))
