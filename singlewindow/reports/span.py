"""The span of days of a report, with the span before it and the one a year earlier.

A week is from Saturday to Friday, as weeks are counted in Egypt: the working days stand together, the weekend ends it.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from singlewindow.errors import N_, Invalid
from singlewindow.places.clock import CAIRO

DAY = timedelta(days=1)
WEEK = 7
SATURDAY = 5
MOST_YEARS = 10
YEARS = range(1900, 2200)


class SpanOutOfRange(Invalid):
    message = N_("Please choose a first day, and a last day that is not before it, at most ten years apart.")
    field = "first"


@dataclass(frozen=True)
class Span:
    """Days from the first to the last, both included. Raises SpanOutOfRange when reversed or longer than ten years."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.first.year not in YEARS or self.last.year not in YEARS:
            raise SpanOutOfRange
        if not self.first <= self.last < _years_later(self.first, MOST_YEARS):
            raise SpanOutOfRange

    @staticmethod
    def day(day: date) -> "Span":
        """Give a single day."""
        return Span(day, day)

    @staticmethod
    def week(day: date) -> "Span":
        """Give the week, from Saturday to Friday, in which a day lies; raises SpanOutOfRange as a span does."""
        Span.day(day)
        first = day - (day.weekday() - SATURDAY) % WEEK * DAY
        return Span(first, first + (WEEK - 1) * DAY)

    @staticmethod
    def month(year: int, month: int) -> "Span":
        """Give a calendar month; raises SpanOutOfRange for a month or year that there is not."""
        if month not in range(1, 13) or year not in YEARS:
            raise SpanOutOfRange
        return Span(date(year, month, 1), date(year, month, monthrange(year, month)[1]))

    @staticmethod
    def year(year: int) -> "Span":
        """Give a calendar year; raises SpanOutOfRange for a year that there is not."""
        return Span(Span.month(year, 1).first, Span.month(year, 12).last)

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    def each(self) -> list[date]:
        """Give its days."""
        return [self.first + number * DAY for number in range(self.days)]

    def before(self) -> "Span":
        """Give the month before a calendar month, the year before a calendar year, else as many days just before.

        Raises SpanOutOfRange where the calendar of reports ends, as `a_year_earlier` does.
        """
        eve = self.first - DAY
        if self._is_month():
            return Span.month(eve.year, eve.month)
        if self._is_year():
            return Span.year(eve.year)
        return Span(self.first - self.days * DAY, eve)

    def a_year_earlier(self) -> "Span":
        """Give the same dates of the year before; of a week the one 52 weeks before, so that it stays a week."""
        if self._is_month():
            return Span.month(self.first.year - 1, self.first.month)
        if self == Span.week(self.first):
            return Span(self.first - 52 * WEEK * DAY, self.last - 52 * WEEK * DAY)
        return Span(_years_later(self.first, -1), _years_later(self.last, -1))

    def moments(self) -> tuple[datetime, datetime]:
        """Give the moment, in UTC, at which its first day begins in Cairo and the one at which its last day is over."""
        return _midnight(self.first), _midnight(self.last + DAY)

    def _is_month(self) -> bool:
        return self == Span.month(self.first.year, self.first.month)

    def _is_year(self) -> bool:
        return self == Span.year(self.first.year)


def _midnight(day: date) -> datetime:
    """Give the moment in UTC at which a day begins in Cairo, also when its clock skips midnight."""
    return datetime.combine(day, time.min, CAIRO).astimezone(UTC)


def _years_later(day: date, years: int) -> date:
    """Give the same date of another year, the 28th for a 29th of February that it has not."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
