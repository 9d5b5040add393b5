"""The late list: open files past their due date or soon due, why, what is done, by whom, and until when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from singlewindow.audit.actions import Action
from singlewindow.catalogue.records import Service
from singlewindow.database import Work
from singlewindow.errors import N_, Invalid
from singlewindow.people.records import Staff
from singlewindow.places.clock import service_day
from singlewindow.requests.moving import case_of, note_on, stage_here
from singlewindow.requests.papers import RequestIsClosed
from singlewindow.requests.records import LateNote, LateReason, Request, RequestStage
from singlewindow.requests.states import UNFINISHED
from singlewindow.routes.records import Department
from singlewindow.text import one_line

SOON_DAYS = 3
FURTHEST_PROMISE = 366


class UnknownLateReason(Invalid):
    message = N_("Please choose why the file is late.")
    field = "why"


class UnknownOwner(Invalid):
    message = N_("Please choose who answers for it.")
    field = "owner"


class PromiseWrong(Invalid):
    message = N_("The promised day is a day from today on, within a year.")
    field = "promised_on"


@dataclass(frozen=True)
class LateFile:
    """An open file on the list, the department it is in, and its notes, the newest first."""

    request: Request
    service: Service
    department: Department | None
    notes: Sequence[LateNote]
    days: int
    broken: bool

    @property
    def last(self) -> LateNote | None:
        """The note that holds."""
        return self.notes[0] if self.notes else None


@dataclass(frozen=True)
class LateWords:
    """What is said of a late file, as typed."""

    why: str
    obstacle: str
    action: str
    owner: UUID
    promised_on: str


def late_files(session: Session, center_id: UUID, department_id: UUID | None, now: datetime) -> list[LateFile]:
    """Give the open files of a center, or of one of its departments, that are late or due within SOON_DAYS.

    What once had a note stays until it is closed, even while its clock stands.
    """
    today = service_day(now)
    noted = exists().where(LateNote.request_id == Request.id)
    late = or_(Request.due_on <= today + timedelta(days=SOON_DAYS), noted)
    query = select(Request, Service).join(Service, Service.id == Request.service_id)
    query = query.where(Request.center_id == center_id, Request.state.in_(UNFINISHED), late)
    rows = session.execute(query.order_by(Request.due_on.is_(None), Request.due_on, Request.number)).all()
    files = [_late_file(session, request, service, today) for request, service in rows]
    return [
        file for file in files if department_id is None or (file.department and file.department.id == department_id)
    ]


def note_late(work: Work, staff_id: UUID, number: str, words: LateWords, now: datetime) -> None:
    """Add a note to a late file; the newest holds.

    Raises NoCenter, UnknownRequest, RequestIsClosed, UnknownLateReason, UnknownOwner, PromiseWrong, as `one_line`.
    """
    case = case_of(work, staff_id, number)
    if case.request.state not in UNFINISHED:
        raise RequestIsClosed
    stage = stage_here(work.session, case.request.id)
    said = LateNote(
        center_id=case.center.id,
        center_version=case.center.version,
        request_id=case.request.id,
        reason_id=_reason(work.session, words.why, stage),
        obstacle=one_line(words.obstacle, N_("The obstacle"), most=300),
        action=one_line(words.action, N_("The action"), most=300),
        owner_id=_owner(work.session, case.center.id, words.owner),
        promised_on=_promise(words.promised_on, service_day(now)),
        noted_at=now,
        noted_by=staff_id,
    )
    work.add(said)
    note_on(work, case, Action.LATE_NOTED, now, why=words.why, promised_on=said.promised_on)


def late_reasons(session: Session, department_id: UUID | None) -> Sequence[LateReason]:
    """Give the reasons that a department may choose from."""
    own = or_(LateReason.department_id.is_(None), LateReason.department_id == department_id)
    return session.scalars(select(LateReason).where(own, LateReason.active).order_by(LateReason.position)).all()


def owners(session: Session, center_id: UUID) -> Sequence[Staff]:
    """Give who may answer for a file: the staff of its center, by code."""
    return session.scalars(select(Staff).where(Staff.center_id == center_id, Staff.active).order_by(Staff.code)).all()


def _late_file(session: Session, request: Request, service: Service, today: date) -> LateFile:
    stage = stage_here(session, request.id)
    query = select(LateNote).where(LateNote.request_id == request.id)
    notes = session.scalars(query.order_by(LateNote.noted_at.desc(), LateNote.id.desc())).all()
    return LateFile(
        request=request,
        service=service,
        department=session.get(Department, stage.department_id) if stage else None,
        notes=notes,
        days=(today - request.due_on).days if request.due_on else 0,
        broken=bool(notes) and notes[0].promised_on < today,
    )


def _reason(session: Session, code: str, stage: RequestStage | None) -> UUID:
    offered = late_reasons(session, stage.department_id if stage else None)
    found = next((reason.id for reason in offered if reason.code == code), None)
    if found is None:
        raise UnknownLateReason
    return found


def _owner(session: Session, center_id: UUID, key: UUID) -> UUID:
    if key not in {staff.id for staff in owners(session, center_id)}:
        raise UnknownOwner
    return key


def _promise(typed: str, today: date) -> date:
    try:
        promised = date.fromisoformat(typed)
    except ValueError as error:
        raise PromiseWrong from error
    if not today <= promised <= today + timedelta(days=FURTHEST_PROMISE):
        raise PromiseWrong
    return promised
