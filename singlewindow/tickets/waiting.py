"""What the expected wait of a number rests on, read from a center: its last visits, its windows, who is ahead."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from singlewindow.places.clock import service_day
from singlewindow.places.records import Center, Window, WindowState
from singlewindow.tickets.expected import Hall, Pace, Range, Visit, expected_wait, pace_of
from singlewindow.tickets.policy import turn_of
from singlewindow.tickets.records import Period, Ticket
from singlewindow.tickets.states import AT_WINDOW, Lane, Outcome, State

KEPT_VISITS = 300
MOST_AHEAD = 400
LOOKED_BACK = timedelta(days=30)
LEARNED_EVERY = timedelta(minutes=5)
HOUR = timedelta(hours=1)


class Waits:
    """The expected waits of all centers; a center's pace is learned anew every LEARNED_EVERY, the first at once."""

    def __init__(self) -> None:
        self._paces: dict[UUID, tuple[datetime, Pace]] = {}

    def of_ticket(self, session: Session, center: Center, ticket: Ticket, now: datetime) -> Range | None:
        """Give the wait of a waiting ticket; None when it can't be known."""
        return self._of(session, center, ticket.lane, ticket.turn, ticket.id, now)

    def of_next(self, session: Session, center: Center, now: datetime, lane: Lane = Lane.ORDINARY) -> Range | None:
        """Give the wait of the number of a lane that would be given now; None when it can't be known."""
        start = timedelta(minutes=center.head_start_minutes if lane is Lane.PRIORITY else 0)
        return self._of(session, center, lane, turn_of(now, start), None, now)

    def _of(
        self, session: Session, center: Center, lane: Lane, turn: int, key: UUID | None, now: datetime
    ) -> Range | None:
        pace = self._pace(session, center.id, now)
        if pace is None:
            return None
        rate = _overtaking(session, center.id, now) if lane is Lane.ORDINARY else 0.0
        ahead = _ahead(session, center.id, turn, key, now)
        windows = _windows(session, center.id, now)
        return expected_wait(Hall(ahead, windows, rate, center.head_start_minutes * 60.0), pace)

    def _pace(self, session: Session, center_id: UUID, now: datetime) -> Pace | None:
        learned, known = self._paces.get(center_id, (None, None))
        if learned is not None and learned <= now < learned + LEARNED_EVERY:
            return known
        pace = pace_of(last_visits(session, center_id, now))
        if pace is not None:
            self._paces[center_id] = (now, pace)
        return pace


def last_visits(session: Session, center_id: UUID, now: datetime) -> list[Visit]:
    """Give the last KEPT_VISITS visits of a center, newest first: absences count, visits left open don't."""
    ended = (
        select(Ticket.id, Ticket.service_id, Ticket.day, Ticket.called_at)
        .where(
            Ticket.center_id == center_id,
            Ticket.day >= service_day(now - LOOKED_BACK),
            Ticket.called_at.is_not(None),
            Ticket.state.in_((State.FINISHED, State.ABSENT)),
            Ticket.outcome.is_distinct_from(Outcome.LEFT_OPEN),
        )
        .order_by(Ticket.day.desc(), Ticket.called_at.desc())
        .limit(KEPT_VISITS)
        .subquery()
    )
    spans = select(ended.c.id, ended.c.service_id, Period.began_at, Period.ended_at).join(
        Period, and_(Period.ticket_id == ended.c.id, Period.state.in_(AT_WINDOW))
    )
    visits: dict[UUID, list[Any]] = {}
    for row in session.execute(spans.order_by(ended.c.day.desc(), ended.c.called_at.desc())):
        visits.setdefault(row.id, [row.service_id, 0.0])[1] += (row.ended_at - row.began_at).total_seconds()
    return [Visit(service, seconds) for service, seconds in visits.values()]


def _ahead(session: Session, center_id: UUID, turn: int, key: UUID | None, now: datetime) -> list[UUID]:
    """Give the services of those who wait before a turn, in their order."""
    before = Ticket.turn < turn if key is None else (Ticket.turn < turn) | ((Ticket.turn == turn) & (Ticket.id < key))
    own = (Ticket.center_id == center_id, Ticket.day == service_day(now), Ticket.state == State.WAITING)
    query = select(Ticket.service_id).where(*own, before).order_by(Ticket.turn, Ticket.id)
    return list(session.scalars(query.limit(MOST_AHEAD)))


def _windows(session: Session, center_id: UUID, now: datetime) -> list[tuple[UUID, float] | None]:
    """Give for each open window None, or the service at it with the seconds since its call."""
    at_window = and_(Ticket.window_id == Window.id, Ticket.state.in_(AT_WINDOW))
    query = select(Ticket.service_id, Ticket.called_at).select_from(Window).outerjoin(Ticket, at_window)
    rows = session.execute(query.where(Window.center_id == center_id, Window.state == WindowState.OPEN))
    return [None if row.called_at is None else (row.service_id, _seconds(now - row.called_at)) for row in rows]


def _overtaking(session: Session, center_id: UUID, now: datetime) -> float:
    """Give how many priority numbers a second were taken in the last hour."""
    own = (Ticket.center_id == center_id, Ticket.day == service_day(now), Ticket.lane == Lane.PRIORITY)
    count = session.scalar(select(func.count()).select_from(Ticket).where(*own, Ticket.issued_at > now - HOUR)) or 0
    return count / HOUR.total_seconds()


def _seconds(span: timedelta) -> float:
    return max(0.0, span.total_seconds())
