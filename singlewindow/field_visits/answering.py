"""What a visitor enters of a finding, read as typed: the answer, the remark, how grave it is, what is to be done."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from singlewindow.errors import N_, Invalid
from singlewindow.field_visits.records import Finding
from singlewindow.field_visits.states import ANSWERS, Severity
from singlewindow.people.records import Staff
from singlewindow.places.clock import service_day
from singlewindow.routes.records import Department
from singlewindow.text import one_line

LONGEST_ANSWER = 500
LONGEST_TASK = 300
FURTHEST_DUE = 366
STAFF, DEPARTMENT = "staff", "department"


class FindingAnswerWrong(Invalid):
    message = N_("Please choose one of the answers offered.")
    field = "answer"


class OwnerMissing(Invalid):
    message = N_("Please choose who does it: a member of staff or a department of the center.")
    field = "owner"


class DueDayWrong(Invalid):
    message = N_("The day until which it is done is a day from today on, within a year.")
    field = "due"


@dataclass(frozen=True)
class TaskTyped:
    """What is to be done about a finding, as typed; `owner` is `staff:KEY` or `department:KEY`."""

    words: str = ""
    owner: str = ""
    due_on: str = ""


@dataclass(frozen=True)
class FindingTyped:
    """A finding as typed, with the pictures sent along; all may be empty."""

    answer: str = ""
    remark: str = ""
    severity: str = ""
    task: TaskTyped = TaskTyped()
    pictures: list[bytes] = field(default_factory=list)


@dataclass(frozen=True)
class Owner:
    """Who does it: a member of staff, or a department."""

    staff_id: UUID | None = None
    department_id: UUID | None = None


def folded(typed: str, what: str, most: int, required: bool = True) -> str:
    """Give what was typed in several lines as one line; raises as `one_line`."""
    return one_line(" ".join(typed.split()), what, most=most, required=required)


def fill_in(finding: Finding, typed: FindingTyped) -> None:
    """Write what was typed into a finding. Raises FindingAnswerWrong, or as `one_line`."""
    offered = ANSWERS.get(finding.kind)
    if offered is None:
        finding.answer = folded(typed.answer, N_("The answer"), LONGEST_ANSWER, required=False)
    elif typed.answer in ("", *offered):
        finding.answer = typed.answer
    else:
        raise FindingAnswerWrong
    if typed.severity not in ("", *Severity):
        raise FindingAnswerWrong
    finding.severity = Severity(typed.severity or Severity.NONE)
    finding.remark = folded(typed.remark, N_("The remark"), LONGEST_ANSWER, required=False)


def owners_at(session: Session, center_id: UUID) -> list[Staff]:
    """Give who of a center may be given a follow-up, by code."""
    own = select(Staff).where(Staff.center_id == center_id, Staff.active).order_by(Staff.code)
    return list(session.scalars(own))


def read_owner(session: Session, center_id: UUID, typed: str) -> Owner:
    """Give the owner that was chosen, of a center. Raises OwnerMissing."""
    kind, _, text = typed.partition(":")
    try:
        key = UUID(text)
    except ValueError as error:
        raise OwnerMissing from error
    if kind == STAFF and key in {staff.id for staff in owners_at(session, center_id)}:
        return Owner(staff_id=key)
    if kind == DEPARTMENT and session.get(Department, key) is not None:
        return Owner(department_id=key)
    raise OwnerMissing


def read_due(typed: str, now: datetime) -> date:
    """Give the day until which something is done. Raises DueDayWrong."""
    today = service_day(now)
    try:
        day = date.fromisoformat(typed)
    except ValueError as error:
        raise DueDayWrong from error
    if not today <= day <= today + timedelta(days=FURTHEST_DUE):
        raise DueDayWrong
    return day
