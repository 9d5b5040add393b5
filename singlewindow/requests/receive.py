"""Receiving a request at the window."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from singlewindow.catalogue.records import Service
from singlewindow.catalogue.services import papers_of
from singlewindow.database import Work
from singlewindow.documents.heads import PaperWish
from singlewindow.documents.proof import Signer
from singlewindow.documents.want import new_code
from singlewindow.errors import N_, Refusal
from singlewindow.formkeys import checked_form_key
from singlewindow.numbering import next_number, request_number
from singlewindow.people.records import Staff
from singlewindow.places.centers import CenterChanged, LockedCenter, lock_center
from singlewindow.places.clock import service_day
from singlewindow.places.windows import own_window
from singlewindow.records import new_key
from singlewindow.requests.answers import read_answers
from singlewindow.requests.applicant import Applicant, Subject, note_applicant
from singlewindow.requests.calendar import set_time_of
from singlewindow.requests.draft import empty_draft
from singlewindow.requests.moving import Case, request_by_number
from singlewindow.requests.papers import UnknownPaper, begin
from singlewindow.requests.records import Request, RequestPaper
from singlewindow.requests.slip import want_slip
from singlewindow.requests.stages import lay_out
from singlewindow.requests.states import ApplicantKind, RequestState
from singlewindow.routes.routes import route_of
from singlewindow.tickets.desk import NoTicketHere, ticket_at
from singlewindow.tickets.records import Ticket
from singlewindow.tickets.states import State


class RequestExists(Refusal):
    message = N_("A request has been opened for this number and service already.")


@dataclass(frozen=True)
class Intake:
    """What the clerk typed. `papers` are the keys of the papers handed in, `answers` by the fields of the form.

    `language` is that of the slip, which `signer` proves; `public_url` the address, without a final slash, at
    which it can be tracked.
    """

    form_key: str
    applicant_name: str
    national_id: str
    phone: str
    papers: frozenset[UUID]
    signer: Signer
    kind: ApplicantKind = ApplicantKind.PERSON
    commercial_register: str = ""
    representative_name: str = ""
    power_of_attorney: str = ""
    subject: Subject = field(default_factory=Subject)
    answers: Mapping[UUID, str] = field(default_factory=dict)
    language: str = "ar"
    public_url: str = ""

    @property
    def applicant(self) -> Applicant:
        """Who asks, and for what."""
        return Applicant(
            self.applicant_name,
            self.national_id,
            self.phone,
            self.kind,
            self.commercial_register,
            self.representative_name,
            self.power_of_attorney,
            self.subject,
        )


@dataclass(frozen=True)
class Received:
    """A request under the lock of its center; `repeated` when its form was sent before."""

    request: Request
    center: LockedCenter
    repeated: bool = False


def receive(work: Work, staff_id: UUID, intake: Intake, now: datetime) -> Received:
    """Open a request for the ticket being served at the clerk's window; the same form key gives the first again.

    Complete, its clock starts and it goes on its way; with papers missing it waits for them. Its slip is asked for.
    Raises FormKeyMissing, NoWindow, NoTicketHere, RequestExists, InvalidNationalId, InvalidPhone, UnknownPaper,
    AnswerMissing, AnswerWrong and the refusals of `one_line`.
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
    complete = _note_papers(work, request, intake.papers, now)
    _note_answers(work, request, intake.answers)
    empty_draft(work, staff_id, ticket.id)
    case = Case(center, request, work.session.get_one(Staff, staff_id))
    _set_going(work, case, complete, now)
    want_slip(work, case, PaperWish(intake.language, intake.public_url, intake.signer), now)
    work.tell(CenterChanged(center.id, center.version))
    return Received(request, center)


def reopen(work: Work, center_id: UUID, number: str) -> Received:
    """Give a center's request by its number, under the lock of the center; raises UnknownRequest."""
    center = lock_center(work.session, center_id)
    work.tell(CenterChanged(center.id, center.version))
    return Received(request_by_number(work.session, center_id, number), center)


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
    request = Request(
        id=new_key(),
        center_id=center.id,
        center_version=center.version,
        year=today.year,
        form_key=intake.form_key,
        ticket_id=ticket.id,
        service_id=ticket.service_id,
        received_at=now,
        received_by=staff_id,
        state=RequestState.RECEIVED,
        state_since=now,
        track_code=new_code(),
    )
    note_applicant(request, intake.applicant, today)
    request.serial = next_number(session, center.id, "request", str(today.year))
    request.number = request_number(center.number, today.year, request.serial)
    return request


def _note_papers(work: Work, request: Request, handed_in: frozenset[UUID], now: datetime) -> bool:
    """Note each paper of the service as handed in or missing; tell whether none is missing."""
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
                handed_in_at=now if paper.id in handed_in else None,
                identity=paper.identity,
            )
        )
    return len(handed_in) == len(papers)


def _note_answers(work: Work, request: Request, typed: Mapping[UUID, str]) -> None:
    for answer in read_answers(work.session, request.service_id, typed):
        answer.request_id = request.id
        work.add(answer)


def _set_going(work: Work, case: Case, complete: bool, now: datetime) -> None:
    service = work.session.get_one(Service, case.request.service_id)
    route = route_of(work.session, service)
    set_time = set_time_of(service, route)
    if set_time is not None:
        case.request.set_days, case.request.set_working = set_time.days, set_time.working
    lay_out(work, case.center, case.request, route)
    if complete:
        begin(work, case, now)
    else:
        case.request.state = RequestState.AWAITING_PAPERS
