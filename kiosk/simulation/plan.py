"""The plan of a made-up day: who comes when and for what, who sits at which window. Standard library only; the same
seed gives the same plan."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

OPENS, CLOSES = 0.0, 7 * 3600.0
LAST_NUMBER = CLOSES - 1800
PEAK, PEAK_ENDS = 2700.0, 2.5 * 3600
PEAK_SHARE = 0.55
PRIORITY_SHARE, ENGLISH_SHARE = 0.12, 0.06
PRAYER, PRAYER_TAKES = 4 * 3600.0, 900.0
BREAK_TAKES = 1200.0


class Manner(StrEnum):
    """What somebody does beside waiting for the call."""

    PATIENT = "patient"
    LEAVES = "leaves"
    POSTPONES = "postpones"
    LATE = "late"
    MISSING = "missing"


MANNERS = {Manner.PATIENT: 78, Manner.LEAVES: 6, Manner.POSTPONES: 6, Manner.LATE: 6, Manner.MISSING: 4}


@dataclass(frozen=True)
class Arrival:
    """Somebody who comes at a second of the day; `after` seconds later they do what their manner is."""

    at: float
    service: str
    lane: str
    language: str
    manner: Manner
    after: float


@dataclass(frozen=True)
class Shift:
    """A clerk's day at a window: from when to when, and the pauses, each with beginning, length and reason."""

    clerk: str
    window: int
    begins: float
    pauses: tuple[tuple[float, float, str], ...]


def arrivals(seed: int, count: int, services: Sequence[str]) -> list[Arrival]:
    """Give `count` arrivals in order, with a peak in the morning."""
    chance = random.Random(f"citizens {seed}")
    return sorted((_arrival(chance, services) for _ in range(count)), key=lambda arrival: arrival.at)


def _arrival(chance: random.Random, services: Sequence[str]) -> Arrival:
    in_peak = chance.random() < PEAK_SHARE
    return Arrival(
        at=chance.uniform(PEAK, PEAK_ENDS) if in_peak else chance.uniform(OPENS, LAST_NUMBER),
        service=chance.choice(services),
        lane="priority" if chance.random() < PRIORITY_SHARE else "ordinary",
        language="en" if chance.random() < ENGLISH_SHARE else "ar",
        manner=chance.choices(list(MANNERS), list(MANNERS.values()))[0],
        after=chance.uniform(120, 1200),
    )


def shifts(seed: int, clerks: int) -> Iterator[Shift]:
    """Give the shift of each clerk: one prayer, by turns so that no hall is empty, and one break."""
    chance = random.Random(f"clerks {seed}")
    for place in range(clerks):
        prayer = (PRAYER + place % 3 * PRAYER_TAKES, PRAYER_TAKES, "Prayer")
        rest = (chance.uniform(2.5, 3.5) * 3600, BREAK_TAKES, "Break")
        yield Shift(f"clerk{place + 1}", place + 1, chance.uniform(OPENS, 900), tuple(sorted((rest, prayer))))
