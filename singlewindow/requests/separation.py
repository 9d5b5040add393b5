"""The separation of who receives, who reviews and who decides: what is refused, and the record of each attempt."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import ClassVar, TypeVar
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, aliased
from sqlalchemy.sql.elements import ColumnElement

from singlewindow.database import Database, Work
from singlewindow.errors import N_, Refusal
from singlewindow.people.records import Staff
from singlewindow.people.roles import Permission, allows
from singlewindow.places.centers import CenterChanged, lock_center
from singlewindow.requests.moving import NoCenter, RequestIsElsewhere, stage_here
from singlewindow.requests.records import Breach, Request, RequestPeriod, RequestStage
from singlewindow.requests.states import BreachKind, RequestDeed
from singlewindow.routes.stages import BEFORE_DECISION, StageKind

T = TypeVar("T")
OF_A_HEAD = (RequestDeed.ASSIGN, RequestDeed.TRANSFER, RequestDeed.SKIP)


class NoDepartment(Refusal):
    status = 403
    message = N_("You belong to no department. Ask the manager of the center.")


class SeparationBreach(Refusal):
    """An act against the separation of duties; `attempt` keeps a record of it."""

    status = 403
    kind: ClassVar[BreachKind]

    def __init__(self, staff: Staff, request: Request) -> None:
        super().__init__()
        self.staff_id, self.center_id, self.request_id = staff.id, request.center_id, request.id


class OwnReception(SeparationBreach):
    kind = BreachKind.OWN_RECEPTION
    message = N_("Who received a request can't review or decide it. This attempt has been recorded.")


class OwnReview(SeparationBreach):
    kind = BreachKind.OWN_REVIEW
    message = N_("Who reviewed a request can't decide it. This attempt has been recorded.")


class ChosenFile(SeparationBreach):
    kind = BreachKind.CHOSEN_FILE
    message = N_("This file was not given to you: files are served in their order. This attempt has been recorded.")


class OtherDepartment(SeparationBreach):
    kind = BreachKind.OTHER_DEPARTMENT
    message = N_("This file is not in your department. This attempt has been recorded.")


class MayNotDecide(SeparationBreach):
    kind = BreachKind.MAY_NOT_DECIDE
    message = N_("Your role does not decide requests. This attempt has been recorded.")


def attempt(database: Database, deed: Callable[[Work], T], now: datetime) -> T:
    """Do a deed in one transaction; a breach of separation is kept in another, since its own falls, and raised."""
    try:
        with database.writing() as work:
            return deed(work)
    except SeparationBreach as breach:
        with database.writing() as work:
            _keep(work, breach, now)
        raise


def breaches_of(session: Session, center_id: UUID, most: int = 200) -> Sequence[Breach]:
    """Give the refused breaches of a center, the newest first."""
    query = select(Breach).where(Breach.center_id == center_id).order_by(Breach.tried_at.desc(), Breach.id.desc())
    return session.scalars(query.limit(most)).all()


def officer_of(session: Session, staff_id: UUID) -> Staff:
    """Give who works in a department of a center; raises NoDepartment."""
    staff = session.get_one(Staff, staff_id)
    if staff.center_id is None or staff.department_id is None or not allows(staff.role, Permission.WORK_STAGES):
        raise NoDepartment
    return staff


def center_of(staff: Staff) -> UUID:
    """Give the center of a member of staff; raises NoCenter."""
    if staff.center_id is None:
        raise NoCenter
    return staff.center_id


def own_stage(session: Session, staff: Staff, request: Request) -> RequestStage:
    """Give the stage in which a request is, if it was given to `staff`.

    Raises RequestIsElsewhere when it is in none, or a SeparationBreach.
    """
    stage = stage_here(session, request.id)
    if stage is None:
        raise RequestIsElsewhere
    if stage.department_id != staff.department_id:
        raise OtherDepartment(staff, request)
    require_apart(session, staff, request, stage)
    if stage.officer_id != staff.id:
        raise ChosenFile(staff, request)
    return stage


def require_apart(session: Session, staff: Staff, request: Request, stage: RequestStage) -> None:
    """Raise OwnReception, MayNotDecide or OwnReview when `staff` may not work on a stage of a request at all."""
    if request.received_by == staff.id:
        raise OwnReception(staff, request)
    if stage.kind is StageKind.DECISION:
        if not allows(staff.role, Permission.DECIDE):
            raise MayNotDecide(staff, request)
        if session.scalar(select(_reviewed_by(staff.id, request.id))):
            raise OwnReview(staff, request)


def served_to(staff: Staff) -> tuple[ColumnElement[bool], ...]:
    """Give what must hold of a joined stage and request for the system to serve it: decisions to who decides."""
    deciding = allows(staff.role, Permission.DECIDE)
    given_back = exists().where(
        RequestPeriod.stage_id == RequestStage.id,
        RequestPeriod.deed == RequestDeed.GIVE_BACK,
        RequestPeriod.staff_id == staff.id,
    )
    reviewed = _reviewed_by(staff.id, Request.id) if deciding else None
    return (
        RequestStage.center_id == staff.center_id,
        RequestStage.department_id == staff.department_id,
        (RequestStage.kind == StageKind.DECISION) if deciding else (RequestStage.kind != StageKind.DECISION),
        Request.received_by != staff.id,
        ~given_back,
        *(() if reviewed is None else (~reviewed,)),
    )


def _reviewed_by(staff_id: UUID, request_id: object) -> ColumnElement[bool]:
    """Whether someone worked on a stage before the decision; who took a file and gave it back has read it too."""
    earlier, spent = aliased(RequestStage), aliased(RequestPeriod)
    before = earlier.kind.in_(BEFORE_DECISION)
    holds = exists().where(earlier.request_id == request_id, before, earlier.officer_id == staff_id)
    held = exists().where(
        spent.request_id == request_id,
        spent.staff_id == staff_id,
        spent.deed.not_in(OF_A_HEAD),
        spent.stage_id == earlier.id,
        before,
    )
    return holds | held


def _keep(work: Work, breach: SeparationBreach, now: datetime) -> None:
    center = lock_center(work.session, breach.center_id)
    work.add(
        Breach(
            center_id=center.id,
            center_version=center.version,
            kind=breach.kind,
            staff_id=breach.staff_id,
            request_id=breach.request_id,
            tried_at=now,
        )
    )
    work.tell(CenterChanged(center.id, center.version))
