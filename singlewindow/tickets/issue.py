"""Issuing a ticket: the hot deed of a busy morning, in statements built once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Row, Table, and_, bindparam, func, insert, or_, select
from sqlalchemy.orm import Session

from singlewindow.catalogue.records import Paper, Sector, Service, ServiceClosure, ServiceQuota
from singlewindow.catalogue.services import ServiceIsClosed, UnknownService
from singlewindow.database import Work
from singlewindow.documents.records import DocumentKind
from singlewindow.documents.want import new_code, want
from singlewindow.errors import N_, Refusal
from singlewindow.formkeys import checked_form_key
from singlewindow.numbering import next_number
from singlewindow.places.centers import CenterChanged, LockedCenter, lock_center
from singlewindow.places.clock import local, service_day
from singlewindow.places.opening import CenterIsClosed, is_open, require_numbers
from singlewindow.places.records import Governorate
from singlewindow.records import new_key
from singlewindow.tickets.booking import note_ticket, redeem
from singlewindow.tickets.expected import Range
from singlewindow.tickets.policy import turn_of
from singlewindow.tickets.records import Ticket
from singlewindow.tickets.states import Lane, State

tickets = cast(Table, Ticket.__table__)
BY_FORM_KEY = select(tickets.c.id, tickets.c.follow_code).where(tickets.c.form_key == bindparam("form_key"))
ISSUE = insert(tickets)
MINUTE = 60
SERVICE = (
    select(
        Service.id,
        Service.sector_id,
        Service.name_ar,
        Service.name_en,
        Sector.letter,
        Sector.name_ar.label("sector_ar"),
        Sector.name_en.label("sector_en"),
        Governorate.name_ar.label("governorate_ar"),
        Governorate.name_en.label("governorate_en"),
        ServiceClosure.service_id.label("closed"),
        ServiceQuota.most,
    )
    .join(Sector, Sector.id == Service.sector_id)
    .join(Governorate, Governorate.id == bindparam("governorate"))
    .outerjoin(
        ServiceClosure,
        and_(ServiceClosure.service_id == Service.id, ServiceClosure.center_id == bindparam("center")),
    )
    .outerjoin(
        ServiceQuota,
        and_(ServiceQuota.service_id == Service.id, ServiceQuota.center_id == bindparam("center")),
    )
    .where(Service.code == bindparam("code"))
)
PAPERS = (
    select(Paper.name_ar, Paper.name_en)
    .where(Paper.service_id == bindparam("service"), Paper.active)
    .order_by(Paper.position)
)
AHEAD = (
    select(func.count())
    .select_from(tickets)
    .where(
        tickets.c.center_id == bindparam("center"),
        tickets.c.day == bindparam("on_day"),
        tickets.c.state == State.WAITING,
        or_(
            tickets.c.turn < bindparam("own_turn"),
            and_(tickets.c.turn == bindparam("own_turn"), tickets.c.id < bindparam("own_id")),
        ),
    )
)


class QuotaReached(Refusal):
    message = N_("All numbers of this service have been given for today.")


@dataclass(frozen=True)
class TicketIssued(CenterChanged):
    ticket_id: UUID


@dataclass(frozen=True)
class TicketWish:
    """What a citizen asked for. `public_url` is the address, without a final slash, at which a phone follows.

    `issued_by` is the member of staff who takes the number for someone, also after the last one and in a pause;
    `booking` the code of a booked time, which sets service and lane; `device_id` the kiosk, whose printer prints it;
    `wait` what the paper says of the wait, where it is known.
    """

    center_id: UUID
    service: str
    lane: Lane
    language: str
    form_key: str
    public_url: str
    issued_by: UUID | None = None
    booking: str = ""
    device_id: UUID | None = None
    wait: Range | None = None


@dataclass(frozen=True)
class Issued:
    """A ticket's key and the code under which its holder sees it."""

    id: UUID
    follow_code: str


def issue(work: Work, wish: TicketWish, now: datetime) -> Issued:
    """Give the next number of the service's sector; the same form key gives the same ticket again.

    Raises FormKeyMissing, UnknownCenter, UnknownService, ServiceIsClosed, QuotaReached, CenterIsClosed,
    LastNumberGiven, NumbersPaused or, for a booked time, UnknownBooking.
    """
    checked_form_key(wish.form_key)
    center = lock_center(work.session, wish.center_id)
    first = work.session.connection().execute(BY_FORM_KEY, {"form_key": wish.form_key}).one_or_none()
    if first is not None:
        return Issued(*first)
    _require_open(work.session, center, wish, now)
    booked = redeem(work.session, center, wish.booking, now) if wish.booking or wish.lane is Lane.BOOKED else None
    service = _open_service(work.session, center, booked.service if booked else wish.service, now)
    ticket = _new_ticket(work.session, center, service, wish, _Place(now, booked.starts_at if booked else None))
    if booked:
        note_ticket(work.session, booked, ticket["id"])
    _want_slip(work, center, service, ticket, wish)
    work.tell(TicketIssued(center.id, center.version, ticket["id"]))
    return Issued(ticket["id"], ticket["follow_code"])


def people_ahead(session: Session, center_id: UUID, place: Mapping[str, Any]) -> int:
    """Count who waits before a place in a center's queue: its `day`, `turn` and `id`."""
    where = {"center": center_id, "on_day": place["day"], "own_turn": place["turn"], "own_id": place["id"]}
    return session.connection().scalar(AHEAD, where) or 0


def _require_open(session: Session, center: LockedCenter, wish: TicketWish, now: datetime) -> None:
    if wish.issued_by is None:
        require_numbers(session, center, now)
    elif not is_open(session, center, now):
        raise CenterIsClosed


def _open_service(session: Session, center: LockedCenter, code: str, now: datetime) -> Any:
    where = {"code": code, "center": center.id, "governorate": center.governorate_id}
    service = session.connection().execute(SERVICE, where).one_or_none()
    if service is None:
        raise UnknownService
    if service.closed is not None:
        raise ServiceIsClosed
    if service.most is not None:
        _count(session, center, service, now)
    return service


def _count(session: Session, center: LockedCenter, service: Any, now: datetime) -> None:
    """Count a number of a service that has a daily quota; the count goes with the transaction when it is refused."""
    if next_number(session, center.id, f"quota {service.id}", service_day(now).isoformat()) > service.most:
        raise QuotaReached


@dataclass(frozen=True)
class _Place:
    """When someone arrived, and the booked time if any."""

    arrived: datetime
    booked: datetime | None

    def turn(self, center: LockedCenter, lane: Lane) -> int:
        if self.booked:
            start = timedelta(minutes=center.booked_head_start_minutes)
            return turn_of(max(self.arrived, self.booked), start)
        minutes = center.head_start_minutes if lane is Lane.PRIORITY else 0
        return turn_of(self.arrived, timedelta(minutes=minutes))


def _new_ticket(
    session: Session, center: LockedCenter, service: Row[Any], wish: TicketWish, place: _Place
) -> dict[str, Any]:
    now = place.arrived
    day = service_day(now)
    lane = Lane.BOOKED if place.booked else wish.lane
    ticket = {
        "id": new_key(),
        "center_id": center.id,
        "center_version": center.version,
        "day": day,
        "letter": service.letter,
        "service_id": service.id,
        "sector_id": service.sector_id,
        "lane": lane,
        "language": wish.language,
        "number": next_number(session, center.id, f"ticket {service.letter}", day.isoformat()),
        "state": State.WAITING,
        "turn": place.turn(center, lane),
        "form_key": wish.form_key,
        "follow_code": new_code(),
        "issued_at": now,
        "state_since": now,
        "calls": 0,
        "recalls": 0,
        "returns": 0,
        "postponements": 0,
        "issued_by": wish.issued_by,
    }
    session.connection().execute(ISSUE, ticket)
    return ticket


def _want_slip(work: Work, center: LockedCenter, service: Row[Any], ticket: dict[str, Any], wish: TicketWish) -> None:
    language = ticket["language"]
    facts = {
        "governorate": service._mapping[f"governorate_{language}"],
        "center": center.name(language),
        "sector": service._mapping[f"sector_{language}"],
        "service": service._mapping[f"name_{language}"],
        "letter": ticket["letter"],
        "number": ticket["number"],
        "lane": ticket["lane"].value,
        "ahead": people_ahead(work.session, center.id, ticket),
        "wait_low": wish.wait.low // MINUTE if wish.wait else None,
        "wait_high": wish.wait.high // MINUTE if wish.wait else None,
        "issued_at": local(ticket["issued_at"]).strftime("%Y-%m-%dT%H:%M"),
        "papers": _paper_names(work.session, service.id, language),
        "follow_url": f"{wish.public_url}/follow/{ticket['follow_code']}",
        "digits": center.digits.value,
        "illustrative": center.demonstration,
    }
    serial = f"{ticket['letter']}{ticket['number']}"
    links = {"ticket_id": ticket["id"], "device_id": wish.device_id}
    want(work, DocumentKind.TICKET, center, language, serial, facts, ticket["issued_at"], **links)


def _paper_names(session: Session, service_id: UUID, language: str) -> list[str]:
    papers = session.connection().execute(PAPERS, {"service": service_id})
    return [row._mapping[f"name_{language}"] for row in papers]
