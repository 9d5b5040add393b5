"""The deeds of a window: call the next, call again, start, finish, mark absent. Statements are built once."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Row, Table, bindparam, insert, select, update
from sqlalchemy.orm import Session

from singlewindow.database import Work
from singlewindow.errors import N_, Refusal
from singlewindow.places.centers import CenterChanged, LockedCenter, lock_center
from singlewindow.places.clock import service_day
from singlewindow.places.records import Window
from singlewindow.places.windows import NoWindow
from singlewindow.records import new_key
from singlewindow.tickets.records import Period, Ticket
from singlewindow.tickets.states import AT_WINDOW, TRANSITIONS, Deed, Outcome, State

tickets = cast(Table, Ticket.__table__)
windows = cast(Table, Window.__table__)
SEAT = select(windows.c.id, windows.c.center_id).where(windows.c.staff_id == bindparam("staff"))
PRESENT = select(tickets).where(tickets.c.window_id == bindparam("window"), tickets.c.state.in_(AT_WINDOW))
HEAD = (
    select(tickets)
    .where(
        tickets.c.center_id == bindparam("center"),
        tickets.c.day == bindparam("on_day"),
        tickets.c.state == State.WAITING,
    )
    .order_by(tickets.c.turn, tickets.c.id)
    .limit(1)
)
END_PERIOD = insert(cast(Table, Period.__table__))


class NobodyWaits(Refusal):
    message = N_("Nobody is waiting.")


class WindowHasTicket(Refusal):
    message = N_("Finish with number %(letter)s %(number)s first.")


class NoTicketHere(Refusal):
    message = N_("There is no number at your window for this.")


@dataclass(frozen=True)
class TicketCalled(CenterChanged):
    ticket_id: UUID


@dataclass(frozen=True)
class _Desk:
    """A clerk's window under the lock of its center."""

    center: LockedCenter
    window_id: UUID
    staff_id: UUID


def call_next(work: Work, staff_id: UUID, now: datetime) -> UUID:
    """Call the next number to the clerk's window. Raises NoWindow, WindowHasTicket or NobodyWaits."""
    desk = _desk(work.session, staff_id)
    present = _at(work.session, desk.window_id)
    if present is not None:
        raise WindowHasTicket(letter=present.letter, number=present.number)
    where = {"center": desk.center.id, "on_day": service_day(now)}
    head = work.session.connection().execute(HEAD, where).one_or_none()
    if head is None:
        raise NobodyWaits
    return _call(work, desk, head, Deed.CALL, now)


def recall(work: Work, staff_id: UUID, now: datetime) -> UUID:
    """Call the number at the clerk's window again. Raises NoWindow or NoTicketHere."""
    desk = _desk(work.session, staff_id)
    return _call(work, desk, _present(work.session, desk, Deed.RECALL), Deed.RECALL, now)


def start(work: Work, staff_id: UUID, now: datetime) -> UUID:
    """Begin to serve the called number. Raises NoWindow or NoTicketHere."""
    return _move(work, staff_id, Deed.START, now)


def finish(work: Work, staff_id: UUID, outcome: Outcome, now: datetime) -> UUID:
    """End the visit being served. Raises NoWindow or NoTicketHere."""
    return _move(work, staff_id, Deed.FINISH, now, outcome=outcome)


def mark_absent(work: Work, staff_id: UUID, now: datetime) -> UUID:
    """Put aside the called number that did not come. Raises NoWindow or NoTicketHere."""
    return _move(work, staff_id, Deed.MARK_ABSENT, now)


def ticket_at(session: Session, window_id: UUID) -> Ticket | None:
    """Give the called or served ticket at a window, if any."""
    return session.scalar(select(Ticket).where(Ticket.window_id == window_id, Ticket.state.in_(AT_WINDOW)))


def _desk(session: Session, staff_id: UUID) -> _Desk:
    """Lock the center of the clerk's window, then read the seat again as it stands under the lock."""
    center = lock_center(session, _seat(session, staff_id).center_id)
    seat = _seat(session, staff_id)
    if seat.center_id != center.id:
        raise NoWindow
    return _Desk(center, seat.id, staff_id)


def _seat(session: Session, staff_id: UUID) -> Any:
    seat = session.connection().execute(SEAT, {"staff": staff_id}).one_or_none()
    if seat is None:
        raise NoWindow
    return seat


def _at(session: Session, window_id: UUID) -> Row[Any] | None:
    return session.connection().execute(PRESENT, {"window": window_id}).one_or_none()


def _present(session: Session, desk: _Desk, deed: Deed) -> Row[Any]:
    ticket = _at(session, desk.window_id)
    if ticket is None or ticket.state is not TRANSITIONS[deed][0]:
        raise NoTicketHere
    return ticket


def _call(work: Work, desk: _Desk, ticket: Row[Any], deed: Deed, now: datetime) -> UUID:
    _transit(work.session, desk, ticket, deed, now, called_at=now, calls=ticket.calls + 1)
    work.tell(TicketCalled(desk.center.id, desk.center.version, ticket.id))
    return cast(UUID, ticket.id)


def _move(work: Work, staff_id: UUID, deed: Deed, now: datetime, **values: Any) -> UUID:
    desk = _desk(work.session, staff_id)
    ticket = _present(work.session, desk, deed)
    _transit(work.session, desk, ticket, deed, now, **values)
    work.tell(CenterChanged(desk.center.id, desk.center.version))
    return cast(UUID, ticket.id)


def _claim(names: tuple[str, ...]) -> Any:
    """Build the claim of a ticket by the state it must be in, setting the columns in `names`."""
    held = (tickets.c.id == bindparam("ticket"), tickets.c.state == bindparam("before"))
    return update(tickets).where(*held).values({name: bindparam(f"new_{name}") for name in names})


MOVED = ("state", "state_since", "window_id", "staff_id", "center_version")
CLAIMS: dict[tuple[str, ...], Any] = {
    extra: _claim(MOVED + extra) for extra in ((), ("outcome",), ("called_at", "calls"))
}


def _transit(session: Session, desk: _Desk, ticket: Row[Any], deed: Deed, now: datetime, **values: Any) -> None:
    """Claim the ticket by its state and believe the row count; then write the period that has ended."""
    before, after = TRANSITIONS[deed]
    version = desk.center.version
    new = {
        "state": after,
        "state_since": now,
        "window_id": desk.window_id,
        "staff_id": desk.staff_id,
        "center_version": version,
        **values,
    }
    where = {"ticket": ticket.id, "before": before, **{f"new_{name}": value for name, value in new.items()}}
    if session.connection().execute(CLAIMS[tuple(values)], where).rowcount != 1:
        raise NoTicketHere
    period = {
        "id": new_key(),
        "ticket_id": ticket.id,
        "center_id": desk.center.id,
        "center_version": version,
        "state": before,
        "began_at": ticket.state_since,
        "ended_at": max(ticket.state_since, now),
        "window_id": ticket.window_id,
        "staff_id": ticket.staff_id,
    }
    session.connection().execute(END_PERIOD, period)
