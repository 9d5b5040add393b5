"""What a clerk's desk shows, read as plain values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Row, Table, bindparam, func, select
from sqlalchemy.orm import Session

from singlewindow.catalogue.records import Service
from singlewindow.places.clock import service_day
from singlewindow.places.records import Center, Window
from singlewindow.places.windows import window_of, windows_of
from singlewindow.requests.records import Request
from singlewindow.tickets.records import Ticket
from singlewindow.tickets.serve import ticket_at
from singlewindow.tickets.states import TRANSITIONS, Deed, State

SHOWN = 12
tickets, services = cast(Table, Ticket.__table__), cast(Table, Service.__table__)
waiting_here = (
    tickets.c.center_id == bindparam("center"),
    tickets.c.day == bindparam("on_day"),
    tickets.c.state == State.WAITING,
)
NEXT = (
    select(tickets.c.letter, tickets.c.number, tickets.c.lane, tickets.c.issued_at, services.c.name_ar, services.c.name_en)
    .join(services, services.c.id == tickets.c.service_id)
    .where(*waiting_here)
    .order_by(tickets.c.turn, tickets.c.id)
    .limit(SHOWN)
)
WAITING = select(func.count()).select_from(tickets).where(*waiting_here)


@dataclass(frozen=True)
class Desk:
    """A desk as it stands at `now`: without a window, the windows to choose from; else its ticket and who waits."""

    center: Center
    now: datetime
    window: Window | None
    windows: Sequence[Window]
    ticket: Ticket | None
    service: Service | None
    request: str | None
    queue: Sequence[Row[Any]]
    waiting: int

    @property
    def possible(self) -> frozenset[str]:
        """The names of the deeds that the table of states allows now."""
        if self.window is None:
            return frozenset()
        if self.ticket is None:
            return frozenset({Deed.CALL.value} if self.waiting else ())
        return frozenset(deed.value for deed, (before, _) in TRANSITIONS.items() if before is self.ticket.state)

    @property
    def seconds(self) -> int:
        """How long the present number has been in its state."""
        return 0 if self.ticket is None else max(0, int((self.now - self.ticket.state_since).total_seconds()))


def read_desk(session: Session, center_id: UUID, staff_id: UUID, now: datetime) -> Desk:
    """Read the desk of a clerk of a center, at the same cost after any number of tickets."""
    window = window_of(session, staff_id)
    ticket = ticket_at(session, window.id) if window else None
    where = {"center": center_id, "on_day": service_day(now)}
    connection = session.connection()
    return Desk(
        center=session.get_one(Center, center_id), now=now, window=window,
        windows=() if window else windows_of(session, center_id), ticket=ticket,
        service=session.get_one(Service, ticket.service_id) if ticket else None,
        request=_request_of(session, ticket), queue=connection.execute(NEXT, where).all() if window else (),
        waiting=connection.scalar(WAITING, where) or 0,
    )


def _request_of(session: Session, ticket: Ticket | None) -> str | None:
    return session.scalar(select(Request.number).where(Request.ticket_id == ticket.id)) if ticket else None
