"""The head of the queue for a window: the smallest turn among the numbers it may call, one index-ordered row."""

from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Row, Table, and_, bindparam, exists, or_, select
from sqlalchemy.orm import Session

from singlewindow.people.records import StaffSkill
from singlewindow.places.clock import service_day
from singlewindow.places.records import WindowLane, WindowSector
from singlewindow.tickets.desk import Seat
from singlewindow.tickets.records import Ticket
from singlewindow.tickets.states import Lane, State

tickets = cast(Table, Ticket.__table__)
sectors = cast(Table, WindowSector.__table__)
lanes = cast(Table, WindowLane.__table__)
skills = cast(Table, StaffSkill.__table__)
OWN = bindparam("window", type_=tickets.c.id.type)
SERVES_SECTOR = or_(
    ~exists().where(sectors.c.window_id == OWN),
    tickets.c.sector_id.in_(select(sectors.c.sector_id).where(sectors.c.window_id == OWN)),
)
SERVES_LANE = or_(
    ~exists().where(lanes.c.window_id == OWN),
    tickets.c.lane.in_(select(lanes.c.lane).where(lanes.c.window_id == OWN)),
)
HAS_SKILL = tickets.c.for_skill_id.in_(select(skills.c.skill_id).where(skills.c.staff_id == bindparam("staff")))
HEAD = (
    select(tickets)
    .where(
        tickets.c.center_id == bindparam("center"),
        tickets.c.day == bindparam("on_day"),
        tickets.c.state == State.WAITING,
        or_(tickets.c.not_before.is_(None), tickets.c.not_before <= bindparam("at")),
        or_(tickets.c.for_window_id == OWN, and_(tickets.c.for_window_id.is_(None), SERVES_SECTOR, SERVES_LANE)),
        or_(tickets.c.for_skill_id.is_(None), HAS_SKILL),
    )
    .order_by(tickets.c.turn, tickets.c.id)
    .limit(1)
)
PRIORITY_HEAD = HEAD.where(tickets.c.lane == Lane.PRIORITY)


def head_for(session: Session, seat: Seat, now: datetime) -> Row[Any] | None:
    """Give the number that a window calls next at `now`, if any; a window that serves priority first asks there first.

    A number sent to one window is called by it whatever its limits; one sent to a skill by any clerk who has it.
    """
    where = {
        "center": seat.center.id,
        "on_day": service_day(now),
        "at": now,
        "window": seat.window_id,
        "staff": seat.staff_id,
    }
    connection = session.connection()
    first = connection.execute(PRIORITY_HEAD, where).one_or_none() if seat.priority_first else None
    return first or connection.execute(HEAD, where).one_or_none()


def of_number(session: Session, center_id: UUID, letter: str, number: int, now: datetime) -> Row[Any] | None:
    """Give today's ticket of a center by its letter (Latin twin) and number, if there is one."""
    own = (tickets.c.center_id == center_id, tickets.c.day == service_day(now))
    named = (tickets.c.letter == letter, tickets.c.number == number)
    return session.connection().execute(select(tickets).where(*own, *named)).one_or_none()
