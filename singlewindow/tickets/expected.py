"""How long a number will still wait, as a range. Pure, standard library only.

The windows are filled in turn, each number ahead taking the mean time its service has taken here lately; those who may
still overtake by their lane's head start are added. The range is meant to hold eight tenths of the truth and more:
the spread of the sum of so many visits shared by so many windows (central limit theorem), widened by UNSURE for what
changes within a day, rounded outward to STEP seconds.
"""

import heapq
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor, sqrt
from statistics import fmean

LEAST_VISITS = 12
PRIOR_VISITS = 8
EIGHT_TENTHS = 1.28
UNSURE = 0.08
STEP = 5 * 60


@dataclass(frozen=True)
class Visit:
    """A visit that has ended: its service, and the seconds for which it kept a window (call, walk and service)."""

    service: Hashable
    seconds: float


@dataclass(frozen=True)
class Pace:
    """How long visits keep a window: the mean by service, the mean of all, and the spread around a mean.

    `ratios` are the seconds of past visits over the mean of their service, in ascending order.
    """

    means: Mapping[Hashable, float]
    mean: float
    ratios: Sequence[float]

    @property
    def variation(self) -> float:
        """The variance of a visit over the square of its mean."""
        return fmean((ratio - 1) ** 2 for ratio in self.ratios)

    def of(self, service: Hashable) -> float:
        """Give the mean seconds of a service's visits; of all visits for one never seen."""
        return self.means.get(service, self.mean)

    def left(self, service: Hashable, elapsed: float) -> float:
        """Give the mean seconds that a visit still takes after `elapsed` seconds."""
        mean = self.of(service)
        longer = [ratio - elapsed / mean for ratio in self.ratios if ratio > elapsed / mean]
        return mean * (fmean(longer) if longer else sqrt(self.variation) / 2)


@dataclass(frozen=True)
class Hall:
    """What keeps the windows busy: the services of the numbers ahead in their order, and those at the windows.

    `windows` has, for each open window, None or the service at it with the seconds since its call. `overtaking` is how
    many numbers a second come that may go before an ordinary one, for at most `head_start` seconds.
    """

    ahead: Sequence[Hashable]
    windows: Sequence[tuple[Hashable, float] | None]
    overtaking: float = 0.0
    head_start: float = 0.0


@dataclass(frozen=True)
class Range:
    """A wait in seconds: likely between `low` and `high`, `middle` the best single guess."""

    low: int
    middle: int
    high: int


def pace_of(visits: Sequence[Visit]) -> Pace | None:
    """Learn the pace of a center from its last visits; None from fewer than LEAST_VISITS.

    The mean of a service seen seldom leans on the mean of all (PRIOR_VISITS visits of it are assumed).
    """
    if len(visits) < LEAST_VISITS:
        return None
    mean = max(1.0, fmean(visit.seconds for visit in visits))
    times: dict[Hashable, list[float]] = {}
    for visit in visits:
        times.setdefault(visit.service, []).append(visit.seconds)
    means = {name: (sum(own) + PRIOR_VISITS * mean) / (len(own) + PRIOR_VISITS) for name, own in times.items()}
    return Pace(means, mean, sorted(visit.seconds / means[visit.service] for visit in visits))


def expected_wait(hall: Hall, pace: Pace | None) -> Range | None:
    """Give the wait of a number that stands behind `hall.ahead`; None when it can't be known."""
    if pace is None or not hall.windows:
        return None
    until = _time_of_turn(hall, pace)
    overtakers = hall.overtaking * min(until, hall.head_start)
    middle = until + overtakers * pace.mean / len(hall.windows)
    spread = EIGHT_TENTHS * _spread(hall, pace, overtakers, middle)
    low, high = max(0.0, middle - spread), middle + spread
    return Range(floor(low / STEP) * STEP, round(middle), max(1, ceil(high / STEP)) * STEP)


def _time_of_turn(hall: Hall, pace: Pace) -> float:
    """Fill the windows in turn and give the seconds until one is free for the number itself."""
    free = [0.0 if at is None else pace.left(*at) for at in hall.windows]
    heapq.heapify(free)
    for service in hall.ahead:
        heapq.heapreplace(free, free[0] + pace.of(service))
    return free[0]


def _spread(hall: Hall, pace: Pace, overtakers: float, middle: float) -> float:
    busy = [at[0] for at in hall.windows if at is not None]
    squares = sum(pace.of(service) ** 2 for service in [*hall.ahead, *busy]) + overtakers * pace.mean**2
    return sqrt(squares * pace.variation) / len(hall.windows) + UNSURE * middle
