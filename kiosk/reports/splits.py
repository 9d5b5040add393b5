"""By what a report is split: the axes that a view, a place and a span leave, and the measures of each."""

from collections.abc import Sequence
from datetime import date

from kiosk.reports.measures import Measure
from kiosk.reports.place import FIELDS, Place
from kiosk.reports.trend import course_of
from kiosk.reports.views import View
from singlewindow.reports.money_parts import OF_A_SERVICE, MoneyPart
from singlewindow.reports.scope import Axis
from singlewindow.reports.span import DAY, Span

STEPS = frozenset({*FIELDS, Axis.DAY, Axis.MONTH})
"""The axes whose lines lead to a report of their own."""
UNSORTED = frozenset({Axis.CLERK})
"""The axes whose lines stand by name and in no order of figures: people are not ranked."""
MONTHS = 12


def axes_of(view: View, place: Place, span: Span) -> list[Axis]:
    """Give the axes by which a view of a place can be split further, the most telling first."""
    return [axis for axis in view.axes if _offered(axis, view, place, span) and measures_of(view, place, axis)]


def measures_of(view: View, place: Place, axis: Axis) -> Sequence[Measure]:
    """Give the measures that a view shows of the parts of a place by an axis."""
    split = {each.field for each in view.split_sources if axis in each.axes and each.fits(place.scope)}
    shown = [measure for measure in view.in_parts if measure.field in split | {"ripe"}] if split else []
    of_receipts = axis in (*OF_A_SERVICE, Axis.METHOD) or place.has(Axis.SECTOR) or place.has(Axis.SERVICE)
    return [each for each in shown if each.field != "money" or not of_receipts or each.counted is MoneyPart.RECEIVED]


def parts_span(view: View, span: Span, today: date) -> Span:
    """Give the days of the parts: those of the report or, of a view of a year, the months of a year up to them."""
    if not view.year:
        return span
    last = Span.month((end := min(span.last, today)).year, end.month)
    first = last.first
    for _ in range(MONTHS - 1):
        first = (first - DAY).replace(day=1)
    return Span(first, last.last)


def _offered(axis: Axis, view: View, place: Place, span: Span) -> bool:
    within_center = place.has(Axis.CENTER)
    unless = {
        Axis.CENTER: within_center,
        Axis.MARKAZ: within_center or place.has(Axis.MARKAZ),
        Axis.KIND: within_center or place.has(Axis.KIND),
        Axis.SECTOR: place.has(Axis.SECTOR) or place.has(Axis.SERVICE),
        Axis.SERVICE: place.has(Axis.SERVICE),
        Axis.DEPARTMENT: place.has(Axis.DEPARTMENT) or place.has(Axis.WINDOW),
        Axis.WINDOW: not within_center or place.has(Axis.WINDOW) or place.has(Axis.DEPARTMENT),
        Axis.LANE: place.has(Axis.LANE) or place.has(Axis.DEPARTMENT),
        Axis.CLERK: not within_center,
        Axis.DAY: course_of(span) is not Axis.DAY or span.days == 1,
        Axis.MONTH: not view.year and course_of(span) is not Axis.MONTH,
        Axis.METHOD: place.has(Axis.SECTOR) or place.has(Axis.SERVICE),
    }
    return not unless.get(axis, False)
