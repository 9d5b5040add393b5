"""The working time of a center: its open hours laid end to end, so that minutes of work are a plain sum."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from sqlalchemy.orm import Session

from singlewindow.places.opening import OpenPlace, spans
from singlewindow.requests.clock import Calendar, SetTime, Stop, due_date

AFTER = 200
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class OpenDay:
    """A day on which a center is open: when, in UTC, and for how many minutes."""

    day: date
    opens: datetime
    minutes: float

    def at(self, minute: float) -> datetime:
        """Give the moment so many minutes after opening."""
        return self.opens + timedelta(seconds=round(minute * 60))


class WorkingTime:
    """The open days of a center in a year, and for some time after it, so that what begins in it may be planned."""

    def __init__(self, days: Sequence[OpenDay], calendar: Calendar) -> None:
        self.days = days
        self.calendar = calendar
        self._opens = [day.opens for day in days]
        self._before = [0.0]
        for day in days:
            self._before.append(self._before[-1] + day.minutes)

    def place(self, moment: datetime) -> int:
        """Give the place of the open day of a moment, or of the last one before it."""
        return max(0, bisect_right(self._opens, moment) - 1)

    def worked(self, moment: datetime) -> float:
        """Give the minutes of work before a moment; the hours after closing add none."""
        n = self.place(moment)
        day = self.days[n]
        return self._before[n] + min(day.minutes, max(0.0, (moment - day.opens) / MINUTE))

    def after(self, moment: datetime, minutes: float) -> datetime:
        """Give the moment so many minutes of work later; never one before `moment`."""
        return max(moment, self.when(self.worked(moment) + minutes)) if minutes else moment

    def when(self, worked: float) -> datetime:
        """Give the moment at which so many minutes of work are done; at most the last one of all."""
        n = min(max(0, bisect_right(self._before, worked) - 1), len(self.days) - 1)
        return self.days[n].at(min(worked - self._before[n], self.days[n].minutes))

    def day_end(self, n: int) -> float:
        """Give the minutes of work done when the open day at place `n` ends."""
        return self._before[n + 1]

    def due(self, started: date, set_time: SetTime, stops: Sequence[Stop]) -> date | None:
        """Give a due date as the clock of requests counts it."""
        return _due(self.calendar, started, set_time, tuple(stops))


@lru_cache(maxsize=200_000)
def _due(calendar: Calendar, started: date, set_time: SetTime, stops: tuple[Stop, ...]) -> date | None:
    return due_date(calendar, started, set_time, stops).on


def working_time(session: Session, center: OpenPlace, calendar: Calendar, year: int) -> WorkingTime:
    """Give the working time of a center from the first day of a year; empty where it has no opening hours."""
    first = date(year, 1, 1)
    length = (date(year + 1, 1, 1) - first).days + AFTER
    days = [
        OpenDay(span.opens.date(), span.opens.astimezone(UTC), (span.closes - span.opens) / MINUTE)
        for span in spans(session, center, first, length)
    ]
    return WorkingTime(days, calendar)
