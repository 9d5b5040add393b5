"""The working days of a center, and the due dates of a request and its stage, kept true after every deed."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from singlewindow.catalogue.records import Service, TimeUnit
from singlewindow.places.clock import service_day
from singlewindow.places.opening import hours_of
from singlewindow.places.records import Center, Holiday
from singlewindow.requests.clock import Calendar, Due, SetTime, Stop, due_date
from singlewindow.requests.records import Request, RequestPeriod, RequestStage
from singlewindow.requests.states import STOPPED
from singlewindow.routes.records import RouteStage

USUAL_WEEK = frozenset({6, 0, 1, 2, 3})  # Sunday to Thursday as Python counts weekdays


def working_calendar(session: Session, center_id: UUID, since: date) -> Calendar:
    """Give the working days of a center from a day on; without opening hours, Sunday to Thursday."""
    governorate = session.get_one(Center, center_id).governorate_id
    own = or_(Holiday.center_id.is_(None), Holiday.center_id == center_id)
    holidays = select(Holiday.day).where(Holiday.governorate_id == governorate, own, Holiday.day >= since)
    weekdays = frozenset(row.weekday for row in hours_of(session, center_id)) or USUAL_WEEK
    return Calendar(weekdays, frozenset(session.scalars(holidays)))


def set_time_of(service: Service, route: Sequence[RouteStage]) -> SetTime | None:
    """Give the set time of a service or, when it has none, the sum of its stages' days; none without either."""
    if service.set_time:
        if service.set_time_unit is TimeUnit.HOURS:
            return SetTime(-(-service.set_time // 24))
        return SetTime(service.set_time, service.set_time_unit is TimeUnit.WORKING_DAYS)
    return SetTime(sum(stage.days for stage in route)) if route else None


def due_of(session: Session, request: Request) -> Due:
    """Count and explain the due date of a request as it stands."""
    calendar = working_calendar(session, request.center_id, service_day(request.received_at))
    return due_date(calendar, request.clock_since, _set_time(request), stops_of(session, request))


def stops_of(session: Session, request: Request) -> list[Stop]:
    """Give the spans in which papers or a payment were awaited, and are."""
    query = select(RequestPeriod).where(RequestPeriod.request_id == request.id, RequestPeriod.state.in_(STOPPED))
    return stops_from(session.scalars(query.order_by(RequestPeriod.began_at)), request)


def stops_from(past: Iterable[RequestPeriod], request: Request) -> list[Stop]:
    """Give the stops of a request from its stopped periods in order, and from where it stands now."""
    stops = [
        Stop(service_day(period.began_at), service_day(period.ended_at), period.state.value)
        for period in past
        if period.ended_at > period.began_at
    ]
    if request.state in STOPPED:
        stops.append(Stop(service_day(request.state_since), None, request.state.value))
    return stops


def refresh_due(session: Session, request: Request, stage: RequestStage | None) -> None:
    """Set the due date of a request, and of the stage it is in, from what has happened so far."""
    session.flush()
    calendar = working_calendar(session, request.center_id, service_day(request.received_at))
    set_due(calendar, stops_of(session, request), request, stage)


def set_due(calendar: Calendar, stops: Sequence[Stop], request: Request, stage: RequestStage | None) -> int:
    """Set both due dates by a calendar that is known from the day of receipt on; give how many have changed."""
    before = (request.due_on, stage.due_on if stage else None)
    request.due_on = due_date(calendar, request.clock_since, _set_time(request), stops).on
    if stage is not None and stage.entered_at is not None:
        stage.due_on = due_date(calendar, service_day(stage.entered_at), SetTime(stage.days), stops).on
    after = (request.due_on, stage.due_on if stage else None)
    return sum(old != new for old, new in zip(before, after, strict=True))


def _set_time(request: Request) -> SetTime | None:
    return None if request.set_days is None else SetTime(request.set_days, request.set_working)
