"""What the kiosk's pages show, read as plain values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from singlewindow.catalogue.records import Paper, Sector, Service, TariffItem
from singlewindow.catalogue.services import (
    closed_here,
    papers_of,
    require_open,
    sector_by_code,
    sectors,
    service_by_code,
    services_of,
    tariff_of,
)
from singlewindow.documents.jobs import BROWSER, job_of, printer_of
from singlewindow.documents.records import Document, DocumentKind, DocumentState, PrintJob
from singlewindow.errors import Refusal
from singlewindow.places.centers import center_by_code
from singlewindow.places.clock import service_day
from singlewindow.places.opening import opens_next, require_numbers
from singlewindow.places.records import Center, Digits, Window
from singlewindow.text import ARABIC_DIGITS
from singlewindow.tickets.expected import Range
from singlewindow.tickets.issue import people_ahead
from singlewindow.tickets.letters import ARABIC_LETTERS
from singlewindow.tickets.records import Ticket
from singlewindow.tickets.states import State
from singlewindow.tickets.waiting import Waits

SERVICES_A_PAGE = 8
PAPERS_A_PAGE = 3


Item = TypeVar("Item")


@dataclass(frozen=True)
class Part(Generic[Item]):
    """What one page shows of a list that is `total` long: page `number` of `last`, counted from 1."""

    shown: Sequence[Item]
    number: int
    last: int
    total: int


@dataclass(frozen=True)
class StartPage:
    """The start: `wait` of the next ordinary number if it can be known, `closed` why no numbers are given now."""

    center: Center
    opens_at: datetime | None
    opens_today: bool
    sectors: Sequence[Sector]
    waiting: int
    wait: Range | None
    closed: Refusal | None


@dataclass(frozen=True)
class SectorPage:
    center: Center
    sector: Sector
    services: Part[Service]


@dataclass(frozen=True)
class ServicePage:
    center: Center
    service: Service
    papers: Part[Paper]
    tariff: Sequence[TariffItem]


@dataclass(frozen=True)
class TicketPage:
    """A ticket as its holder sees it; `ahead` and `wait` None once it was called, `paper` the state of its slip,
    `job` how it fares at the printer, and `by_page` whether this page is the printer."""

    center: Center
    ticket: Ticket
    service: Service
    ahead: int | None
    window: int | None
    paper: DocumentState | None
    job: PrintJob | None
    by_page: bool
    wait: Range | None

    @property
    def letter(self) -> str:
        """The ticket's Arabic letter."""
        return ARABIC_LETTERS[self.ticket.letter]

    @property
    def number_in_the_hall(self) -> str:
        """The ticket's number in the center's digits, as the hall's screen shows it in Arabic."""
        text = str(self.ticket.number)
        return text.translate(ARABIC_DIGITS) if self.center.digits is Digits.ARAB else text


def read_start(session: Session, code: str, waits: Waits, now: datetime) -> StartPage:
    """Read the start page of a center's kiosk; raises UnknownCenter."""
    center = center_by_code(session, code)
    today = service_day(now)
    closed = _closed(session, center, now)
    opens_at = opens_next(session, center, now) if closed and not center.paused_because else None
    waiting = (Ticket.center_id == center.id, Ticket.day == today, Ticket.state == State.WAITING)
    return StartPage(
        center=center,
        opens_at=opens_at,
        opens_today=opens_at is not None and service_day(opens_at) == today,
        sectors=sectors(session),
        waiting=session.scalar(select(func.count()).select_from(Ticket).where(*waiting)) or 0,
        wait=None if closed else waits.of_next(session, center, now),
        closed=closed,
    )


def _closed(session: Session, center: Center, now: datetime) -> Refusal | None:
    try:
        require_numbers(session, center, now)
    except Refusal as refusal:
        return refusal
    return None


def part_of(items: Sequence[Item], wish: str, size: int) -> Part[Item]:
    """Give the page of `items` that a visitor wishes, or the nearest there is; `size` items a page."""
    last = max(1, -(-len(items) // size))
    number = min(max(int(wish) if wish.isascii() and wish.isdigit() and len(wish) < 4 else 1, 1), last)
    return Part(items[(number - 1) * size : number * size], number, last, len(items))


def read_sector(session: Session, code: str, sector_code: str, wish: str) -> SectorPage:
    """Read one page of a sector's services offered here. Raises UnknownCenter, UnknownSector."""
    center, sector = center_by_code(session, code), sector_by_code(session, sector_code)
    closed = closed_here(session, center.id)
    offered = [service for service in services_of(session, sector.id) if service.id not in closed]
    return SectorPage(center, sector, part_of(offered, wish, SERVICES_A_PAGE))


def read_service(session: Session, code: str, service_code: str, wish: str, now: datetime) -> ServicePage:
    """Read what a service needs, and one page of its papers. Raises UnknownCenter, UnknownService, ServiceIsClosed."""
    center, service = center_by_code(session, code), service_by_code(session, service_code)
    require_open(session, center.id, service.id)
    papers = part_of(papers_of(session, service.id), wish, PAPERS_A_PAGE)
    return ServicePage(center, service, papers, tariff_of(session, service.id, service_day(now)))


def read_ticket(session: Session, code: str, follow_code: str, waits: Waits, now: datetime) -> TicketPage | None:
    """Read a ticket of today by its code; None for a wrong code and for one of another day alike."""
    center = center_by_code(session, code)
    own = (Ticket.center_id == center.id, Ticket.follow_code == follow_code, Ticket.day == service_day(now))
    ticket = session.scalar(select(Ticket).where(*own))
    return None if ticket is None else ticket_page(session, center, ticket, waits, now)


def ticket_page(session: Session, center: Center, ticket: Ticket, waits: Waits, now: datetime) -> TicketPage:
    """Read what the holder of a ticket sees."""
    place = {"day": ticket.day, "turn": ticket.turn, "id": ticket.id}
    window = session.get(Window, ticket.window_id) if ticket.window_id else None
    waiting = ticket.state is State.WAITING
    slip = session.scalar(select(Document).where(Document.ticket_id == ticket.id, Document.kind == DocumentKind.TICKET))
    return TicketPage(
        center=center,
        ticket=ticket,
        service=session.get_one(Service, ticket.service_id),
        ahead=people_ahead(session, center.id, place) if waiting else None,
        window=window.number if window else None,
        paper=slip.state if slip else None,
        job=job_of(session, slip.id) if slip else None,
        by_page=slip is not None and printer_of(session, slip) == BROWSER,
        wait=waits.of_ticket(session, center, ticket, now) if waiting else None,
    )
