"""How a place went on, day by day or month by month: a drawn line, and the table beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask_babel import gettext
from sqlalchemy.orm import Session

from kiosk.reports.asked import Asked
from kiosk.reports.measures import Figures, Measure, named
from kiosk.reports.reader import Reader
from kiosk.reports.reading import by
from kiosk.reports.sources import Source
from kiosk.reports.tables import ROW_NAMES, columns_of
from kiosk.reports.views import View
from kiosk.reports.written import DAY_FORM, date_text
from singlewindow.reports.chart import Svg, line
from singlewindow.reports.received import received_in
from singlewindow.reports.scope import Axis, Scope
from singlewindow.reports.span import Span, SpanOutOfRange
from singlewindow.reports.table import Column, ColumnKind, Table

MOST_DAYS = 62
WIDTH, HEIGHT = 1040, 160
EARLIER = 5
DRAWN = 2


@dataclass(frozen=True)
class Trend:
    """The figures of each day, or of each month of a long span by its first day, up to the present one."""

    axis: Axis
    span: Span
    points: Sequence[tuple[date, Figures]]
    measures: Sequence[Measure]

    def head(self) -> str:
        """What its points are called."""
        return str(gettext(ROW_NAMES[self.axis]))

    def table(self) -> Table:
        """Give the table of all points."""
        rows = [(day, *(measure.read(figures) for measure in self.measures)) for day, figures in self.points]
        head = Column(self.head(), ColumnKind.DATE)
        return Table(gettext("In the course of time"), [head, *columns_of(self.measures)], rows)

    def drawn(self, reader: Reader) -> Svg:
        """Draw the first measure as a line, and the second as a dashed one."""
        full, dashed = self.measures[:DRAWN]
        names = {"full": named(full), "dashed": named(dashed)}
        title = gettext("%(full)s and %(dashed)s in the course of time", **names)
        told = gettext("A line: %(full)s. A dashed line: %(dashed)s. The figures are in the table.", **names)
        return line(self._values(full), WIDTH, HEIGHT, reader.direction, title, told, self._values(dashed))

    def ends(self, reader: Reader) -> tuple[str, str]:
        """Give the first and the last day that is drawn, in words; empty when there is none."""
        words = [date_text(day, DAY_FORM, reader.language, reader.arabic) for day, _ in self.points]
        return (words[0], words[-1]) if words else ("", "")

    def _values(self, measure: Measure) -> list[float | None]:
        values = [measure.read(figures) for _, figures in self.points]
        return [value if isinstance(value, int | float) else None for value in values]


def course_of(span: Span) -> Axis:
    """Give by what the course of a span is told: its days or, of a long one, its months."""
    return Axis.DAY if span.days <= MOST_DAYS else Axis.MONTH


def trend_of(session: Session, scope: Scope, span: Span, reader: Reader, view: View) -> Trend | None:
    """Read how a scope went on within a span; what lies ahead of today is left out. None for a view that has none."""
    if not view.trend:
        return None
    axis = course_of(span)
    sources = [each for each in view.sources if axis in each.axes and each.fits(scope)]
    found = by(session, scope, span, reader.today, axis, sources)
    days = sorted(day for day in found if isinstance(day, date) and day <= reader.today)
    return Trend(axis, span, [(day, found[day]) for day in days], _told(view, sources))


def sparks_of(session: Session, scope: Scope, asked: Asked, today: date) -> dict[UUID, list[int]]:
    """Give for each center what was received in EARLIER periods before the one asked for, and in it, in their order.

    Fewer where a report can't reach back so far.
    """
    spans = [asked.span]
    while len(spans) <= EARLIER:
        try:
            earlier = spans[0].before()
            Span(earlier.first, asked.span.last)
        except SpanOutOfRange:
            break
        spans.insert(0, earlier)
    return received_in(session, scope, spans, today)


def _told(view: View, sources: Sequence[Source]) -> list[Measure]:
    return [measure for measure in view.trend if measure.field in {source.field for source in sources}]
