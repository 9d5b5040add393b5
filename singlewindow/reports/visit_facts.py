"""One row for each visit of a scope and span: where it counts, how it ended, and its times in whole seconds.

A visit counts on the day of its number, under the service it was taken for and that service's sector, at the window and
for the clerk where it last stood. Times that have not come to pass are null.
"""

from typing import Any
from uuid import UUID

from sqlalchemy import (
    CTE,
    BigInteger,
    ColumnElement,
    Integer,
    Select,
    String,
    Subquery,
    Uuid,
    and_,
    case,
    cast,
    func,
    select,
)

from singlewindow.catalogue.records import Service
from singlewindow.errors import N_, Invalid
from singlewindow.places.records import Center
from singlewindow.reports.scope import Scope, centers
from singlewindow.reports.seconds import Seconds
from singlewindow.reports.span import Span
from singlewindow.tickets.records import Booking, Period, Ticket
from singlewindow.tickets.states import Deed, Outcome, State

CALLS = (Deed.CALL, Deed.PICK, Deed.RECALL)
MINUTE = 60
PLACE = ("id", "center_id", "day", "letter", "number", "lane", "issued_at", "window_id", "staff_id", "state")


class NotOfTheHall(Invalid):
    message = N_("The numbers of the waiting hall are not counted by this.")


def visit_facts(scope: Scope, span: Span, within: CTE | None = None) -> Subquery:
    """Select the visits of a scope and span, one row each; only those `within` runs of days (`table_of`) if given.

    Raises NotOfTheHall for the scope of a department.
    """
    if scope.department_id is not None:
        raise NotOfTheHall
    moved = _moved(scope, span, within)
    booked = and_(Booking.center_id == moved.c.center_id, Booking.day == moved.c.day, Booking.ticket_id == moved.c.id)
    narrowed = {Service.sector_id: scope.sector_id, Service.id: scope.service_id}
    return (
        select(*_places(moved), *_times(moved))
        .join_from(moved, Center, Center.id == moved.c.center_id)
        .join(Service, Service.id == _first_service(moved))
        .outerjoin(Booking, booked)
        .where(*(column == value for column, value in narrowed.items() if value is not None))
        .subquery("visit")
    )


def _moved(scope: Scope, span: Span, within: CTE | None) -> Subquery:
    """Select the numbers with what their periods tell together.

    `answered` is when the last of the first calls was: a period of being called that no further call ended began then.
    `added` begins with the key of the first period that a further service ended, and ends with its service.
    """
    answered = and_(Period.state == State.CALLED, Period.deed != Deed.RECALL)
    started = and_(Period.state == State.CALLED, Period.deed == Deed.START)
    length = Seconds(Period.ended_at) - Seconds(Period.began_at)
    added = cast(Period.id, String) + cast(Period.service_id, String)
    told = (
        Seconds(Ticket.issued_at).label("came"),
        Seconds(Ticket.state_since).label("ended"),
        func.min(Seconds(Period.began_at)).filter(answered).label("answered"),
        func.max(Seconds(Period.ended_at)).filter(Period.deed.in_(CALLS)).label("called"),
        cast(func.sum(length).filter(started), BigInteger).label("walking"),
        cast(func.sum(length).filter(Period.state == State.SERVING), BigInteger).label("service"),
        func.min(added).filter(Period.deed == Deed.ADD_SERVICE).label("added"),
    )
    return _numbers(scope, span, within).add_columns(*told).subquery("moved")


def _numbers(scope: Scope, span: Span, within: CTE | None) -> Select[Any]:
    narrowed = {Ticket.window_id: scope.window_id, Ticket.lane: scope.lane}
    query = select(*(getattr(Ticket, name) for name in (*PLACE, "service_id", "outcome")))
    if within is not None:
        days = Ticket.day.between(within.c.first, within.c.last)
        query = query.join(within, and_(Ticket.center_id == within.c.center_id, days))
    return (
        query.outerjoin(Period, Period.ticket_id == Ticket.id)
        .where(Ticket.center_id.in_(centers(scope)), Ticket.day.between(span.first, span.last))
        .where(*(column == value for column, value in narrowed.items() if value is not None))
        .group_by(Ticket.id)
    )


def _places(moved: Subquery) -> list[Any]:
    """Give the columns that say where a visit counts and how it ended."""
    return [
        *(moved.c[name] for name in PLACE),
        Center.kind,
        Center.markaz_ar.label("markaz"),
        Service.id.label("service_id"),
        Service.sector_id,
        (Center.wait_alarm_minutes * MINUTE).label("target"),
    ]


def _first_service(moved: Subquery) -> ColumnElement[UUID]:
    """Give the service that a visit began with: that of the number, unless another was added to it."""
    before = func.substr(moved.c.added, func.length(moved.c.added, type_=Integer) // 2 + 1)
    return func.coalesce(cast(before, Uuid), moved.c.service_id)


def _times(moved: Subquery) -> list[ColumnElement[Any]]:
    """Give the times of a visit. It begins with the number, a booked one not before its time unless it is called."""
    booked, answered = Seconds(Booking.starts_at), func.coalesce(moved.c.answered, moved.c.called)
    came = case((booked > moved.c.came, booked), else_=moved.c.came)
    began = case((answered < came, answered), else_=came)
    whole = and_(moved.c.state == State.FINISHED, moved.c.outcome.is_distinct_from(Outcome.LEFT_OPEN))
    return [
        (answered - began).label("waiting"),
        moved.c.walking,
        case((whole, moved.c.service)).label("service"),
        case((whole, moved.c.ended - began)).label("total"),
    ]
