"""What the kiosk's pages show, read as plain values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

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
from singlewindow.documents.records import Document, DocumentState
from singlewindow.places.centers import center_by_code
from singlewindow.places.clock import service_day
from singlewindow.places.opening import is_open, opens_next
from singlewindow.places.records import Center, Window
from singlewindow.tickets.issue import people_ahead
from singlewindow.tickets.records import Ticket
from singlewindow.tickets.states import State

SERVICES_A_PAGE = 8
ARABIC_LETTERS = {"B": "ب", "J": "ج", "D": "د", "S": "س", "C": "ص", "K": "ك", "L": "ل", "N": "ن"}


@dataclass(frozen=True)
class StartPage:
    center: Center
    open: bool
    opens_at: datetime | None
    sectors: Sequence[Sector]
    waiting: int


@dataclass(frozen=True)
class SectorPage:
    center: Center
    sector: Sector
    services: Sequence[Service]
    number: int
    last: int


@dataclass(frozen=True)
class ServicePage:
    center: Center
    service: Service
    papers: Sequence[Paper]
    tariff: Sequence[TariffItem]


@dataclass(frozen=True)
class TicketPage:
    """A ticket as its holder sees it; `ahead` None once it was called, `paper` the state of its slip."""

    center: Center
    ticket: Ticket
    service: Service
    ahead: int | None
    window: int | None
    paper: DocumentState | None

    @property
    def letter(self) -> str:
        """The ticket's Arabic letter."""
        return ARABIC_LETTERS[self.ticket.letter]


def read_start(session: Session, code: str, now: datetime) -> StartPage:
    """Read the start page of a center's kiosk; raises UnknownCenter."""
    center = center_by_code(session, code)
    waiting = (Ticket.center_id == center.id, Ticket.day == service_day(now), Ticket.state == State.WAITING)
    return StartPage(
        center=center,
        open=is_open(session, center, now),
        opens_at=opens_next(session, center, now),
        sectors=sectors(session),
        waiting=session.scalar(select(func.count()).select_from(Ticket).where(*waiting)) or 0,
    )


def read_sector(session: Session, code: str, sector_code: str, page: str) -> SectorPage:
    """Read one page, counted from 1, of a sector's services offered here. Raises UnknownCenter, UnknownSector."""
    center, sector = center_by_code(session, code), sector_by_code(session, sector_code)
    closed = closed_here(session, center.id)
    offered = [service for service in services_of(session, sector.id) if service.id not in closed]
    last = max(1, -(-len(offered) // SERVICES_A_PAGE))
    number = min(max(int(page) if page.isascii() and page.isdigit() and len(page) < 4 else 1, 1), last)
    shown = offered[(number - 1) * SERVICES_A_PAGE : number * SERVICES_A_PAGE]
    return SectorPage(center, sector, shown, number, last)


def read_service(session: Session, code: str, service_code: str, now: datetime) -> ServicePage:
    """Read what a service needs. Raises UnknownCenter, UnknownService, ServiceIsClosed."""
    center, service = center_by_code(session, code), service_by_code(session, service_code)
    require_open(session, center.id, service.id)
    tariff = tariff_of(session, service.id, service_day(now))
    return ServicePage(center, service, papers_of(session, service.id), tariff)


def read_ticket(session: Session, code: str, follow_code: str, now: datetime) -> TicketPage | None:
    """Read a ticket of today by its code; None for a wrong code and for one of another day alike."""
    center = center_by_code(session, code)
    own = (Ticket.center_id == center.id, Ticket.follow_code == follow_code, Ticket.day == service_day(now))
    ticket = session.scalar(select(Ticket).where(*own))
    return None if ticket is None else ticket_page(session, center, ticket)


def ticket_page(session: Session, center: Center, ticket: Ticket) -> TicketPage:
    """Read what the holder of a ticket sees."""
    place = {"day": ticket.day, "turn": ticket.turn, "id": ticket.id}
    window = session.get(Window, ticket.window_id) if ticket.window_id else None
    return TicketPage(
        center=center,
        ticket=ticket,
        service=session.get_one(Service, ticket.service_id),
        ahead=people_ahead(session, center.id, place) if ticket.state is State.WAITING else None,
        window=window.number if window else None,
        paper=session.scalar(select(Document.state).where(Document.ticket_id == ticket.id)),
    )
