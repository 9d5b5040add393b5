"""The tables of a report, each one value from which the page, the files and the paper are made."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask_babel import gettext

from kiosk.reports.measures import Figures, Measure, named
from kiosk.reports.reading import Line
from kiosk.reports.written import DAY_FORM, date_text
from singlewindow.errors import N_
from singlewindow.reports.scope import Axis
from singlewindow.reports.span import Span
from singlewindow.reports.table import Cell, Column, Table

AXIS_NAMES = {
    Axis.CENTER: N_("Centers"),
    Axis.KIND: N_("Kinds of center"),
    Axis.MARKAZ: N_("Marakez"),
    Axis.DEPARTMENT: N_("Departments"),
    Axis.SECTOR: N_("Sectors"),
    Axis.SERVICE: N_("Services"),
    Axis.WINDOW: N_("Windows"),
    Axis.LANE: N_("Lanes"),
    Axis.DAY: N_("Days"),
    Axis.MONTH: N_("Months"),
    Axis.HOUR: N_("Hours"),
    Axis.WEEKDAY: N_("Weekdays"),
    Axis.CLERK: N_("Clerks"),
    Axis.METHOD: N_("Ways to pay"),
    Axis.ITEM: N_("Items"),
    Axis.STAGE: N_("Departments and stages"),
    Axis.REASON: N_("Reasons"),
}
ROW_NAMES = {
    Axis.CENTER: N_("Center"),
    Axis.KIND: N_("Kind"),
    Axis.MARKAZ: N_("Markaz"),
    Axis.DEPARTMENT: N_("Department"),
    Axis.SECTOR: N_("Sector"),
    Axis.SERVICE: N_("Service"),
    Axis.WINDOW: N_("Window"),
    Axis.LANE: N_("Lane"),
    Axis.DAY: N_("Day"),
    Axis.MONTH: N_("Month"),
    Axis.HOUR: N_("Arrived at"),
    Axis.WEEKDAY: N_("Weekday"),
    Axis.CLERK: N_("Clerk"),
    Axis.METHOD: N_("Way to pay"),
    Axis.ITEM: N_("Item"),
    Axis.STAGE: N_("Department and stage"),
    Axis.REASON: N_("Reason"),
}


OF_CENTERS = ("kind", "markaz")
"""What lines of centers can be sorted by besides their measures."""


@dataclass(frozen=True)
class Sorting:
    """By which measure, kind or markaz lines stand, by none in the order of the records; `down`: greatest first."""

    key: str = ""
    down: bool = False


def columns_of(measures: Sequence[Measure]) -> list[Column]:
    """Give the columns of measures."""
    return [Column(named(measure), measure.kind) for measure in measures]


def compared_table(title: str, measures: Sequence[Measure], spans: Sequence[str], figures: Sequence[Figures]) -> Table:
    """Give a table of a row for each span by its name, that which was asked for first."""
    rows = [(span, *(measure.read(found) for measure in measures)) for span, found in zip(spans, figures, strict=True)]
    return Table(title, [Column(gettext("Period")), *columns_of(measures)], rows)


def split_table(axis: Axis, measures: Sequence[Measure], lines: Sequence[Line], whole: Figures) -> Table:
    """Give a table of a row for each line, and the whole beneath, which is asked of the rows and not added up."""
    with_kind = axis is Axis.CENTER
    head = [Column(gettext(ROW_NAMES[axis]))]
    head += [Column(gettext("Kind")), Column(gettext("Markaz"))] if with_kind else []
    rows = [
        (
            line.named.name,
            *((line.named.kind, line.named.markaz) if with_kind else ()),
            *(measure.read(line.figures) for measure in measures),
        )
        for line in lines
    ]
    total = (gettext("The whole"), *((None, None) if with_kind else ()), *(measure.read(whole) for measure in measures))
    return Table(gettext(AXIS_NAMES[axis]), [*head, *columns_of(measures)], rows, total)


def sorted_lines(lines: Sequence[Line], measures: Sequence[Measure], sorting: Sorting) -> list[Line]:
    """Give the lines as sorted; what has no value stands last either way."""
    read = _sorted_by(measures, sorting.key)
    if read is None:
        return list(reversed(lines)) if sorting.down else list(lines)
    valued = [(read(line), line) for line in lines]
    known = [(value, line) for value, line in valued if value not in (None, "")]
    known.sort(key=lambda pair: pair[0], reverse=sorting.down)
    return [line for _, line in known] + [line for value, line in valued if value in (None, "")]


def _sorted_by(measures: Sequence[Measure], key: str) -> Callable[[Line], Cell] | None:
    """Give what lines are sorted by: the kind or the markaz of centers, or a measure; None for the records' order."""
    if key in OF_CENTERS:
        return lambda line: str(getattr(line.named, key))
    measure = next((each for each in measures if each.key == key), None)
    return None if measure is None else lambda line: measure.read(line.figures)


def span_name(span: Span, language: str, arabic: bool) -> str:
    """Give what a span is called: a day, a month or a year by name, else its first and last day."""
    if span == Span.year(span.first.year):
        return date_text(span.first, "y", language, arabic)
    if span == Span.month(span.first.year, span.first.month):
        return date_text(span.first, "MMMM y", language, arabic)
    first = date_text(span.first, DAY_FORM, language, arabic)
    return first if span.days == 1 else f"{first} – {date_text(span.last, DAY_FORM, language, arabic)}"
