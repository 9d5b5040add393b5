"""The period that a reader of reports asks for: a day, a week, a month, a year, or from one day to another."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from singlewindow.errors import N_
from singlewindow.reports.span import Span, SpanOutOfRange


class Period(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    DAYS = "days"


PERIOD_NAMES = {
    Period.DAY: N_("Day"),
    Period.WEEK: N_("Week"),
    Period.MONTH: N_("Month"),
    Period.YEAR: N_("Year"),
    Period.DAYS: N_("From a day to a day"),
}
AROUND: dict[Period, Callable[[date], Span]] = {
    Period.DAY: Span.day,
    Period.WEEK: Span.week,
    Period.MONTH: lambda day: Span.month(day.year, day.month),
    Period.YEAR: lambda day: Span.year(day.year),
}


@dataclass(frozen=True)
class Asked:
    """A period and the span of days that it comes to."""

    period: Period
    span: Span

    @property
    def args(self) -> dict[str, str]:
        """What a link says to ask for the same period again."""
        last = {"last": self.span.last.isoformat()} if self.period is Period.DAYS else {}
        return {"period": self.period.value, "first": self.span.first.isoformat(), **last}

    def earlier(self) -> "Asked":
        """Give the period before; raises SpanOutOfRange where the calendar of reports ends."""
        return Asked(self.period, self.span.before())

    def later(self) -> "Asked":
        """Give the period after; raises SpanOutOfRange where the calendar of reports ends."""
        after = self.span.last + timedelta(days=1)
        if self.period is Period.DAYS:
            return Asked(self.period, Span(after, self.span.last + timedelta(days=self.span.days)))
        return Asked(self.period, AROUND[self.period](after))

    def goes_on(self, today: date) -> bool:
        """Tell whether the period is not over yet."""
        return self.span.last >= today


def asked_for(args: Mapping[str, str], today: date) -> Asked:
    """Read what was asked for; nothing means the month of `today`. Raises SpanOutOfRange for what is no period."""
    period = _period(args.get("period", Period.MONTH))
    first = _day(args.get("first") or today.isoformat())
    if period is Period.DAYS:
        return Asked(period, Span(first, _day(args.get("last") or first.isoformat())))
    return Asked(period, AROUND[period](first))


def _period(typed: str) -> Period:
    try:
        return Period(typed)
    except ValueError:
        raise SpanOutOfRange from None


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise SpanOutOfRange from None
