"""What the head of a department, or the manager of a center, does with files: assign, transfer, skip, for a reason."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from singlewindow.audit.actions import Action
from singlewindow.database import Work
from singlewindow.errors import N_, Refusal, Unknown
from singlewindow.people.records import Staff
from singlewindow.people.roles import Permission, allows
from singlewindow.requests.moving import Case, RequestIsElsewhere, RequestStep, case_of, move, note_on, stage_here
from singlewindow.requests.records import Request, RequestStage
from singlewindow.requests.separation import OtherDepartment, require_apart
from singlewindow.requests.stages import finish_stage, go_on
from singlewindow.requests.states import RequestDeed, RequestState, StageState
from singlewindow.requests.worklist import ORDER, taking
from singlewindow.routes.routes import department_by_code
from singlewindow.routes.stages import StageKind


class MayNotAssign(Refusal):
    status = 403
    message = N_("Your role does not assign files.")


class UnknownOfficer(Unknown):
    message = N_("There is no such officer in this department.")


class DecisionIsNeverSkipped(Refusal):
    message = N_("A decision can't be skipped.")


def assign(work: Work, staff_id: UUID, number: str, officer_id: UUID, reason: str, now: datetime) -> None:
    """Give a file to an officer of the department it is in; one that nobody had yet is begun with it.

    Raises what `headed` raises, UnknownOfficer, or the breach of an officer who must stay apart from the file.
    """
    case, stage = headed(work, staff_id, number)
    officer = work.session.get(Staff, officer_id)
    if officer is None or officer not in officers_of(work.session, case.center.id, stage.department_id):
        raise UnknownOfficer
    require_apart(work.session, officer, case.request, stage)
    move(work, case, RequestStep(RequestDeed.ASSIGN, now, reason), stage)
    stage.officer_id, stage.taken_at = officer.id, now
    if case.request.state is RequestState.RECEIVED:
        move(work, replace(case, staff=officer), RequestStep(taking(case.request, stage), now), stage)
    note_on(work, case, Action.FILE_ASSIGNED, now, stage=stage.position, officer=officer.code)


def transfer(work: Work, staff_id: UUID, number: str, department: str, reason: str, now: datetime) -> None:
    """Send the stage of a file to another department. Raises what `headed` raises, and UnknownDepartment."""
    case, stage = headed(work, staff_id, number)
    target = department_by_code(work.session, department)
    move(work, case, RequestStep(RequestDeed.TRANSFER, now, reason), stage)
    stage.department_id, stage.officer_id, stage.taken_at = target.id, None, None
    note_on(work, case, Action.FILE_TRANSFERRED, now, stage=stage.position, department=target.code)


def skip(work: Work, staff_id: UUID, number: str, reason: str, now: datetime) -> None:
    """Send a file on past the stage it is in. Raises what `headed` raises, and DecisionIsNeverSkipped."""
    case, stage = headed(work, staff_id, number)
    if stage.kind is StageKind.DECISION:
        raise DecisionIsNeverSkipped
    move(work, case, RequestStep(RequestDeed.SKIP, now, reason), stage)
    finish_stage(stage, StageState.SKIPPED, now)
    go_on(work, case, now, stage)
    note_on(work, case, Action.STAGE_SKIPPED, now, stage=stage.position)


def headed(work: Work, staff_id: UUID, number: str) -> tuple[Case, RequestStage]:
    """Give a file and its stage to who heads the department it is in, or the whole center.

    Raises NoCenter, MayNotAssign, UnknownRequest, RequestIsElsewhere or OtherDepartment.
    """
    case = case_of(work, staff_id, number)
    if not allows(case.staff.role, Permission.ASSIGN_REQUESTS):
        raise MayNotAssign
    stage = stage_here(work.session, case.request.id)
    if stage is None:
        raise RequestIsElsewhere
    if case.staff.department_id not in (None, stage.department_id):
        raise OtherDepartment(case.staff, case.request)
    return case, stage


def officers_of(session: Session, center_id: UUID, department_id: UUID) -> Sequence[Staff]:
    """Give who works in a department of a center, by code."""
    own = (Staff.center_id == center_id, Staff.department_id == department_id, Staff.active)
    people = session.scalars(select(Staff).where(*own).order_by(Staff.code))
    return [staff for staff in people if allows(staff.role, Permission.WORK_STAGES)]


def files_of(session: Session, head: Staff, most: int = 100) -> Sequence[tuple[Request, RequestStage]]:
    """Give the files in a head's department, or of a manager's center, the oldest due first."""
    here = [RequestStage.center_id == head.center_id, RequestStage.state == StageState.HERE]
    if head.department_id is not None:
        here.append(RequestStage.department_id == head.department_id)
    query = select(Request, RequestStage).join(Request, Request.id == RequestStage.request_id).where(*here)
    return [(row[0], row[1]) for row in session.execute(query.order_by(*ORDER).limit(most))]
