"""What a clerk's desk shows, read as one plain value."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from singlewindow.catalogue.records import Service
from singlewindow.people.records import Staff
from singlewindow.places.clock import service_day
from singlewindow.places.records import Center, Window
from singlewindow.places.windows import window_of, windows_of
from singlewindow.requests.records import Request
from singlewindow.tickets.letters import ARABIC_LETTERS
from singlewindow.tickets.records import Ticket
from singlewindow.tickets.serve import ticket_at
from singlewindow.tickets.states import TRANSITIONS, Deed, State

SHOWN = 10


@dataclass(frozen=True)
class Waiting:
    """A number in the queue."""

    letter: str
    arabic_letter: str
    number: int
    lane: str
    service: Service


@dataclass(frozen=True)
class Present:
    """The number at the window, and its request when there is one."""

    ticket: Ticket
    arabic_letter: str
    service: Service
    request: Request | None
    seconds: int

    @property
    def duration(self) -> str:
        """How long the number has been in its state: `4:07`, or `1:04:07` from an hour on."""
        minutes, seconds = divmod(self.seconds, 60)
        hours, minutes = divmod(minutes, 60)
        return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"


@dataclass(frozen=True)
class Desk:
    """A clerk's desk: `windows` to choose from while there is no `window`; `mark` differs once anything has changed."""

    staff: Staff
    center: Center
    mark: str
    window: Window | None
    windows: Sequence[Window]
    present: Present | None
    queue: Sequence[Waiting]
    waiting: int

    def can(self, deed: str) -> bool:
        """Tell whether a deed is possible now."""
        if deed == Deed.CALL:
            return self.present is None and self.waiting > 0
        return self.present is not None and self.present.ticket.state is TRANSITIONS[Deed(deed)][0]


def mark_of(center: Center, now: datetime) -> str:
    """Give what differs whenever a desk of the center has changed: its version, and the day."""
    return f"{center.version}.{service_day(now)}"


def read_mark(session: Session, center_id: UUID, now: datetime) -> str:
    """Read the mark of a center's desks; one row, however long the queue."""
    return mark_of(session.get_one(Center, center_id), now)


def read_desk(session: Session, staff: Staff, center_id: UUID, now: datetime) -> Desk:
    """Read the desk of a clerk of a center."""
    center = session.get_one(Center, center_id)
    window = window_of(session, staff.id)
    queued = (Ticket.center_id == center_id, Ticket.day == service_day(now), Ticket.state == State.WAITING)
    head = select(Ticket, Service).join(Service, Service.id == Ticket.service_id).where(*queued)
    rows = session.execute(head.order_by(Ticket.turn, Ticket.id).limit(SHOWN)).all()
    return Desk(
        staff=staff,
        center=center,
        mark=mark_of(center, now),
        window=window,
        windows=() if window else windows_of(session, center_id),
        present=_present(session, window, now) if window else None,
        queue=[_waiting(ticket, service) for ticket, service in rows],
        waiting=session.scalar(select(func.count()).select_from(Ticket).where(*queued)) or 0,
    )


def _present(session: Session, window: Window, now: datetime) -> Present | None:
    ticket = ticket_at(session, window.id)
    if ticket is None:
        return None
    request = session.scalar(select(Request).where(Request.ticket_id == ticket.id))
    service = session.get_one(Service, ticket.service_id)
    seconds = max(0, int((now - ticket.state_since).total_seconds()))
    return Present(ticket, ARABIC_LETTERS[ticket.letter], service, request, seconds)


def _waiting(ticket: Ticket, service: Service) -> Waiting:
    return Waiting(ticket.letter, ARABIC_LETTERS[ticket.letter], ticket.number, ticket.lane.value, service)
