"""The end of the day: what still waits is closed as not served; nothing is carried over and nothing deleted."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select

from singlewindow.database import Database, Work
from singlewindow.places.centers import CenterChanged, lock_center
from singlewindow.places.clock import service_day
from singlewindow.tickets.states import Deed, Outcome, State
from singlewindow.tickets.transit import Mover, Step, tickets, transit

UNFINISHED = (State.WAITING, State.CALLED, State.SERVING, State.HELD)


def close_past_days(database: Database, now: datetime) -> int:
    """Close what earlier service days left open, one transaction a center, and give how many numbers were closed."""
    open_before = (tickets.c.state.in_(UNFINISHED), tickets.c.day < service_day(now))
    with database.reading() as session:
        centers = session.connection().scalars(select(tickets.c.center_id).where(*open_before).distinct()).all()
    closed = 0
    for center_id in centers:
        with database.writing() as work:
            closed += close_days(work, center_id, service_day(now), now)
    return closed


def close_days(work: Work, center_id: UUID, before: date, now: datetime) -> int:
    """Close a center's unfinished numbers of days before `before` and give how many; raises UnknownCenter."""
    center = lock_center(work.session, center_id)
    own = (tickets.c.center_id == center_id, tickets.c.day < before, tickets.c.state.in_(UNFINISHED))
    left = work.session.connection().execute(select(tickets).where(*own)).all()
    for ticket in left:
        _close(work, Mover(center, ticket.window_id, ticket.staff_id), ticket, now)
    work.tell(CenterChanged(center.id, center.version))
    return len(left)


def _close(work: Work, mover: Mover, ticket: Row[Any], now: datetime) -> None:
    if ticket.state is State.SERVING:
        transit(work.session, mover, ticket, Step(Deed.CLOSE_LATE, now), outcome=Outcome.LEFT_OPEN)
    else:
        transit(work.session, mover, ticket, Step(Deed.CLOSE_DAY, now))
