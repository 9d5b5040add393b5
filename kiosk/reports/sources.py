"""Where figures come from: each kind's figures of a whole and by an axis, and of what it has any."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from singlewindow.reports.desk_counts import desk_counts, desk_counts_by
from singlewindow.reports.lane_fairness import lane_fairness
from singlewindow.reports.lateness import lateness, lateness_by
from singlewindow.reports.money import money, money_by
from singlewindow.reports.overtaking import overtaking_of
from singlewindow.reports.requests import requests, requests_by
from singlewindow.reports.scope import Axis, Scope
from singlewindow.reports.span import Span
from singlewindow.reports.stage_times import stage_times, stage_times_by
from singlewindow.reports.visits import visits, visits_by

PLACES = frozenset({Axis.CENTER, Axis.KIND, Axis.MARKAZ})
DAYS = frozenset({Axis.DAY, Axis.MONTH})


@dataclass(frozen=True)
class Source:
    """A kind of figures: the field that holds them, how they are read, the axes that split them.

    `narrowed`: the fields of a scope by which they may be narrowed beyond its centers.
    """

    field: str
    whole: Callable[[Session, Scope, Span, date], Any]
    by: Callable[[Session, Scope, Span, date, Axis], Mapping[Any, Any]]
    axes: frozenset[Axis]
    narrowed: frozenset[str] = frozenset()

    def fits(self, scope: Scope) -> bool:
        """Tell whether there are figures of the kind in a scope."""
        return all(getattr(scope, name) is None or name in self.narrowed for name in NARROWER)


NARROWER = ("department_id", "sector_id", "service_id", "window_id", "lane")
ALL_NARROWER = frozenset(NARROWER)
OF_REQUESTS = Source(
    *("requests", requests, requests_by, PLACES | DAYS | {Axis.SECTOR, Axis.SERVICE, Axis.DEPARTMENT}, ALL_NARROWER)
)
OF_VISITS = Source(
    "visits",
    lambda session, scope, span, _today: visits(session, scope, span),
    lambda session, scope, span, _today, axis: visits_by(session, scope, span, axis),
    frozenset(Axis) - {Axis.DEPARTMENT, Axis.METHOD, Axis.ITEM, Axis.STAGE, Axis.REASON},
    ALL_NARROWER - {"department_id"},
)
OF_MONEY = Source(
    "money",
    lambda session, scope, span, _today: money(session, scope, span),
    lambda session, scope, span, _today, axis: money_by(session, scope, span, axis),
    PLACES | DAYS | {Axis.SECTOR, Axis.SERVICE, Axis.ITEM, Axis.METHOD, Axis.CLERK, Axis.WINDOW},
    frozenset({"sector_id", "service_id", "window_id"}),
)
OF_DESK = Source(
    "desk",
    lambda session, scope, span, _today: desk_counts(session, scope, span),
    lambda session, scope, span, _today, axis: desk_counts_by(session, scope, span, axis),
    PLACES | DAYS,
)
OF_LATE = Source(
    *("late", lateness, lateness_by, PLACES | {Axis.REASON, Axis.SECTOR, Axis.SERVICE, Axis.DEPARTMENT}, ALL_NARROWER)
)
OF_STAGES = Source(
    "stages",
    lambda session, scope, span, _today: stage_times(session, scope, span),
    lambda session, scope, span, _today, _axis: stage_times_by(session, scope, span),
    frozenset({Axis.STAGE}),
    ALL_NARROWER,
)
OF_TURNS = Source(
    "turns",
    lambda session, scope, span, _today: overtaking_of(session, scope, span),
    lambda *_: {},
    frozenset(),
)
OF_RULES = Source(
    "rule",
    lambda *_: None,
    lambda session, scope, span, _today, _axis: {each.lane: each for each in lane_fairness(session, scope, span)},
    frozenset({Axis.LANE}),
    ALL_NARROWER - {"department_id"},
)
