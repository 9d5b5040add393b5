"""What a clerk's desk shows, read as one plain value."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from singlewindow.catalogue.records import Service
from singlewindow.people.records import Staff
from singlewindow.places.clock import local, service_day
from singlewindow.places.records import Center, Window, WindowState
from singlewindow.places.windows import window_of, windows_of
from singlewindow.requests.collect import to_collect
from singlewindow.requests.records import Request
from singlewindow.tickets.desk import ticket_at
from singlewindow.tickets.letters import ARABIC_LETTERS
from singlewindow.tickets.records import Period, Ticket
from singlewindow.tickets.states import TRANSITIONS, Deed, State

SHOWN = 10
LEAST_SHOWN = 3


@dataclass(frozen=True)
class Waiting:
    """A number in the queue, or held at the window."""

    key: UUID
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
    """A clerk's desk: `windows` to choose from while there is no `window`; `mark` differs once anything has changed.

    `served` and `mean_minutes` are the clerk's own figures of today.
    """

    staff: Staff
    center: Center
    mark: str
    window: Window | None
    windows: Sequence[Window]
    present: Present | None
    held: Sequence[Waiting]
    queue: Sequence[Waiting]
    waiting: int
    served: int
    mean_minutes: int | None

    @property
    def paused(self) -> bool:
        """Whether the clerk's window calls nobody for now."""
        return self.window is not None and self.window.state is WindowState.PAUSED

    def can(self, deed: str) -> bool:
        """Tell whether a deed is possible now."""
        if deed == Deed.CALL:
            return self.present is None and self.waiting > 0 and not self.paused
        return self.present is not None and self.present.ticket.state in TRANSITIONS[Deed(deed)].before


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
    held = _held(session, window) if window else ()
    rows = session.execute(head.order_by(Ticket.turn, Ticket.id).limit(shown_beside(len(held)))).all()
    served, mean = _own_figures(session, staff.id, now)
    return Desk(
        staff=staff,
        center=center,
        mark=mark_of(center, now),
        window=window,
        windows=() if window else windows_of(session, center_id),
        present=_present(session, window, now) if window else None,
        held=held,
        queue=[_waiting(ticket, service) for ticket, service in rows],
        waiting=session.scalar(select(func.count()).select_from(Ticket).where(*queued)) or 0,
        served=served,
        mean_minutes=mean,
    )


def shown_beside(held: int) -> int:
    """Give how many waiting numbers a desk shows beside those it holds, so that it is seen without scrolling."""
    return max(LEAST_SHOWN, SHOWN - 1 - held) if held else SHOWN


def _held(session: Session, window: Window) -> Sequence[Waiting]:
    own = (Ticket.window_id == window.id, Ticket.state == State.HELD)
    query = select(Ticket, Service).join(Service, Service.id == Ticket.service_id).where(*own)
    return [_waiting(ticket, service) for ticket, service in session.execute(query.order_by(Ticket.state_since))]


def _own_figures(session: Session, staff_id: UUID, now: datetime) -> tuple[int, int | None]:
    """Give how many visits a clerk has finished today, and their mean minutes of service."""
    midnight = local(now).replace(hour=0, minute=0, second=0, microsecond=0)
    own = (Period.staff_id == staff_id, Period.began_at >= midnight, Period.state == State.SERVING)
    rows = session.execute(select(Period.deed, Period.began_at, Period.ended_at).where(*own)).all()
    finished = sum(row.deed is Deed.FINISH for row in rows)
    if not finished:
        return 0, None
    spent = sum((row.ended_at - row.began_at for row in rows), timedelta(0))
    return finished, max(1, round(spent / finished / timedelta(minutes=1)))


def _present(session: Session, window: Window, now: datetime) -> Present | None:
    ticket = ticket_at(session, window.id)
    if ticket is None:
        return None
    opened = (Request.ticket_id == ticket.id, Request.service_id == ticket.service_id)
    request = to_collect(session, ticket.id) or session.scalar(select(Request).where(*opened))
    service = session.get_one(Service, ticket.service_id)
    seconds = max(0, int((now - ticket.state_since).total_seconds()))
    return Present(ticket, ARABIC_LETTERS[ticket.letter], service, request, seconds)


def _waiting(ticket: Ticket, service: Service) -> Waiting:
    return Waiting(ticket.id, ticket.letter, ARABIC_LETTERS[ticket.letter], ticket.number, ticket.lane.value, service)
