"""What the public may see of a center: one plain value with a revision."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Row, Table, bindparam, func, or_, select
from sqlalchemy.orm import Session

from singlewindow.places.clock import service_day
from singlewindow.places.records import Center, Digits, Window, WindowState
from singlewindow.tickets.records import Ticket
from singlewindow.tickets.states import State

SHOWN = 6
MOST = 16
KEPT_FOR = timedelta(seconds=60)
tickets = cast(Table, Ticket.__table__)
windows = cast(Table, Window.__table__)
of_today = (tickets.c.center_id == bindparam("center"), tickets.c.day == bindparam("on_day"))
CALLS = (
    select(
        tickets.c.letter,
        tickets.c.number,
        windows.c.number.label("window"),
        tickets.c.calls,
        tickets.c.recalls,
        tickets.c.called_at,
        tickets.c.state,
    )
    .outerjoin(windows, windows.c.id == tickets.c.window_id)
    .where(*of_today, tickets.c.called_at.is_not(None))
    .order_by(tickets.c.called_at.desc())
    .limit(2 * MOST)
)
WITHDRAWN = tickets.c.window_id.is_(None)
CALLS_OF_SOME = CALLS.where(or_(WITHDRAWN, windows.c.number.in_(bindparam("windows", expanding=True))))
OPEN = select(func.count()).where(windows.c.center_id == bindparam("center"), windows.c.state == WindowState.OPEN)
WAITING = select(func.count()).select_from(tickets).where(*of_today, tickets.c.state == State.WAITING)


@dataclass(frozen=True)
class Call:
    """A number called to a window. `times` counts its calls, so that a later one is known; `again`: a repetition."""

    letter: str
    number: int
    window: int
    times: int
    again: bool

    @property
    def code(self) -> str:
        """The ticket's code, unique on its day: `B127`."""
        return f"{self.letter}{self.number}"

    @property
    def spoken(self) -> str:
        """The name of its sound: `B127-3`, and `B127-3-again` for a repetition."""
        return f"{self.code}-{self.window}{'-again' if self.again else ''}"


@dataclass(frozen=True)
class Board:
    """A center's public state on a service day.

    `revision` is the center's version. `calls` has the newest first: SHOWN, and more (MOST at most) while they are
    younger than KEPT_FOR. With `windows` only calls to these are among them; without, to all. `calling` is the one that
    still calls somebody, none when nobody is called.
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
    calling: Call | None
    waiting: int
    open_windows: int
    windows: tuple[int, ...] = ()


def read_board(session: Session, center_id: UUID, now: datetime, windows: tuple[int, ...] = ()) -> Board:
    """Read a center's board as of `now` (aware), of `windows` or of all; the cost is the same after any history."""
    center = session.get_one(Center, center_id)
    day = service_day(now)
    where: dict[str, Any] = {"center": center_id, "on_day": day}
    connection = session.connection()
    some = connection.execute(CALLS_OF_SOME, {**where, "windows": windows}) if windows else None
    rows = (connection.execute(CALLS, where) if some is None else some).all()
    calling = _calling(rows)
    aside = 0 if calling else 1
    at_windows = [row for row in rows if row.window][: MOST - aside]
    shown = [row for place, row in enumerate(at_windows) if place < SHOWN - aside or now - row.called_at < KEPT_FOR]
    return Board(
        code=center.code,
        name_ar=center.name_ar,
        name_en=center.name_en,
        notice_ar=center.notice_ar,
        notice_en=center.notice_en,
        digits=center.digits,
        day=day,
        revision=center.version,
        calls=tuple(_call(row) for row in shown),
        calling=_call(calling) if calling else None,
        waiting=connection.scalar(WAITING, where) or 0,
        open_windows=connection.scalar(OPEN, where) or 0,
        windows=windows,
    )


def _calling(rows: Sequence[Row[*tuple[Any, ...]]]) -> Row[*tuple[Any, ...]] | None:
    """Give the newest call that nobody has answered or, when each was, the very last one while its visit goes on.

    A call whose number has left its window is no call any more, and those answered before it don't come back.
    """
    called = next((row for row in rows if row.state == State.CALLED), None)
    return called or next((row for row in rows[:1] if row.state == State.SERVING), None)


def _call(row: Row[*tuple[Any, ...]]) -> Call:
    return Call(row.letter, row.number, row.window, row.calls, row.recalls > 0)
