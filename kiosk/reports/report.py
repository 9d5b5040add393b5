"""A report as one plain value: what it is about, its figures and its tables. Pages, files and papers show it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask_babel import gettext
from sqlalchemy.orm import Session

from kiosk.reports.announced import announced
from kiosk.reports.asked import Asked, Period
from kiosk.reports.heat import HeatMap, heat_map
from kiosk.reports.measures import (
    BACKLOG,
    COHORT_RATE,
    COHORTS,
    FINISHED,
    HALL,
    LATE_OPEN,
    PERIOD_RATE,
    RECEIVED,
    REQUESTS,
    Measure,
    in_a_split,
)
from kiosk.reports.place import Place
from kiosk.reports.reader import Reader
from kiosk.reports.reading import Compared, Line, compared, split_by
from kiosk.reports.tables import AXIS_NAMES, ROW_NAMES, Sorting, compared_table, sorted_lines, span_name, split_table
from kiosk.reports.trend import Trend, sparks_of, trend_of
from singlewindow.errors import N_
from singlewindow.reports.chart import Svg, spark
from singlewindow.reports.scope import Axis
from singlewindow.reports.span import Span
from singlewindow.reports.table import Cell, Table
from singlewindow.reports.visit_figures import VisitFigures
from singlewindow.reports.visits import heat, visits

MAPPED = Axis.MARKAZ
SHADES = (0.5, 0.7, 0.85)
TILES = (RECEIVED, FINISHED, PERIOD_RATE, COHORT_RATE, LATE_OPEN)
TITLES = {
    "requests": N_("Requests"),
    "hall": N_("The waiting hall"),
    "cohorts": N_("Of those received"),
    "backlog": N_("Open by age"),
}


@dataclass(frozen=True)
class Report:
    """What a report says. `lines` are the parts by `axis` as sorted, `marakez` those of the schematic."""

    place: Place
    asked: Asked
    reader: Reader
    compared: Compared
    today: VisitFigures | None
    axes: Sequence[Axis]
    axis: Axis | None
    sorting: Sorting
    lines: Sequence[Line]
    marakez: Sequence[Line]
    trend: Trend
    heat: HeatMap | None
    sparks: Mapping[Any, Sequence[int]]
    announced: str

    @property
    def name(self) -> str:
        """What the report is about, in words."""
        return " · ".join([self.place.governorate.name(self.reader.language), *self.steps()][-2:])

    def steps(self) -> list[str]:
        """Give what each step of the place is called."""
        return [step.name(self.reader.language) for step in self.place.steps]

    @property
    def period(self) -> str:
        """The span of the report in words."""
        return span_name(self.asked.span, self.reader.language, self.reader.arabic)

    @property
    def measures(self) -> Sequence[Measure]:
        """The measures of its lines."""
        measures = in_a_split(self.axis) if self.axis else ()
        return [measure for measure in measures if self.compared.now.visits or measure not in HALL]

    def compared_tables(self) -> Iterator[tuple[str, Sequence[Measure], Table]]:
        """Give the tables that compare the span with earlier ones, each with its measures."""
        groups = {"requests": REQUESTS, "cohorts": COHORTS, "backlog": BACKLOG, "hall": HALL}
        for key, measures in groups.items():
            has = self.compared.now.visits if key == "hall" else self.compared.now.requests
            if has:
                title = gettext(TITLES[key])
                reader = self.reader
                yield key, measures, compared_table(title, measures, self.compared, reader.language, reader.arabic)

    def tiles(self) -> Sequence[Measure]:
        """The measures that are read from afar."""
        return TILES

    def span_args(self, place: int) -> dict[str, str]:
        """Give what a link says to ask for one of the compared spans."""
        span = self.compared.spans[place]
        return Asked(Period.DAYS, span).args if place else self.asked.args

    def compared_name(self, place: int) -> str:
        """Give the name of one of the compared spans."""
        return span_name(self.compared.spans[place], self.reader.language, self.reader.arabic)

    def again(self, link: Mapping[str, str]) -> dict[str, str]:
        """Give what asks for the same report again, split and sorted as it is: `link` with what splits and sorts."""
        how = {"by": self.axis.value if self.axis else "", "sort": self.sorting.key, "down": "1" * self.sorting.down}
        return {**link, **{name: value for name, value in how.items() if value}}

    def axis_name(self, axis: Axis) -> str:
        """Give the name of an axis."""
        return str(gettext(AXIS_NAMES[axis]))

    def row_name(self) -> str:
        """Give what a line of the split is called."""
        return str(gettext(ROW_NAMES[self.axis])) if self.axis else ""

    def rate(self, line: Line) -> Cell:
        """Give the rate of the period of a line."""
        return PERIOD_RATE.read(line.figures)

    def shade(self, rate: Cell) -> int:
        """Give how dark a rate is shown: 0 for none, from 1 for less than a half up to one more than SHADES."""
        if not isinstance(rate, float):
            return 0
        return 1 + sum(rate >= step for step in SHADES)

    def spark(self, line: Line) -> Svg | None:
        """Draw the small trend line of a center; None for what is no center."""
        values = self.sparks.get(line.key)
        if values is None:
            return None
        title = gettext("Received, period by period, the latest last: %(values)s", values=", ".join(map(str, values)))
        return spark(values, 96, 22, self.reader.direction, title)

    def split(self) -> Table | None:
        """Give the table of its lines."""
        return split_table(self.axis, self.measures, self.lines, self.compared.now) if self.axis else None

    def tables(self) -> dict[str, Table]:
        """Give all tables by the names under which files of them are asked for."""
        split = self.split()
        found = {key: table for key, _, table in self.compared_tables()}
        return {**({"parts": split} if split else {}), **found, "trend": self.trend.table()}


def read_report(session: Session, place: Place, asked: Asked, reader: Reader) -> Report:
    """Read a report, split as `reader.args` ask (`by`), sorted as they ask (`sort`, `down`)."""
    axes = axes_of(place)
    axis = next((each for each in axes if each.value == reader.args.get("by")), axes[0] if axes else None)
    scope, sorting = place.scope, Sorting(reader.args.get("sort", ""), reader.args.get("down") == "1")
    parts = {
        each: split_by(session, place, asked.span, reader.today, each, reader.language) for each in _needed(axes, axis)
    }
    has_hall = scope.department_id is None
    figures = compared(session, scope, asked, reader.today)
    report = Report(
        place=place,
        asked=asked,
        reader=reader,
        compared=figures,
        announced=announced(session, place, asked.span, figures.now.requests, reader),
        today=visits(session, scope, Span.day(reader.today)) if has_hall else None,
        axes=axes,
        axis=axis,
        sorting=sorting,
        lines=parts[axis] if axis else (),
        marakez=parts.get(MAPPED, ()),
        trend=trend_of(session, scope, asked.span, reader),
        heat=heat_map(heat(session, scope, asked.span)) if has_hall else None,
        sparks=sparks_of(session, scope, asked, reader.today) if axis is Axis.CENTER else {},
    )
    return replace(report, lines=sorted_lines(report.lines, report.measures, sorting))


def axes_of(place: Place) -> list[Axis]:
    """Give the axes by which a place can be split further, the most telling first."""
    within_center = place.has(Axis.CENTER)
    offered = {
        Axis.CENTER: not within_center,
        Axis.MARKAZ: not within_center and not place.has(Axis.MARKAZ),
        Axis.KIND: not within_center and not place.has(Axis.KIND),
        Axis.SECTOR: not place.has(Axis.SECTOR) and not place.has(Axis.SERVICE),
        Axis.SERVICE: not place.has(Axis.SERVICE),
        Axis.DEPARTMENT: not place.has(Axis.DEPARTMENT) and not place.has(Axis.WINDOW),
        Axis.WINDOW: within_center and not place.has(Axis.WINDOW) and not place.has(Axis.DEPARTMENT),
        Axis.LANE: not place.has(Axis.LANE) and not place.has(Axis.DEPARTMENT),
    }
    return [axis for axis, can in offered.items() if can]


def _needed(axes: Sequence[Axis], axis: Axis | None) -> set[Axis]:
    return {each for each in (axis, MAPPED if MAPPED in axes else None) if each is not None}
