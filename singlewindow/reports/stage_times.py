"""How long files lie in the departments: visits that ended in a span, by department and kind of stage."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from singlewindow.reports.cairo_days import cairo_day, day_of
from singlewindow.reports.request_scope import in_scope
from singlewindow.reports.scope import Scope
from singlewindow.reports.seconds import Seconds
from singlewindow.reports.span import Span
from singlewindow.requests.calendar import working_calendar
from singlewindow.requests.clock import Calendar, working_days_between
from singlewindow.requests.records import Request, RequestStage
from singlewindow.requests.states import StageState
from singlewindow.routes.stages import StageKind

LEFT = (StageState.DONE, StageState.SENT_BACK)


@dataclass(frozen=True)
class StageTimes:
    """Visits of files to a department for a kind of stage, from entering it to leaving it, by nearest rank.

    Seconds by the clock on the wall; days are the working days of each center after the one the file came on.
    """

    department_id: UUID
    kind: StageKind
    visits: int
    median_seconds: int
    ninetieth_seconds: int
    median_days: int
    ninetieth_days: int


def stage_times(session: Session, scope: Scope, span: Span) -> list[StageTimes]:
    """Give the times of the stages that ended in a span, done or sent back, by department and kind."""
    visits = _visits(scope, span)
    days = _working_days(session, visits)
    return [
        StageTimes(department, kind, visits, median, ninetieth, *_quantiles(days[(department, kind)]))
        for department, kind, visits, median, ninetieth in session.execute(_wall(visits))
    ]


def _visits(scope: Scope, span: Span) -> Select[Any]:
    began, over = span.moments()
    query = select().select_from(RequestStage).join(Request, Request.id == RequestStage.request_id)
    if scope.department_id is not None:
        query = query.where(RequestStage.department_id == scope.department_id)
    ended = (RequestStage.finished_at >= began, RequestStage.finished_at < over)
    there = (RequestStage.state.in_(LEFT), RequestStage.entered_at.is_not(None))
    return in_scope(query.where(*ended, *there), scope)


def _wall(visits: Select[Any]) -> Select[Any]:
    key = (RequestStage.department_id, RequestStage.kind)
    seconds: ColumnElement[int] = Seconds(RequestStage.finished_at) - Seconds(RequestStage.entered_at)
    rank = func.row_number().over(partition_by=key, order_by=seconds).label("rank")
    number = func.count().over(partition_by=key).label("number")
    each = visits.add_columns(*key, seconds.label("seconds"), rank, number).subquery("each")
    median, ninetieth = each.c.rank == (each.c.number + 1) // 2, each.c.rank == (9 * each.c.number + 9) // 10
    of = (each.c.department_id, each.c.kind)
    longest = func.max(each.c.seconds)
    query = select(*of, func.count(), longest.filter(median), longest.filter(ninetieth))
    return query.group_by(*of).order_by(*of)


def _working_days(session: Session, visits: Select[Any]) -> dict[tuple[UUID, StageKind], Counter[int]]:
    """Give how many visits of each key took how many working days of their center."""
    key = (RequestStage.department_id, RequestStage.kind, RequestStage.center_id)
    came, went = cairo_day(RequestStage.entered_at), cairo_day(RequestStage.finished_at)
    query = visits.add_columns(*key, came, went, func.count()).group_by(*key, came, went)
    calendars: dict[UUID, Calendar] = {}
    found: dict[tuple[UUID, StageKind], Counter[int]] = {}
    for department, kind, center, first, last, number in session.execute(query):
        if center not in calendars:
            calendars[center] = working_calendar(session, center, date.min)
        days = working_days_between(calendars[center], day_of(first), day_of(last))
        found.setdefault((department, kind), Counter())[days] += number
    return found


def _quantiles(days: Counter[int]) -> tuple[int, int]:
    number = days.total()
    return _ranked(days, (number + 1) // 2), _ranked(days, (9 * number + 9) // 10)


def _ranked(days: Counter[int], rank: int) -> int:
    for length in sorted(days):
        rank -= days[length]
        if rank <= 0:
            return length
    raise ValueError(rank)
