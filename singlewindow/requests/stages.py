"""A file's way through its stages: it moves by itself from one to the next."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from singlewindow.database import Work
from singlewindow.places.centers import LockedCenter
from singlewindow.records import new_key
from singlewindow.requests.moving import Case, RequestStep, move, settle
from singlewindow.requests.records import Request, RequestStage
from singlewindow.requests.states import RequestDeed, RequestState, StageState
from singlewindow.routes.records import RouteStage
from singlewindow.routes.stages import StageKind

ENTRY = {StageKind.INSPECTION: RequestDeed.TO_INSPECTION, StageKind.ISSUE: RequestDeed.ISSUE}


def lay_out(work: Work, center: LockedCenter, request: Request, route: Sequence[RouteStage]) -> None:
    """Give a new request its own copy of its service's route."""
    for stage in route:
        work.add(
            RequestStage(
                id=new_key(),
                center_id=center.id,
                center_version=center.version,
                request_id=request.id,
                round=1,
                position=stage.position,
                department_id=stage.department_id,
                kind=stage.kind,
                days=stage.days,
                state=StageState.AHEAD,
            )
        )
    work.session.flush()


def stages_of(session: Session, request_id: UUID) -> Sequence[RequestStage]:
    """Give all stages of a request in the order of its way."""
    query = select(RequestStage).where(RequestStage.request_id == request_id)
    return session.scalars(query.order_by(RequestStage.round, RequestStage.position)).all()


def finish_stage(stage: RequestStage, state: StageState, now: datetime) -> None:
    """End a visit to a department."""
    stage.state, stage.finished_at = state, now


def go_on(work: Work, case: Case, now: datetime, left: RequestStage | None) -> None:
    """Send a file on from the stage it has left: into the next one or, after the last, to be collected."""
    following = _next(work.session, case.request.id)
    if following is None:
        move(work, case, RequestStep(RequestDeed.MAKE_READY, now), left)
        return
    following.state, following.entered_at = StageState.HERE, now
    following.center_version = case.center.version
    if case.request.state is RequestState.RECEIVED:
        settle(work, case)
    else:
        move(work, case, RequestStep(ENTRY.get(following.kind, RequestDeed.TO_REVIEW), now), left)


def abandon(session: Session, request_id: UUID, now: datetime) -> None:
    """Skip the stages that a closed request won't reach, and end the one it is in."""
    open_stages = (
        RequestStage.request_id == request_id,
        RequestStage.state.in_((StageState.AHEAD, StageState.HERE)),
    )
    values = {"state": StageState.SKIPPED, "finished_at": now}
    session.execute(update(RequestStage).where(*open_stages).values(**values))


def go_back(work: Work, case: Case, left: RequestStage, position: int, now: datetime) -> None:
    """Lay out the stages from `position` up to the one left again, as a further round, and enter the first."""
    last = {stage.position: stage for stage in stages_of(work.session, case.request.id)}
    again = [stage for place, stage in sorted(last.items()) if position <= place <= left.position]
    for stage in again:
        work.add(
            RequestStage(
                id=new_key(),
                center_id=case.center.id,
                center_version=case.center.version,
                request_id=case.request.id,
                round=left.round + 1,
                position=stage.position,
                department_id=stage.department_id,
                kind=stage.kind,
                days=stage.days,
                state=StageState.AHEAD,
            )
        )
    work.session.flush()
    go_on(work, case, now, left)


def _next(session: Session, request_id: UUID) -> RequestStage | None:
    ahead = (RequestStage.request_id == request_id, RequestStage.state == StageState.AHEAD)
    return session.scalar(select(RequestStage).where(*ahead).order_by(RequestStage.position).limit(1))
