"""What the public may see of a center: one plain value with a revision."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Table, bindparam, func, select
from sqlalchemy.orm import Session

from singlewindow.places.clock import service_day
from singlewindow.places.records import Center, Digits, Window
from singlewindow.tickets.records import Ticket
from singlewindow.tickets.states import State

SHOWN = 6
tickets = cast(Table, Ticket.__table__)
windows = cast(Table, Window.__table__)
of_today = (tickets.c.center_id == bindparam("center"), tickets.c.day == bindparam("on_day"))
CALLS = (
    select(
        tickets.c.letter,
        tickets.c.number,
        windows.c.number.label("window"),
        tickets.c.calls,
        tickets.c.called_at,
    )
    .join(windows, windows.c.id == tickets.c.window_id)
    .where(*of_today, tickets.c.called_at.is_not(None))
    .order_by(tickets.c.called_at.desc())
    .limit(SHOWN)
)
WAITING = select(func.count()).select_from(tickets).where(*of_today, tickets.c.state == State.WAITING)


@dataclass(frozen=True)
class Call:
    """A number called to a window. `times` counts its calls, so a second one can be told from the first."""

    letter: str
    number: int
    window: int
    times: int

    @property
    def code(self) -> str:
        """The ticket's code, unique on its day: `B127`."""
        return f"{self.letter}{self.number}"


@dataclass(frozen=True)
class Board:
    """A center's public state on a service day.

    `revision` is the center's version; `calls` has the newest first, SHOWN at most.
    """

    code: str
    name_ar: str
    name_en: str
    notice_ar: str
    notice_en: str
    digits: Digits
    day: date
    revision: int
    calls: tuple[Call, ...]
    waiting: int


def read_board(session: Session, center_id: UUID, now: datetime) -> Board:
    """Read the board of a center as of `now` (aware), at the same cost after any number of tickets."""
    center = session.get_one(Center, center_id)
    day = service_day(now)
    where: dict[str, Any] = {"center": center_id, "on_day": day}
    connection = session.connection()
    calls = tuple(Call(row.letter, row.number, row.window, row.calls) for row in connection.execute(CALLS, where))
    return Board(
        code=center.code,
        name_ar=center.name_ar,
        name_en=center.name_en,
        notice_ar=center.notice_ar,
        notice_en=center.notice_en,
        digits=center.digits,
        day=day,
        revision=center.version,
        calls=calls,
        waiting=connection.scalar(WAITING, where) or 0,
    )
