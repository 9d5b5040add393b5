"""The measures that pages of reports show: each named as the registry names it, how it is read, and its rows."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flask_babel import gettext

from singlewindow.errors import N_
from singlewindow.reports.desk_counts import DeskFigures, DeskPart
from singlewindow.reports.lane_fairness import LaneFairness
from singlewindow.reports.lateness import LateFigures, LatePart
from singlewindow.reports.measures import MEASURES
from singlewindow.reports.money import MoneyFigures
from singlewindow.reports.money_parts import MoneyPart
from singlewindow.reports.overtaking import OvertakingFigures, OvertakingPart
from singlewindow.reports.request_parts import COHORT_DAYS, Part
from singlewindow.reports.requests import RequestFigures
from singlewindow.reports.stage_times import StagePart, StageTimes
from singlewindow.reports.table import Cell, ColumnKind
from singlewindow.reports.visit_figures import VisitFigures
from singlewindow.reports.visit_rows import VisitPart

NAMES = {measure.code: measure.name for measure in MEASURES}
HALF = N_("%(name)s: half at most (minutes)")
NINETIETH = N_("%(name)s: nine of ten at most (minutes)")
LONGEST = N_("%(name)s: the longest (minutes)")
HALF_DAYS = N_("%(name)s: half at most")
NINETIETH_DAYS = N_("%(name)s: nine of ten at most")
HALF_HOURS = N_("%(name)s: half at most (hours)")
NINETIETH_HOURS = N_("%(name)s: nine of ten at most (hours)")
IN_SHARE = N_("%(name)s: share")
Counted = Part | VisitPart | MoneyPart | DeskPart | LatePart | StagePart | OvertakingPart


@dataclass(frozen=True)
class Figures:
    """The figures of each kind; None where a place or an axis has none of it, or a view shows none.

    `ripe`: the most of COHORT_DAYS that every request of the span has had; 0 when not even the fewest.
    """

    requests: RequestFigures | None = None
    visits: VisitFigures | None = None
    money: MoneyFigures | None = None
    desk: DeskFigures | None = None
    late: LateFigures | None = None
    stages: StageTimes | None = None
    turns: OvertakingFigures | None = None
    rule: LaneFairness | None = None
    ripe: int = 0


@dataclass(frozen=True)
class Measure:
    """A measure. `key` names it in addresses, `code` in the registry, which gives its name; `how` says what of it.

    `get` reads it from the `field` of figures. `counted` is what it is the number of, or the sum; `days` after which a
    rate of those received is ripe.
    """

    key: str
    code: str
    field: str
    kind: ColumnKind
    get: Callable[[Any], Cell]
    counted: Counted | None = None
    how: str = ""
    days: int = 0

    @property
    def has_rows(self) -> bool:
        """Tell whether it is a number or sum of rows that can be listed."""
        return self.counted is not None

    def read(self, figures: Figures) -> Cell:
        """Give its value; None where there are no figures of its kind."""
        found = getattr(figures, self.field)
        return None if found is None else self.get(found)


def named(measure: Measure) -> str:
    """Give the name of a measure in the reader's language."""
    name = gettext(NAMES[measure.code])
    return str(gettext(measure.how, name=name) if measure.how else name)


def unripe(measure: Measure, figures: Figures) -> bool:
    """Tell whether a rate of those received can still grow, since some have not had its days."""
    return measure.days > figures.ripe


def _part(part: Part) -> Measure:
    return Measure(part, part, "requests", ColumnKind.COUNT, lambda found: found.counts.get(part), part)


def _rate(
    key: str, code: str, rate: Callable[[RequestFigures], Decimal | None], how: str = "", days: int = 0
) -> Measure:
    def get(figures: RequestFigures) -> Cell:
        percent = rate(figures)
        return None if percent is None else float(percent / 100)

    return Measure(key, code, "requests", ColumnKind.SHARE, get, how=how, days=days)


def _within(days: int) -> tuple[Measure, Measure]:
    part = Part(f"within_{days}")
    share = _rate(f"cohort_{days}", part, lambda figures: figures.cohort_rate(days), IN_SHARE, days)
    return _part(part), share


def _field(field: str, code: str, kind: ColumnKind = ColumnKind.COUNT, counted: Counted | None = None) -> Measure:
    return Measure(code, code, field, kind, lambda found: getattr(found, code), counted)


def _came(part: VisitPart) -> Measure:
    return _field("visits", part, counted=part)


def _time(code: str, which: str, how: str) -> Measure:
    key = code if which == "median" else f"{code}_{which}"
    return Measure(key, code, "visits", ColumnKind.SECONDS, lambda found: getattr(getattr(found, code), which), how=how)


def _amount(part: MoneyPart) -> Measure:
    code = f"money_{part}"
    return Measure(code, code, "money", ColumnKind.MONEY, lambda found: found.amounts.get(part), part)


def _number(code: str, part: MoneyPart) -> Measure:
    return Measure(code, code, "money", ColumnKind.COUNT, lambda found: found.counts.get(part), part)


def _kept(found: MoneyFigures) -> Cell:
    return found.kept if MoneyPart.REFUNDED in found.amounts else None


def _late(part: LatePart) -> Measure:
    return Measure(part, part, "late", ColumnKind.COUNT, lambda found: found[part], part)


def _stage(key: str, code: str, kind: ColumnKind, how: str) -> Measure:
    return Measure(key, code, "stages", kind, lambda found: getattr(found, key), how=how)


RECEIVED, FINISHED, OPEN = _part(Part.RECEIVED), _part(Part.FINISHED), _part(Part.OPEN)
PERIOD_RATE = _rate("period_rate", "period_rate", lambda figures: figures.period_rate)
COHORT_RATE = _rate("cohort_rate", "cohort_rate", lambda figures: figures.cohort_rate())
LATE_OPEN, LATE_FINISHED = _part(Part.LATE_OPEN), _part(Part.LATE_FINISHED)
WAIT = _time("waiting", "median", HALF)
WAIT_NINETIETH = _time("waiting", "ninetieth", NINETIETH)
WAIT_LONGEST = _time("waiting", "longest", LONGEST)
SERVICE = _time("service", "median", HALF)
REQUESTS = (
    *(RECEIVED, FINISHED, PERIOD_RATE, COHORT_RATE, LATE_FINISHED, OPEN, LATE_OPEN, _part(Part.FINISHED_BY_NOW)),
    *(_part(Part.REJECTED), _part(Part.WITHDRAWN), _part(Part.DELIVERED)),
)
COHORTS = tuple(measure for days in COHORT_DAYS for measure in _within(days))
COHORT_SHARES = tuple(measure for measure in COHORTS if measure.days)
RIPE = Measure("ripe", "ripe_days", "ripe", ColumnKind.COUNT, int)
BACKLOG = tuple(
    _part(part) for part in (Part.OPEN_7, Part.OPEN_14, Part.OPEN_30, Part.OPEN_60, Part.OPEN_90, Part.OPEN_OLDER)
)
ARRIVED, SERVED = _came(VisitPart.ARRIVED), _came(VisitPart.SERVED)
ABOVE_COUNT = _came(VisitPart.ABOVE_TARGET)
ABOVE = _field("visits", "above_share", ColumnKind.SHARE)
HALL = (
    *(ARRIVED, SERVED, _came(VisitPart.ABSENT), _came(VisitPart.LEFT), _came(VisitPart.NOT_SERVED)),
    *(_came(VisitPart.PRESENT), WAIT, WAIT_NINETIETH, WAIT_LONGEST, ABOVE_COUNT, ABOVE),
    *(_time("walking", "median", HALF), SERVICE, _time("total", "median", HALF)),
)
WAITS = (ARRIVED, WAIT, WAIT_NINETIETH, WAIT_LONGEST, ABOVE_COUNT, ABOVE)
MONEY_RECEIVED = _amount(MoneyPart.RECEIVED)
MONEY_CANCELLED, MONEY_REFUNDED = _amount(MoneyPart.CANCELLED), _amount(MoneyPart.REFUNDED)
MONEY_KEPT = Measure("money_kept", "money_kept", "money", ColumnKind.MONEY, _kept)
MONEY_SHORT, MONEY_OVER = _amount(MoneyPart.SHORT), _amount(MoneyPart.OVER)
RECEIPTS = _number("receipts", MoneyPart.RECEIVED)
MONEY = (
    *(MONEY_RECEIVED, RECEIPTS, MONEY_CANCELLED),
    *(_number("cancellations", MoneyPart.CANCELLED), MONEY_REFUNDED, _number("refunds", MoneyPart.REFUNDED)),
    *(MONEY_KEPT, MONEY_SHORT, MONEY_OVER),
)
DESK = tuple(_field("desk", part, counted=part) for part in DeskPart)
COLLECTED = Measure("collected", "delivered", "desk", ColumnKind.COUNT, lambda found: found.collected, Part.DELIVERED)
LATE = tuple(_late(part) for part in LatePart)
STAGE_VISITS, ABOVE_SET_TIME = (
    Measure(part, part, "stages", ColumnKind.COUNT, get, part)
    for part, get in (
        (StagePart.VISITS, lambda found: found.visits),
        (StagePart.ABOVE_SET_TIME, lambda found: found.above),
    )
)
STAGES = (
    STAGE_VISITS,
    _stage("median_days", "median_days", ColumnKind.COUNT, HALF_DAYS),
    _stage("ninetieth_days", "median_days", ColumnKind.COUNT, NINETIETH_DAYS),
    _stage("median_seconds", "median_seconds", ColumnKind.HOURS, HALF_HOURS),
    _stage("ninetieth_seconds", "median_seconds", ColumnKind.HOURS, NINETIETH_HOURS),
    *(ABOVE_SET_TIME, _field("stages", "above_set_share", ColumnKind.SHARE)),
)
TURNS = tuple(_field("turns", part, counted=part) for part in OvertakingPart)
WORST = _field("rule", "longest", ColumnKind.SECONDS)
RULES = (WORST, *(_field("rule", code) for code in ("least_head_start", "most_head_start")))
ALL = {
    measure.key: measure
    for measure in (*REQUESTS, *COHORTS, *BACKLOG, *HALL, *MONEY, *DESK, COLLECTED, *LATE, *STAGES, *TURNS)
}
"""Every measure whose rows an address may ask for, by its key."""
