"""A report as one plain value: what it is about, its figures and its tables. Pages, files and papers show it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from flask_babel import gettext
from sqlalchemy.orm import Session

from kiosk.reports.announced import announced
from kiosk.reports.asked import Asked, Period
from kiosk.reports.heat import HeatMap, heat_map
from kiosk.reports.measures import PERIOD_RATE, Figures, Measure, named, unripe
from kiosk.reports.place import MOBILE, Place
from kiosk.reports.reader import Reader
from kiosk.reports.reading import Compared, Line, compared, figures_of, split_by
from kiosk.reports.sources import OF_VISITS
from kiosk.reports.splits import STEPS, UNSORTED, axes_of, measures_of, parts_span
from kiosk.reports.tables import AXIS_NAMES, ROW_NAMES, Sorting, compared_table, sorted_lines, span_name, split_table
from kiosk.reports.trend import Trend, sparks_of, trend_of
from kiosk.reports.views import HALL, OVERVIEW, View, view_of, views_of
from singlewindow.reports.chart import Svg, bar, spark
from singlewindow.reports.scope import Axis
from singlewindow.reports.span import Span
from singlewindow.reports.table import Cell, Table
from singlewindow.reports.visit_figures import VisitFigures
from singlewindow.reports.visits import heat, visits

MAPPED = Axis.MARKAZ
SHADES = (0.5, 0.7, 0.85)


@dataclass(frozen=True)
class Report:
    """What a report says. `lines` are the parts by `axis` as sorted, of the days of `parts_span`, and `whole` is what
    they are the parts of; `marakez` are those of the schematic.
    """

    place: Place
    asked: Asked
    reader: Reader
    view: View
    views: Sequence[View]
    compared: Compared
    today: VisitFigures | None
    axes: Sequence[Axis]
    axis: Axis | None
    sorting: Sorting
    lines: Sequence[Line]
    marakez: Sequence[Line]
    trend: Trend | None
    heat: HeatMap | None
    sparks: Mapping[Any, Sequence[int]]
    announced: str
    parts_span: Span
    whole: Figures

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
        return self.span_name(self.asked.span)

    def span_name(self, span: Span) -> str:
        """Give the name of a span, marked when it is not over."""
        name = span_name(span, self.reader.language, self.reader.arabic)
        return gettext("%(period)s (not over)", period=name) if span.last >= self.reader.today else name

    @property
    def measures(self) -> Sequence[Measure]:
        """The measures of its lines."""
        return measures_of(self.view, self.place, self.axis) if self.axis else ()

    def compared_tables(self) -> Iterator[tuple[str, Sequence[Measure], Table]]:
        """Give the tables that compare the span with earlier ones, each with its measures."""
        names = [self.span_name(span) for span in self.compared.spans]
        for key, (title, measures) in self.view.groups.items():
            if any(getattr(self.compared.now, measure.field) for measure in measures):
                yield key, measures, compared_table(gettext(title), measures, names, self.compared.figures)

    def tiles(self) -> Sequence[Measure]:
        """The measures that are read from afar."""
        return self.view.tiles

    def called(self, measure: Measure) -> str:
        """Give the name of a measure."""
        return named(measure)

    def unripe(self, measure: Measure, figures: Figures) -> bool:
        """Tell whether a rate of those received can still grow."""
        return unripe(measure, figures)

    def span_args(self, place: int) -> dict[str, str]:
        """Give what a link says to ask for one of the compared spans."""
        span = self.compared.spans[place]
        return Asked(Period.DAYS, span).args if place else self.asked.args

    def compared_name(self, place: int) -> str:
        """Give the name of one of the compared spans."""
        return self.span_name(self.compared.spans[place])

    def again(self, link: Mapping[str, str]) -> dict[str, str]:
        """Give what asks for the same report again, split and sorted as it is: `link` with what splits and sorts."""
        how = {"by": self.axis.value if self.axis else "", "sort": self.sorting.key, "down": "1" * self.sorting.down}
        return {**link, **{name: value for name, value in how.items() if value}}

    def seen_as(self, view: View) -> dict[str, str]:
        """Give what a link says to see the same place and period in another view; the car is left with its own."""
        args = {**self.asked.args, **self.place.args, **({"view": view.key} if view.key else {})}
        if self.view.key == MOBILE and view is not self.view:
            args.pop("kind", None)
        return args

    def axis_name(self, axis: Axis) -> str:
        """Give the name of an axis."""
        return str(gettext(AXIS_NAMES[axis]))

    def row_name(self) -> str:
        """Give what a line of the split is called."""
        return str(gettext(ROW_NAMES[self.axis])) if self.axis else ""

    def rows_at(self, link: Mapping[str, str], line: Line) -> dict[str, str]:
        """Give what a link to the rows behind a line's numbers says: `link` narrowed to the line."""
        if self.axis not in (Axis.DAY, Axis.MONTH):
            return {**link, str(self.axis): line.named.code}
        return {**link, **self.days_at(self.axis, line.key, self.parts_span)}

    def days_at(self, axis: Axis, day: date, span: Span) -> dict[str, str]:
        """Give what a link says to ask for a day, or for what a span has of the month that begins with it."""
        if axis is Axis.DAY:
            return Asked(Period.DAY, Span.day(day)).args
        month = Span.month(day.year, day.month)
        within = Span(max(month.first, span.first), min(month.last, span.last))
        return Asked(Period.MONTH, month).args if within == month else Asked(Period.DAYS, within).args

    def whole_at(self, link: Mapping[str, str]) -> dict[str, str]:
        """Give what a link to the rows behind the whole says."""
        same = self.parts_span == self.asked.span
        return dict(link) if same else {**link, **Asked(Period.DAYS, self.parts_span).args}

    def leads(self, line: Line) -> bool:
        """Tell whether a line's name leads to a report of its own."""
        return self.axis in STEPS and (self.axis is not Axis.WINDOW or line.key is not None)

    @property
    def sortable(self) -> bool:
        """Tell whether lines can be sorted by their figures: not those of people."""
        return self.axis not in UNSORTED

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

    @property
    def bars(self) -> bool:
        """Tell whether its lines are drawn beside each other: never those of people."""
        return self.view.bars in self.measures and self.sortable

    def bar(self, line: Line) -> Svg | None:
        """Draw a line's part of the greatest of all lines; None where nothing is drawn, as of people."""
        measure = self.view.bars
        if measure is None or not self.bars:
            return None
        values = [value for each in self.lines if isinstance(value := measure.read(each.figures), int | float)]
        value = measure.read(line.figures)
        share = value / max(values) if isinstance(value, int | float) and max(values, default=0) > 0 else 0
        return bar(share, 120, 16, self.reader.direction, f"{line.named.name}: {named(measure)}")

    def split(self) -> Table | None:
        """Give the table of its lines."""
        return split_table(self.axis, self.measures, self.lines, self.whole) if self.axis else None

    def tables(self) -> dict[str, Table]:
        """Give all tables by the names under which files of them are asked for."""
        split, trend = self.split(), self.trend
        found = {key: table for key, _, table in self.compared_tables()}
        return {**({"parts": split} if split else {}), **found, **({"trend": trend.table()} if trend else {})}


def read_report(session: Session, place: Place, asked: Asked, reader: Reader) -> Report:
    """Read a report as `reader.args` ask: what is shown (`view`), split (`by`), sorted (`sort`, `down`).

    Raises UnknownPlace for a view that there is not, or not for its reader.
    """
    view, span = view_of(place, reader), asked.span
    axes, days = axes_of(view, place, span), parts_span(view, span, reader.today)
    axis = next((each for each in axes if each.value == reader.args.get("by")), axes[0] if axes else None)
    scope, overview, has_hall = place.scope, view is OVERVIEW, OF_VISITS.fits(place.scope)
    figures = compared(session, scope, asked, reader.today, view.sources)
    mapped = (MAPPED,) if overview and MAPPED in axes else ()
    parts = {
        each: split_by(session, place, days, reader, each, view.split_sources)
        for each in {*mapped, *((axis,) if axis else ())}
    }
    report = Report(
        place=place,
        asked=asked,
        reader=reader,
        view=view,
        views=views_of(place, reader),
        compared=figures,
        announced=announced(session, place, span, figures.now.requests, reader) if overview else "",
        today=visits(session, scope, Span.day(reader.today)) if overview and has_hall else None,
        axes=axes,
        axis=axis,
        sorting=Sorting(reader.args.get("sort", ""), reader.args.get("down") == "1"),
        lines=parts[axis] if axis else (),
        marakez=parts[MAPPED] if mapped else (),
        trend=trend_of(session, scope, span, reader, view),
        heat=heat_map(heat(session, scope, span)) if has_hall and view in (OVERVIEW, HALL) else None,
        sparks=sparks_of(session, scope, asked, reader.today) if overview and axis is Axis.CENTER else {},
        parts_span=days,
        whole=figures.now if days == span else figures_of(session, scope, days, reader.today, view.split_sources),
    )
    measures, sorting = (report.measures, report.sorting) if report.sortable else ((), Sorting())
    return replace(report, lines=sorted_lines(report.lines, measures, sorting))
