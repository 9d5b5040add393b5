"""Receiving a request at the window."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from singlewindow.catalogue.services import papers_of
from singlewindow.database import Work
from singlewindow.errors import N_, Invalid, Refusal, Unknown
from singlewindow.formkeys import checked_form_key
from singlewindow.numbering import next_number, request_number
from singlewindow.places.centers import CenterChanged, LockedCenter, lock_center
from singlewindow.places.clock import service_day
from singlewindow.places.windows import own_window
from singlewindow.records import new_key
from singlewindow.requests.national_id import read_national_id
from singlewindow.requests.phone import read_phone
from singlewindow.requests.records import Request, RequestPaper
from singlewindow.text import one_line
from singlewindow.tickets.desk import NoTicketHere, ticket_at
from singlewindow.tickets.records import Ticket
from singlewindow.tickets.states import State


class UnknownRequest(Unknown):
    message = N_("There is no such request.")


class UnknownPaper(Invalid):
    message = N_("One of the ticked papers does not belong to this service.")
    field = "papers"


class RequestExists(Refusal):
    message = N_("A request has been opened for this number and service already.")


@dataclass(frozen=True)
class Intake:
    """What the clerk typed. `papers` are the keys of the papers handed in."""

    form_key: str
    applicant_name: str
    national_id: str
    phone: str
    papers: frozenset[UUID]


@dataclass(frozen=True)
class Received:
    """A request under the lock of its center; `repeated` when its form was sent before."""

    request: Request
    center: LockedCenter
    repeated: bool = False


def receive(work: Work, staff_id: UUID, intake: Intake, now: datetime) -> Received:
    """Open a request for the ticket being served at the clerk's window; the same form key gives the first again.

    Raises FormKeyMissing, NoWindow, NoTicketHere, RequestExists, InvalidNationalId, InvalidPhone, UnknownPaper and
    the refusals of `one_line`.
    """
    checked_form_key(intake.form_key)
    window = own_window(work.session, staff_id)
    center = lock_center(work.session, window.center_id)
    first = work.session.scalar(select(Request).where(Request.form_key == intake.form_key))
    if first is not None:
        return Received(first, center, repeated=True)
    ticket = _ticket_served(work.session, window.id)
    request = _new_request(work.session, center, ticket, staff_id, intake, now)
    work.add(request)
    work.session.flush()
    _note_papers(work, request, intake.papers)
    work.tell(CenterChanged(center.id, center.version))
    return Received(request, center)


def reopen(work: Work, center_id: UUID, number: str) -> Received:
    """Give a center's request by its number, under the lock of the center; raises UnknownRequest."""
    center = lock_center(work.session, center_id)
    work.tell(CenterChanged(center.id, center.version))
    return Received(request_by_number(work.session, center_id, number), center)


def request_by_number(session: Session, center_id: UUID, number: str) -> Request:
    """Give a center's request by its number; raises UnknownRequest."""
    request = session.scalar(select(Request).where(Request.center_id == center_id, Request.number == number))
    if request is None:
        raise UnknownRequest
    return request


def _ticket_served(session: Session, window_id: UUID) -> Ticket:
    ticket = ticket_at(session, window_id)
    if ticket is None or ticket.state is not State.SERVING:
        raise NoTicketHere
    if session.scalar(
        select(Request.id).where(Request.ticket_id == ticket.id, Request.service_id == ticket.service_id)
    ):
        raise RequestExists
    return ticket


def _new_request(
    session: Session, center: LockedCenter, ticket: Ticket, staff_id: UUID, intake: Intake, now: datetime
) -> Request:
    today = service_day(now)
    name = one_line(intake.applicant_name, N_("The applicant's name"), most=120)
    national_id = read_national_id(intake.national_id, today).digits
    phone = read_phone(intake.phone)
    serial = next_number(session, center.id, "request", str(today.year))
    return Request(
        id=new_key(),
        center_id=center.id,
        center_version=center.version,
        year=today.year,
        serial=serial,
        number=request_number(center.number, today.year, serial),
        form_key=intake.form_key,
        ticket_id=ticket.id,
        service_id=ticket.service_id,
        applicant_name=name,
        national_id=national_id,
        phone=phone,
        received_at=now,
        received_by=staff_id,
    )


def _note_papers(work: Work, request: Request, handed_in: frozenset[UUID]) -> None:
    papers = papers_of(work.session, request.service_id)
    if not handed_in <= {paper.id for paper in papers}:
        raise UnknownPaper
    for paper in papers:
        work.add(
            RequestPaper(
                request_id=request.id,
                name_ar=paper.name_ar,
                name_en=paper.name_en,
                position=paper.position,
                handed_in=paper.id in handed_in,
            )
        )
