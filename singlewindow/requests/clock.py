"""The clock of a request: working days, stops, and how its due date came about. Pure.

Days are counted after the day on which the clock starts. The days after the one a stop begins, up to and with the one
it ends, are not counted. A due date is always a working day.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import count

from singlewindow.errors import N_, Refusal

FURTHEST = 4000


class NoWorkingDays(Refusal):
    """The calendar has no working day within FURTHEST days."""

    message = N_("With these working days some files would never come due. Please add opening hours.")


@dataclass(frozen=True)
class Calendar:
    """The weekdays (0 Monday … 6 Sunday) on which a center is open, and the days on which it is not."""

    weekdays: frozenset[int]
    holidays: frozenset[date] = frozenset()

    def is_working(self, day: date) -> bool:
        """Tell whether `day` is a working day."""
        return day.weekday() in self.weekdays and day not in self.holidays


@dataclass(frozen=True)
class Stop:
    """A span in which the clock stands; without `to` it still does. `why` is what is awaited."""

    began: date
    ended: date | None
    why: str

    def covers(self, day: date) -> bool:
        """Tell whether `day` is not counted."""
        return self.began < day and (self.ended is None or day <= self.ended)


@dataclass(frozen=True)
class SetTime:
    """How many days a request may take; not `working`: every day counts, and a due day off moves to the next."""

    days: int
    working: bool = True


class StepKind(StrEnum):
    NOT_STARTED = "not_started"
    NO_SET_TIME = "no_set_time"
    STARTED = "started"
    COUNTED = "counted"
    STOPPED = "stopped"
    STANDS = "stands"
    MOVED = "moved"
    DUE = "due"


@dataclass(frozen=True)
class DueStep:
    """One line of the explanation: a day or a span of days, a number of (working) days, and what was awaited."""

    kind: StepKind
    day: date | None = None
    until: date | None = None
    days: int = 0
    why: str = ""
    working: bool = True


@dataclass(frozen=True)
class Due:
    """The due date, none while the clock stands or never started, what is left, and the steps that led to it."""

    on: date | None
    left: int
    steps: tuple[DueStep, ...]


def due_date(calendar: Calendar, started: date | None, set_time: SetTime | None, stops: Sequence[Stop]) -> Due:
    """Count a request's days and explain them. Raises NoWorkingDays for a calendar that has none."""
    if set_time is None:
        return Due(None, 0, (DueStep(StepKind.NO_SET_TIME),))
    if started is None:
        return Due(None, set_time.days, (DueStep(StepKind.NOT_STARTED, days=set_time.days, working=set_time.working),))
    counted = DueStep(StepKind.COUNTED, started, days=set_time.days, working=set_time.working)
    first = (DueStep(StepKind.STARTED, started), counted)
    last, left, met = _count(calendar, started, set_time, stops)
    told = tuple(_told(calendar, set_time, stop) for stop in met)
    if last is None:
        return Due(None, left, (*first, *told))
    on = next(day for day in _days(last) if calendar.is_working(day))
    moved = (DueStep(StepKind.MOVED, last, until=on),) if on != last else ()
    return Due(on, 0, (*first, *told, *moved, DueStep(StepKind.DUE, on)))


def working_days_between(calendar: Calendar, began: date, ended: date) -> int:
    """Count the working days after `began` up to and with `ended`."""
    days = (began + timedelta(days=n) for n in range(1, (ended - began).days + 1))
    return sum(calendar.is_working(day) for day in days)


def _count(
    calendar: Calendar, started: date, set_time: SetTime, stops: Sequence[Stop]
) -> tuple[date | None, int, list[Stop]]:
    """Give the day on which the last day is counted (none: the clock stands before it), days left, the stops met."""
    left, met = set_time.days, dict[Stop, None]()
    if not left:
        return started, 0, []
    for day in _days(started + timedelta(days=1)):
        over = [stop for stop in stops if stop.covers(day)]
        met.update(dict.fromkeys(over))
        if any(stop.ended is None for stop in over):
            return None, left, list(met)
        if not over and (calendar.is_working(day) or not set_time.working):
            left -= 1
            if not left:
                return day, 0, list(met)
    raise NoWorkingDays


def _told(calendar: Calendar, set_time: SetTime, stop: Stop) -> DueStep:
    if stop.ended is None:
        return DueStep(StepKind.STANDS, stop.began, why=stop.why)
    days = (
        working_days_between(calendar, stop.began, stop.ended) if set_time.working else (stop.ended - stop.began).days
    )
    return DueStep(StepKind.STOPPED, stop.began, stop.ended, days, stop.why)


def _days(first: date) -> Iterator[date]:
    for n in count():
        if n > FURTHEST:
            raise NoWorkingDays
        yield first + timedelta(days=n)
