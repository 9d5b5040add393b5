"""Moving a request: under the lock of its center, by the table of states, with the period that has ended."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from singlewindow.audit.actions import Action
from singlewindow.audit.note import note
from singlewindow.database import Work
from singlewindow.errors import N_, Refusal, Unknown
from singlewindow.people.records import Staff
from singlewindow.places.centers import CenterChanged, LockedCenter, lock_center
from singlewindow.requests.calendar import refresh_due
from singlewindow.requests.records import Request, RequestPeriod, RequestStage
from singlewindow.requests.states import REQUEST_TRANSITIONS, RequestDeed, StageState
from singlewindow.text import one_line

LONGEST_REASON = 300


class UnknownRequest(Unknown):
    message = N_("There is no such request.")


class RequestIsElsewhere(Refusal):
    message = N_("This request is no longer where it was. Look at the page again.")


class NoCenter(Refusal):
    status = 403
    message = N_("You belong to no center.")


@dataclass(frozen=True)
class RequestMoved(CenterChanged):
    """One request has moved."""

    request_id: UUID


@dataclass(frozen=True)
class Case:
    """A request under the lock of its center, and who acts on it."""

    center: LockedCenter
    request: Request
    staff: Staff


@dataclass(frozen=True)
class RequestStep:
    """A deed at a moment, and the reason given for it."""

    deed: RequestDeed
    now: datetime
    reason: str = ""


def request_by_number(session: Session, center_id: UUID, number: str) -> Request:
    """Give a center's request by its number; raises UnknownRequest."""
    request = session.scalar(select(Request).where(Request.center_id == center_id, Request.number == number))
    if request is None:
        raise UnknownRequest
    return request


def case_of(work: Work, staff_id: UUID, number: str) -> Case:
    """Lock the center of a member of staff and give its request by number. Raises NoCenter or UnknownRequest."""
    staff = work.session.get_one(Staff, staff_id)
    if staff.center_id is None:
        raise NoCenter
    center = lock_center(work.session, staff.center_id)
    return Case(center, request_by_number(work.session, center.id, number), staff)


def move(work: Work, case: Case, step: RequestStep, stage: RequestStage | None) -> None:
    """Move a request by a deed and write the period that has ended, spent in `stage`.

    Raises RequestIsElsewhere from a state the deed does not begin in, and the refusals of `one_line` without a reason
    that the deed needs.
    """
    request, transition = case.request, REQUEST_TRANSITIONS[step.deed]
    if request.state not in transition.before:
        raise RequestIsElsewhere
    reason = one_line(step.reason, N_("The reason"), most=LONGEST_REASON, required=transition.reason)
    work.add(
        RequestPeriod(
            request_id=request.id,
            center_id=case.center.id,
            center_version=case.center.version,
            state=request.state,
            stage_id=stage.id if stage else None,
            deed=step.deed,
            reason=reason,
            began_at=request.state_since,
            ended_at=max(request.state_since, step.now),
            staff_id=case.staff.id,
        )
    )
    request.state = transition.after or request.state
    request.state_since = max(request.state_since, step.now)
    settle(work, case)


def settle(work: Work, case: Case) -> None:
    """Bring due dates, versions and news up to what has happened to a request."""
    case.request.center_version = case.center.version
    refresh_due(work.session, case.request, stage_here(work.session, case.request.id))
    work.tell(RequestMoved(case.center.id, case.center.version, case.request.id))


def note_on(work: Work, case: Case, action: Action, now: datetime, **facts: object) -> None:
    """Note in the audit what was done with a request; last in its deed. `facts` are codes, never what was typed."""
    work.session.flush()
    note(work, action, case.staff.id, case.center.id, case.request.number, now, **facts)


def stage_here(session: Session, request_id: UUID) -> RequestStage | None:
    """Give the stage in which a request is, if any."""
    here = (RequestStage.request_id == request_id, RequestStage.state == StageState.HERE)
    return session.scalar(select(RequestStage).where(*here))
