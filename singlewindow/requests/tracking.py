"""What the applicant may follow of a request: departments, dates and what is awaited; no name, and no personal data."""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from singlewindow.catalogue.records import Service
from singlewindow.errors import N_, Unknown
from singlewindow.places.records import Center
from singlewindow.requests.calendar import due_of
from singlewindow.requests.clock import Due
from singlewindow.requests.papers import papers_handed
from singlewindow.requests.records import RejectReason, Request, RequestPaper, RequestStage
from singlewindow.requests.stages import stages_of
from singlewindow.requests.states import CLOSED, RequestState, StageState
from singlewindow.routes.records import Department
from singlewindow.text import ascii_digits

NOBODY = "0000"


class NotTracked(Unknown):
    message = N_("No request has this number and these digits. Compare them with your slip.")


@dataclass(frozen=True)
class TrackedStage:
    """A stage as its applicant sees it."""

    department: Department
    stage: RequestStage

    @property
    def past(self) -> bool:
        """Whether the file has left it."""
        return self.stage.state not in (StageState.AHEAD, StageState.HERE)


@dataclass(frozen=True)
class Tracked:
    """A request as its applicant sees it."""

    number: str
    service: Service
    center: Center
    state: RequestState
    state_since: datetime
    received_at: datetime
    due: Due
    closed: bool
    missing: Sequence[RequestPaper]
    stages: Sequence[TrackedStage]
    reject_reason: RejectReason | None
    words: str


def track_code_of(session: Session, number: str, digits: str) -> str:
    """Give the code of the request with a number and the last four digits of its ID or phone.

    Raises NotTracked, alike for a number that is none and for wrong digits.
    """
    typed = ascii_digits(digits).strip()
    plain = "".join(ascii_digits(number).split())
    request = session.scalar(select(Request).where(Request.number == plain))
    known = (request.national_id[-4:], request.phone[-4:]) if request else (NOBODY, "")
    right = [hmac.compare_digest(one.encode(), typed.encode()) for one in known if len(one) == 4]
    if request is None or not any(right):
        raise NotTracked
    return request.track_code


def tracked(session: Session, code: str) -> Tracked:
    """Give the request with a code as its applicant sees it; raises NotTracked."""
    request = session.scalar(select(Request).where(Request.track_code == code.upper()))
    if request is None:
        raise NotTracked
    rejected = request.state is RequestState.REJECTED
    return Tracked(
        number=request.number,
        service=session.get_one(Service, request.service_id),
        center=session.get_one(Center, request.center_id),
        state=request.state,
        state_since=request.state_since,
        received_at=request.received_at,
        due=due_of(session, request),
        closed=request.state in CLOSED,
        missing=[paper for paper in papers_handed(session, request.id) if not paper.handed_in],
        stages=tracked_stages(session, request),
        reject_reason=session.get(RejectReason, request.reject_reason_id) if request.reject_reason_id else None,
        words=request.closing_words if rejected else "",
    )


def tracked_stages(session: Session, request: Request) -> list[TrackedStage]:
    """Give the stages of a request with their departments."""
    return [
        TrackedStage(session.get_one(Department, stage.department_id), stage)
        for stage in stages_of(session, request.id)
    ]
