"""The measures that pages of reports show: each with its name, how it is read from the figures, and its rows."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from singlewindow.errors import N_
from singlewindow.reports.request_parts import COHORT_DAYS, Part
from singlewindow.reports.requests import RequestFigures
from singlewindow.reports.scope import Axis
from singlewindow.reports.table import Cell, ColumnKind
from singlewindow.reports.visit_figures import Times, VisitFigures
from singlewindow.reports.visit_rows import VisitPart


@dataclass(frozen=True)
class Figures:
    """The figures of requests and of the hall; None where a place or an axis has none of the kind."""

    requests: RequestFigures | None
    visits: VisitFigures | None


@dataclass(frozen=True)
class Measure:
    """A measure. `key` names it in addresses; `part` or `visits` is of which requests or visits it is the number."""

    key: str
    name: str
    kind: ColumnKind
    read: Callable[[Figures], Cell]
    part: Part | None = None
    visits: VisitPart | None = None
    days: int = 0

    @property
    def has_rows(self) -> bool:
        """Tell whether it is a number of rows that can be listed."""
        return self.part is not None or self.visits is not None


def _part(part: Part, name: str) -> Measure:
    def read(figures: Figures) -> Cell:
        return figures.requests.counts.get(part) if figures.requests else None

    return Measure(part.value, name, ColumnKind.COUNT, read, part=part)


def _rate(key: str, name: str, rate: Callable[[RequestFigures], Decimal | None], days: int = 0) -> Measure:
    def read(figures: Figures) -> Cell:
        percent = rate(figures.requests) if figures.requests else None
        return None if percent is None else float(percent / 100)

    return Measure(key, name, ColumnKind.SHARE, read, days=days)


def _came(part: VisitPart, name: str) -> Measure:
    def read(figures: Figures) -> Cell:
        return getattr(figures.visits, part.value) if figures.visits else None

    return Measure(part.value, name, ColumnKind.COUNT, read, visits=part)


def _time(key: str, name: str, times: Callable[[VisitFigures], Times], which: str) -> Measure:
    def read(figures: Figures) -> Cell:
        return getattr(times(figures.visits), which) if figures.visits else None

    return Measure(key, name, ColumnKind.SECONDS, read)


def _within(days: int) -> Measure:
    name = N_("Finished within %(days)s days, of those received")
    return _rate(f"cohort_{days}", name, lambda figures: figures.cohort_rate(days), days)


RECEIVED = _part(Part.RECEIVED, N_("Requests received"))
FINISHED = _part(Part.FINISHED, N_("Requests finished"))
PERIOD_RATE = _rate("period_rate", N_("Rate of the period"), lambda figures: figures.period_rate)
COHORT_RATE = _rate("cohort_rate", N_("Rate of those received"), lambda figures: figures.cohort_rate())
LATE_OPEN = _part(Part.LATE_OPEN, N_("Late and open"))
LATE_FINISHED = _part(Part.LATE_FINISHED, N_("Finished late"))
OPEN = _part(Part.OPEN, N_("Open files"))
WAIT = _time("waiting", N_("Half waited at most (minutes)"), lambda v: v.waiting, "median")
REQUESTS = (
    *(RECEIVED, FINISHED, PERIOD_RATE, COHORT_RATE, LATE_FINISHED, OPEN, LATE_OPEN),
    _part(Part.FINISHED_BY_NOW, N_("Of those received, finished by now")),
    _part(Part.REJECTED, N_("Requests rejected")),
    _part(Part.WITHDRAWN, N_("Requests withdrawn")),
    _part(Part.DELIVERED, N_("Requests delivered")),
)
COHORTS = tuple(_within(days) for days in COHORT_DAYS)
BACKLOG = (
    _part(Part.OPEN_7, N_("Up to 7 days old")),
    _part(Part.OPEN_14, N_("8 to 14 days old")),
    _part(Part.OPEN_30, N_("15 to 30 days old")),
    _part(Part.OPEN_60, N_("31 to 60 days old")),
    _part(Part.OPEN_90, N_("61 to 90 days old")),
    _part(Part.OPEN_OLDER, N_("Older than 90 days")),
)
ARRIVED = _came(VisitPart.ARRIVED, N_("Numbers taken"))
ABOVE_COUNT = _came(VisitPart.ABOVE_TARGET, N_("Waited above the target"))
ABOVE = Measure(
    *("above_share", N_("Share above the target"), ColumnKind.SHARE),
    lambda figures: figures.visits.above_share if figures.visits else None,
)
HALL = (
    ARRIVED,
    _came(VisitPart.SERVED, N_("People served")),
    _came(VisitPart.ABSENT, N_("Did not come when called")),
    _came(VisitPart.LEFT, N_("Left without service")),
    _came(VisitPart.NOT_SERVED, N_("Not served by closing")),
    _came(VisitPart.PRESENT, N_("Still there")),
    WAIT,
    _time("waiting_ninetieth", N_("Nine of ten waited at most (minutes)"), lambda v: v.waiting, "ninetieth"),
    _time("waiting_longest", N_("Longest wait (minutes)"), lambda v: v.waiting, "longest"),
    *(ABOVE_COUNT, ABOVE),
    _time("walking", N_("Way to the window, half at most (minutes)"), lambda v: v.walking, "median"),
    _time("service", N_("At the window, half at most (minutes)"), lambda v: v.service, "median"),
    _time("total", N_("In all, half at most (minutes)"), lambda v: v.total, "median"),
)
ALL = {measure.key: measure for measure in (*REQUESTS, *COHORTS, *BACKLOG, *HALL)}
IN_A_SPLIT = (RECEIVED, FINISHED, PERIOD_RATE, COHORT_RATE, OPEN, LATE_OPEN, ARRIVED, WAIT, ABOVE)
OF_REQUESTS = frozenset(
    {Axis.CENTER, Axis.KIND, Axis.MARKAZ, Axis.SECTOR, Axis.SERVICE, Axis.DEPARTMENT, Axis.DAY, Axis.MONTH}
)
OF_VISITS = frozenset(
    {Axis.CENTER, Axis.KIND, Axis.MARKAZ, Axis.SECTOR, Axis.SERVICE, Axis.WINDOW, Axis.LANE, Axis.DAY, Axis.MONTH}
)


def in_a_split(axis: Axis) -> tuple[Measure, ...]:
    """Give the measures that a split by an axis shows."""
    return tuple(measure for measure in IN_A_SPLIT if (axis in OF_VISITS if measure in HALL else axis in OF_REQUESTS))
