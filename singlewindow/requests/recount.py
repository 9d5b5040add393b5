"""Counting due dates anew when the holidays or hours of centers have changed, in the transaction of that change."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from singlewindow.database import Work
from singlewindow.places.clock import service_day
from singlewindow.places.records import Center
from singlewindow.requests.calendar import set_due, stops_from, working_calendar
from singlewindow.requests.records import Request, RequestPeriod, RequestStage
from singlewindow.requests.states import STOPPED, UNFINISHED, StageState

HERE = and_(RequestStage.request_id == Request.id, RequestStage.state == StageState.HERE)


def recount_due(work: Work, governorate_id: UUID, center_id: UUID | None, since: date | None = None) -> int:
    """Count the due dates of open requests and their stages anew; give how many have changed.

    Of one center or, with none, of a whole governorate, whose rows are locked already. What was due before `since`, the
    first day that may have changed, stays as it is.
    """
    work.session.flush()
    own = (Center.governorate_id == governorate_id, *([Center.id == center_id] if center_id else []))
    centers = work.session.execute(select(Center.id, Center.version).where(*own).order_by(Center.id)).all()
    return sum(_recount(work.session, key, version, since) for key, version in centers)


def _recount(session: Session, center_id: UUID, version: int, since: date | None) -> int:
    open_ones = (Request.center_id == center_id, Request.state.in_(UNFINISHED))
    query = select(Request, RequestStage).outerjoin(RequestStage, HERE).where(*open_ones)
    if since is not None:
        later = or_(Request.due_on >= since, RequestStage.due_on >= since)
        query = query.where(or_(later, Request.state.in_(STOPPED)))
    files = session.execute(query).all()
    if not files:
        return 0
    first = min(service_day(request.received_at) for request, _ in files)
    calendar, stopped, total = working_calendar(session, center_id, first), _stopped(session, center_id), 0
    for request, stage in files:
        changed = set_due(calendar, stops_from(stopped.get(request.id, ()), request), request, stage)
        if changed:
            request.center_version = version
            total += changed
    return total


def _stopped(session: Session, center_id: UUID) -> dict[UUID, Sequence[RequestPeriod]]:
    """Give the stopped periods of a center's open requests, by request and in order."""
    open_ones = (Request.center_id == center_id, Request.state.in_(UNFINISHED))
    query = select(RequestPeriod).join(Request, Request.id == RequestPeriod.request_id)
    query = query.where(*open_ones, RequestPeriod.state.in_(STOPPED))
    rows = session.scalars(query.order_by(RequestPeriod.request_id, RequestPeriod.began_at))
    return {key: list(periods) for key, periods in groupby(rows, lambda period: period.request_id)}
