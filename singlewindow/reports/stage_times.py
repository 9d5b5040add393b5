"""How long files lie in the departments: visits that ended in a span, by department and kind of stage."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, false, func, select
from sqlalchemy.orm import Session

from singlewindow.reports.cairo_days import cairo_day, date_number, day_of
from singlewindow.reports.calendars import centers_by_calendar
from singlewindow.reports.request_scope import in_scope
from singlewindow.reports.scope import Scope
from singlewindow.reports.seconds import Seconds
from singlewindow.reports.span import Span
from singlewindow.requests.clock import working_days_between
from singlewindow.requests.records import Request, RequestStage
from singlewindow.requests.states import StageState
from singlewindow.routes.stages import StageKind

LEFT = (StageState.DONE, StageState.SENT_BACK)
DEPARTMENT_AND_KIND = (RequestStage.department_id, RequestStage.kind)
StageKey = tuple[UUID, StageKind]


class StagePart(StrEnum):
    """What is counted of the stages that were left: all, and those left after the day that their set time ended on."""

    VISITS = "stage_visits"
    ABOVE_SET_TIME = "above_set_time"


@dataclass(frozen=True)
class StageTimes:
    """Visits of files to departments, from entering a stage to leaving it, by nearest rank; None when there were none.

    Seconds by the clock on the wall; days are the working days of each center after the one the file came on. A visit
    whose clock stands when it is left has no set time to be above.
    """

    visits: int
    above: int
    median_seconds: int | None
    ninetieth_seconds: int | None
    median_days: int | None
    ninetieth_days: int | None

    @property
    def above_set_share(self) -> float | None:
        """The share of the visits that were longer than the set time of their stage."""
        return self.above / self.visits if self.visits else None


NO_STAGES = StageTimes(0, 0, None, None, None, None)


def stage_times(session: Session, scope: Scope, span: Span) -> StageTimes:
    """Give the times of all stages that ended in a span, done or sent back."""
    return _times(session, scope, span, ()).get((), NO_STAGES)


def stage_times_by(session: Session, scope: Scope, span: Span) -> dict[StageKey, StageTimes]:
    """Give the times of the stages that ended in a span, by department and kind of stage."""
    found = _times(session, scope, span, DEPARTMENT_AND_KIND)
    return {(key[0], key[1]): times for key, times in found.items()}


def stages_left(scope: Scope, span: Span) -> Select[Any]:
    """Select from the stages that ended in a span, done or sent back, and their requests; no columns yet."""
    began, over = span.moments()
    query = select().select_from(RequestStage).join(Request, Request.id == RequestStage.request_id)
    if scope.department_id is not None:
        query = query.where(RequestStage.department_id == scope.department_id)
    ended = (RequestStage.finished_at >= began, RequestStage.finished_at < over)
    there = (RequestStage.state.in_(LEFT), RequestStage.entered_at.is_not(None))
    return in_scope(query.where(*ended, *there), scope)


def above_set_time() -> ColumnElement[bool]:
    """Choose the stages that were left after the day on which their set time ended."""
    after = cairo_day(RequestStage.finished_at) > date_number(RequestStage.due_on)
    return func.coalesce(after, false())


def _times(session: Session, scope: Scope, span: Span, key: Sequence[Any]) -> dict[tuple[Any, ...], StageTimes]:
    visits = stages_left(scope, span)
    days = _working_days(session, scope, visits, key)
    found = {}
    for number, above, median, ninetieth, *of in session.execute(_wall(visits, key)):
        if number:
            found[tuple(of)] = StageTimes(number, above, median, ninetieth, *_quantiles(days[tuple(of)]))
    return found


def _wall(visits: Select[Any], key: Sequence[Any]) -> Select[Any]:
    seconds: ColumnElement[int] = Seconds(RequestStage.finished_at) - Seconds(RequestStage.entered_at)
    rank = func.row_number().over(partition_by=list(key) or None, order_by=seconds).label("rank")
    number = func.count().over(partition_by=list(key) or None).label("number")
    named = [column.label(f"key_{n}") for n, column in enumerate(key)]
    told = (seconds.label("seconds"), above_set_time().label("above"), rank, number)
    each = visits.add_columns(*named, *told).subquery("each")
    median, ninetieth = each.c.rank == (each.c.number + 1) // 2, each.c.rank == (9 * each.c.number + 9) // 10
    of, longest = [each.c[f"key_{n}"] for n in range(len(key))], func.max(each.c.seconds)
    numbers = (func.count(), func.count().filter(each.c.above), longest.filter(median), longest.filter(ninetieth))
    return select(*numbers, *of).group_by(*of).order_by(*of)


def _working_days(
    session: Session, scope: Scope, visits: Select[Any], key: Sequence[Any]
) -> dict[tuple[Any, ...], Counter[int]]:
    """Give how many visits of each key took how many working days; centers with one calendar are asked together."""
    came, went = cairo_day(RequestStage.entered_at), cairo_day(RequestStage.finished_at)
    grouped = visits.add_columns(came, went, func.count(), *key).group_by(*key, came, went)
    found: defaultdict[tuple[Any, ...], Counter[int]] = defaultdict(Counter)
    for calendar, those in centers_by_calendar(session, scope).items():
        for first, last, number, *of in session.execute(grouped.where(Request.center_id.in_(those))):
            found[tuple(of)][working_days_between(calendar, day_of(first), day_of(last))] += number
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
