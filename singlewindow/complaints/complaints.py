"""Making a complaint, answering it within the set time, and counting."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from singlewindow.audit.actions import Action
from singlewindow.audit.note import note
from singlewindow.catalogue.services import service_by_code
from singlewindow.complaints.records import Complaint, ComplaintKind
from singlewindow.database import Work
from singlewindow.documents.want import new_code
from singlewindow.errors import N_, Invalid, Refusal, Unknown
from singlewindow.formkeys import checked_form_key
from singlewindow.numbering import next_number
from singlewindow.places.centers import CenterChanged, lock_center
from singlewindow.places.clock import service_day
from singlewindow.requests.calendar import working_calendar
from singlewindow.requests.clock import Calendar, SetTime, due_date
from singlewindow.requests.phone import read_phone
from singlewindow.requests.records import Request
from singlewindow.text import ascii_digits, one_line

ANSWER_DAYS = 5
LONGEST = 1000


class UnknownComplaint(Unknown):
    message = N_("There is no such complaint.")


class ComplaintKindMissing(Invalid):
    message = N_("Please choose what the complaint is about.")
    field = "kind"


class UnknownComplaintRequest(Invalid):
    message = N_("This center has no request with this number.")
    field = "request"


class AlreadyAnswered(Refusal):
    message = N_("This complaint has been answered already.")


@dataclass(frozen=True)
class ComplaintWords:
    """A complaint as typed. `service` is a code, `request` a number; both, the name and the phone may be empty."""

    form_key: str
    kind: str
    words: str
    service: str = ""
    request: str = ""
    complainant: str = ""
    phone: str = ""


@dataclass(frozen=True)
class ComplaintFigures:
    """How many complaints a center has had of a kind, and how they were answered."""

    kind: ComplaintKind
    received: int
    answered: int
    in_time: int


def complain(work: Work, center_id: UUID, typed: ComplaintWords, staff_id: UUID | None, now: datetime) -> Complaint:
    """Take a complaint against a center; the same form key gives the first again.

    Raises FormKeyMissing, UnknownCenter, ComplaintKindMissing, UnknownService, UnknownComplaintRequest, InvalidPhone
    and the refusals of `one_line`.
    """
    checked_form_key(typed.form_key)
    center = lock_center(work.session, center_id)
    first = work.session.scalar(select(Complaint).where(Complaint.form_key == typed.form_key))
    if first is not None:
        return first
    if typed.kind not in list(ComplaintKind):
        raise ComplaintKindMissing
    today = service_day(now)
    complaint = Complaint(
        center_id=center.id,
        center_version=center.version,
        year=today.year,
        form_key=typed.form_key,
        code=new_code(),
        kind=ComplaintKind(typed.kind),
        service_id=service_by_code(work.session, typed.service).id if typed.service else None,
        request_id=_request(work.session, center.id, typed.request),
        words=one_line(" ".join(typed.words.split()), N_("The complaint"), most=LONGEST),
        complainant=one_line(typed.complainant, N_("The name"), most=120, required=False),
        phone=read_phone(typed.phone),
        received_at=now,
        received_by=staff_id,
    )
    complaint.due_on = answer_due(working_calendar(work.session, center.id, today), today)
    complaint.serial = next_number(work.session, center.id, "complaint", str(today.year))
    complaint.number = f"K-{center.number:03d}-{today.year}-{complaint.serial:06d}"
    work.add(complaint)
    work.tell(CenterChanged(center.id, center.version))
    return complaint


def answer_due(calendar: Calendar, received: date) -> date:
    """Give the day by which a complaint received on a day is to be answered; raises NoWorkingDays."""
    return due_date(calendar, received, SetTime(ANSWER_DAYS), []).on or received + timedelta(days=ANSWER_DAYS)


def answer(work: Work, complaint: Complaint, staff_id: UUID, words: str, now: datetime) -> None:
    """Answer a complaint, once. Raises AlreadyAnswered and the refusals of `one_line`."""
    center = lock_center(work.session, complaint.center_id)
    work.session.refresh(complaint)
    if complaint.answered_at is not None:
        raise AlreadyAnswered
    complaint.answer = one_line(" ".join(words.split()), N_("The answer"), most=LONGEST)
    complaint.answered_at, complaint.answered_by = now, staff_id
    complaint.center_version = center.version
    work.tell(CenterChanged(center.id, center.version))
    work.session.flush()
    note(work, Action.COMPLAINT_ANSWERED, staff_id, center.id, complaint.number, now)


def complaint_by_number(session: Session, number: str, center_id: UUID | None) -> Complaint:
    """Give a complaint by its number, of one center or of all; raises UnknownComplaint."""
    own = () if center_id is None else (Complaint.center_id == center_id,)
    complaint = session.scalar(select(Complaint).where(Complaint.number == number, *own))
    if complaint is None:
        raise UnknownComplaint
    return complaint


def complaints_of(session: Session, center_id: UUID | None, most: int = 200) -> Sequence[Complaint]:
    """Give complaints, those without an answer first, then the newest."""
    own = () if center_id is None else (Complaint.center_id == center_id,)
    order = (Complaint.answered_at.is_not(None), Complaint.due_on, Complaint.received_at.desc())
    return session.scalars(select(Complaint).where(*own).order_by(*order).limit(most)).all()


def figures_of(session: Session, center_id: UUID | None) -> list[ComplaintFigures]:
    """Count complaints by kind: received, answered, answered within the set time."""
    own = () if center_id is None else (Complaint.center_id == center_id,)
    counted = select(Complaint.kind, func.count(), func.count(Complaint.answered_at)).where(*own)
    rows = session.execute(counted.group_by(Complaint.kind).order_by(Complaint.kind)).all()
    answered = session.execute(
        select(Complaint.kind, Complaint.answered_at, Complaint.due_on).where(*own, Complaint.answered_at.is_not(None))
    ).all()
    in_time = [kind for kind, moment, due in answered if moment and service_day(moment) <= due]
    return [ComplaintFigures(kind, received, done, in_time.count(kind)) for kind, received, done in rows]


def _request(session: Session, center_id: UUID, number: str) -> UUID | None:
    plain = ascii_digits(number).strip()
    if not plain:
        return None
    key = session.scalar(select(Request.id).where(Request.center_id == center_id, Request.number == plain))
    if key is None:
        raise UnknownComplaintRequest
    return key
