"""A clerk's window under the lock of its center, and the number that is at it."""

from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Row, Table, bindparam, select
from sqlalchemy.orm import Session

from singlewindow.errors import N_, Refusal
from singlewindow.places.centers import lock_center
from singlewindow.places.records import Window, WindowState
from singlewindow.places.windows import NoWindow
from singlewindow.tickets.records import Ticket
from singlewindow.tickets.states import AT_WINDOW, TRANSITIONS, Deed
from singlewindow.tickets.transit import Mover

tickets = cast(Table, Ticket.__table__)
windows = cast(Table, Window.__table__)
SEAT = select(windows.c.id, windows.c.center_id, windows.c.state, windows.c.priority_first).where(
    windows.c.staff_id == bindparam("staff")
)
PRESENT = select(tickets).where(tickets.c.window_id == bindparam("window"), tickets.c.state.in_(AT_WINDOW))


class WindowHasTicket(Refusal):
    message = N_("Finish with number %(letter)s %(number)s first.")


class NoTicketHere(Refusal):
    message = N_("There is no number at your window for this.")


class WindowIsPaused(Refusal):
    message = N_("Your window is paused. Open it again first.")


@dataclass(frozen=True)
class Seat(Mover):
    """A clerk at a window, under the lock of the center."""

    window_id: UUID
    paused: bool
    priority_first: bool


def sit(session: Session, staff_id: UUID) -> Seat:
    """Lock the center of the clerk's window, then read the seat as it stands under the lock; raises NoWindow."""
    center = lock_center(session, _seat(session, staff_id).center_id)
    seat = _seat(session, staff_id)
    if seat.center_id != center.id:
        raise NoWindow
    return Seat(center, seat.id, staff_id, seat.state is WindowState.PAUSED, seat.priority_first)


def ready_to_call(session: Session, staff_id: UUID) -> Seat:
    """Give the seat of a clerk who may call a number. Raises NoWindow, WindowIsPaused or WindowHasTicket."""
    seat = sit(session, staff_id)
    if seat.paused:
        raise WindowIsPaused
    require_free(session, seat)
    return seat


def require_free(session: Session, seat: Seat) -> None:
    """Raise WindowHasTicket while a number is at the window."""
    present = _at(session, seat.window_id)
    if present is not None:
        raise WindowHasTicket(letter=present.letter, number=present.number)


def present_for(session: Session, seat: Seat, deed: Deed) -> Row[Any]:
    """Give the number at the window if `deed` may begin with it; raises NoTicketHere."""
    ticket = _at(session, seat.window_id)
    if ticket is None or ticket.state not in TRANSITIONS[deed].before:
        raise NoTicketHere
    return ticket


def ticket_at(session: Session, window_id: UUID) -> Ticket | None:
    """Give the called or served ticket at a window, if any."""
    return session.scalar(select(Ticket).where(Ticket.window_id == window_id, Ticket.state.in_(AT_WINDOW)))


def _seat(session: Session, staff_id: UUID) -> Any:
    seat = session.connection().execute(SEAT, {"staff": staff_id}).one_or_none()
    if seat is None:
        raise NoWindow
    return seat


def _at(session: Session, window_id: UUID) -> Row[Any] | None:
    return session.connection().execute(PRESENT, {"window": window_id}).one_or_none()
