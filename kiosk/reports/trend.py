"""How a place went on, day by day or month by month: a drawn line, and the table beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask_babel import gettext
from sqlalchemy.orm import Session

from kiosk.reports.asked import Asked
from kiosk.reports.measures import ARRIVED, FINISHED, RECEIVED, WAIT, Figures, Measure
from kiosk.reports.reader import Reader
from kiosk.reports.reading import by
from kiosk.reports.tables import ROW_NAMES, columns_of, named
from kiosk.reports.written import DAY_FORM, date_text
from singlewindow.reports.chart import Svg, line
from singlewindow.reports.received import received_in
from singlewindow.reports.scope import Axis, Scope
from singlewindow.reports.span import Span, SpanOutOfRange
from singlewindow.reports.table import Column, ColumnKind, Table

MOST_DAYS = 62
WIDTH, HEIGHT = 1040, 160
EARLIER = 5


@dataclass(frozen=True)
class Trend:
    """The figures of each day, or of each month of a long span by its first day, up to the present one."""

    axis: Axis
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

    def name_of(self, measure: Measure) -> str:
        """Give the name of a measure."""
        return named(measure)

    def drawn(self, reader: Reader) -> Svg:
        """Draw what was received as a line, and what was finished as a dashed one."""
        title = gettext("Received and finished in the course of time")
        told = gettext(
            "A line for what was received, a dashed one for what was finished; the figures are in the table."
        )
        return line(self._values(RECEIVED), WIDTH, HEIGHT, reader.direction, title, told, self._values(FINISHED))

    def ends(self, reader: Reader) -> tuple[str, str]:
        """Give the first and the last day that is drawn, in words; empty when there is none."""
        words = [date_text(day, DAY_FORM, reader.language, reader.arabic) for day, _ in self.points]
        return (words[0], words[-1]) if words else ("", "")

    def _values(self, measure: Measure) -> list[float | None]:
        values = [measure.read(figures) for _, figures in self.points]
        return [value if isinstance(value, int | float) else None for value in values]


def trend_of(session: Session, scope: Scope, span: Span, reader: Reader) -> Trend:
    """Read how a scope went on within a span; what lies ahead of today is left out."""
    axis = Axis.DAY if span.days <= MOST_DAYS else Axis.MONTH
    asked, came = by(session, scope, span, reader.today, axis)
    days = sorted(day for day in asked.keys() | came.keys() if day <= reader.today)
    points = [(day, Figures(asked.get(day), came.get(day))) for day in days]
    hall = () if scope.department_id is not None else (ARRIVED, WAIT)
    return Trend(axis, points, (RECEIVED, FINISHED, *hall))


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
