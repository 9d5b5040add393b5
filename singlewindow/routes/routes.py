"""Finding and setting the route of a service or of a sector."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from singlewindow.audit.actions import Action
from singlewindow.audit.note import note
from singlewindow.catalogue.records import Sector, Service
from singlewindow.database import Work
from singlewindow.errors import N_, Invalid, Unknown
from singlewindow.routes.records import Department, RouteStage
from singlewindow.routes.stages import BEFORE_DECISION, StageKind

MOST_DAYS = 365
MOST_STAGES = 12


class UnknownDepartment(Unknown):
    message = N_("There is no such department.")


class RouteNeedsDecision(Invalid):
    message = N_(
        "A route has exactly one decision: reviews, inspections and the fixing of fees before it, the issue after it."
    )


class WrongDays(Invalid):
    message = N_("The days of a stage are a number from 0 to 365.")


class TooManyStages(Invalid):
    message = N_("A route has at most 12 stages.")


@dataclass(frozen=True)
class StageWish:
    """A stage as typed in the editor."""

    department: str
    kind: StageKind
    days: int


def departments(session: Session) -> Sequence[Department]:
    """Give all departments in their order."""
    return session.scalars(select(Department).order_by(Department.position)).all()


def department_by_code(session: Session, code: str) -> Department:
    """Give the department with a code; raises UnknownDepartment."""
    department = session.scalar(select(Department).where(Department.code == code))
    if department is None:
        raise UnknownDepartment
    return department


def own_stages(session: Session, owner: Service | Sector) -> Sequence[RouteStage]:
    """Give the stages that belong to a service, or to a sector, itself."""
    column = RouteStage.service_id if isinstance(owner, Service) else RouteStage.sector_id
    return session.scalars(select(RouteStage).where(column == owner.id).order_by(RouteStage.position)).all()


def route_of(session: Session, service: Service) -> Sequence[RouteStage]:
    """Give the stages of a service: its own or, without any, those of its sector. None: it ends at the window."""
    own = own_stages(session, service)
    return own or own_stages(session, session.get_one(Sector, service.sector_id))


def set_route(work: Work, owner: Service | Sector, stages: Sequence[StageWish], staff_id: UUID, now: datetime) -> None:
    """Replace the route of a service or a sector; files under way keep the one they have.

    An empty route gives a service its sector's, and lets a sector's services end at the window. Raises
    UnknownDepartment, RouteNeedsDecision, WrongDays or TooManyStages.
    """
    check_route(stages)
    column = RouteStage.service_id if isinstance(owner, Service) else RouteStage.sector_id
    found = {wish.department: department_by_code(work.session, wish.department).id for wish in stages}
    work.session.execute(delete(RouteStage).where(column == owner.id))
    for position, wish in enumerate(stages, 1):
        work.add(_stage(owner, position, found[wish.department], wish))
    work.session.flush()
    stated = [f"{wish.kind.value} {wish.department} {wish.days}" for wish in stages]
    note(work, Action.ROUTE_SET, staff_id, None, owner.code, now, stages=stated)


def check_route(stages: Sequence[StageWish]) -> None:
    """Raise TooManyStages, WrongDays or RouteNeedsDecision for a route that can't be."""
    if len(stages) > MOST_STAGES:
        raise TooManyStages
    if any(not 0 <= stage.days <= MOST_DAYS for stage in stages):
        raise WrongDays
    kinds = [stage.kind for stage in stages]
    if kinds and not _in_order(kinds):
        raise RouteNeedsDecision


def _in_order(kinds: list[StageKind]) -> bool:
    if kinds.count(StageKind.DECISION) != 1:
        return False
    place = kinds.index(StageKind.DECISION)
    return all(kind in BEFORE_DECISION for kind in kinds[:place]) and all(
        kind is StageKind.ISSUE for kind in kinds[place + 1 :]
    )


def _stage(owner: Service | Sector, position: int, department_id: UUID, wish: StageWish) -> RouteStage:
    return RouteStage(
        service_id=owner.id if isinstance(owner, Service) else None,
        sector_id=owner.id if isinstance(owner, Sector) else None,
        position=position,
        department_id=department_id,
        kind=wish.kind,
        days=wish.days,
    )
