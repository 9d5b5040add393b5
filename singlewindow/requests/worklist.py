"""The work list of a department: the system serves the next file, the oldest due first; nobody chooses."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from singlewindow.database import Work
from singlewindow.errors import N_, Refusal
from singlewindow.people.records import Staff
from singlewindow.places.centers import lock_center
from singlewindow.requests.moving import Case, RequestStep, move
from singlewindow.requests.records import Request, RequestStage
from singlewindow.requests.separation import center_of, officer_of, served_to
from singlewindow.requests.states import IN_DEPARTMENT, RequestDeed, RequestState, StageState
from singlewindow.routes.stages import StageKind

WORKABLE = (RequestState.RECEIVED, *IN_DEPARTMENT, RequestState.APPROVED)


class NoFileWaits(Refusal):
    message = N_("No file waits for you.")


def take_next(work: Work, staff_id: UUID, now: datetime) -> str:
    """Give an officer the next file of the department, or the one already held, by its number.

    Raises NoDepartment or NoFileWaits.
    """
    staff = officer_of(work.session, staff_id)
    center = lock_center(work.session, center_of(staff))
    held = held_by(work.session, staff)
    if held is not None:
        return held[0].number
    row = work.session.execute(_waiting(staff).order_by(*ORDER).limit(1)).one_or_none()
    if row is None:
        raise NoFileWaits
    request, stage = row
    stage.officer_id, stage.taken_at = staff.id, now
    move(work, Case(center, request, staff), RequestStep(taking(request, stage), now), stage)
    return request.number


def held_by(session: Session, staff: Staff) -> tuple[Request, RequestStage] | None:
    """Give the file that an officer has in hand: the oldest due, should papers have come back for a second."""
    own = (
        RequestStage.officer_id == staff.id,
        RequestStage.state == StageState.HERE,
        RequestStage.department_id == staff.department_id,
        Request.state.in_(WORKABLE),
    )
    query = select(Request, RequestStage).join(Request, Request.id == RequestStage.request_id).where(*own)
    row = session.execute(query.order_by(*ORDER).limit(1)).one_or_none()
    return None if row is None else (row[0], row[1])


def how_many_wait(session: Session, staff: Staff) -> int:
    """Count the files that the system may serve to an officer."""
    return session.scalar(select(func.count()).select_from(_waiting(staff).subquery())) or 0


def taking(request: Request, stage: RequestStage) -> RequestDeed:
    """Give the deed by which an officer gets a file: the first one begins the work on it."""
    if request.state is not RequestState.RECEIVED:
        return RequestDeed.TAKE
    inspection = stage.kind is StageKind.INSPECTION
    return RequestDeed.BEGIN_INSPECTION if inspection else RequestDeed.BEGIN_REVIEW


ORDER = (Request.due_on.is_(None), Request.due_on, RequestStage.entered_at, RequestStage.id)


def _waiting(staff: Staff) -> Select[Request, RequestStage]:
    return (
        select(Request, RequestStage)
        .join(Request, Request.id == RequestStage.request_id)
        .where(
            RequestStage.state == StageState.HERE,
            RequestStage.officer_id.is_(None),
            Request.state.in_(WORKABLE),
            *served_to(staff),
        )
    )
