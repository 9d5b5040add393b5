"""A month of a made-up main center, event by event: what each arriving person sees, and how long they then wait."""

import heapq
import random
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from singlewindow.tickets.expected import Hall, Visit

OPENS, CLOSES = 0, 7 * 3600
HEAD_START = 20 * 60
KEPT = 300
SERVICES = {"copy": 150, "payment": 240, "permit": 620, "inquiry": 190, "complaint": 420, "license": 800}
WEIGHTS = (20, 30, 12, 22, 8, 8)


@dataclass(frozen=True)
class Seen:
    """What was known when somebody took a number, and the seconds they waited in the end."""

    hall: Hall
    visits: tuple[Visit, ...]
    last_hour: tuple[float, ...]
    waited: float


@dataclass
class _Day:
    chance: random.Random
    visits: deque[Visit]
    windows: dict[int, tuple[str, float] | None] = field(default_factory=dict)
    queue: list[tuple[float, int, str, bool]] = field(default_factory=list)
    waits: deque[tuple[float, float]] = field(default_factory=deque)
    seen: dict[int, tuple[Hall, tuple[Visit, ...], tuple[float, ...]]] = field(default_factory=dict)


def month(seed: int, days: int = 22) -> Iterator[Seen]:
    """Give what everybody saw and waited who was called on `days` days; the same seed gives the same month."""
    chance, visits = random.Random(seed), deque[Visit](maxlen=KEPT)
    for _ in range(days):
        yield from _day(_Day(chance, visits))


def _day(day: _Day) -> Iterator[Seen]:
    chance, pace = day.chance, day.chance.lognormvariate(0, 0.12)
    events: list[tuple[float, int, str, int]] = []
    places = chance.randint(5, 9)
    for n, at in enumerate(_arrivals(chance, places * chance.uniform(0.75, 1.02))):
        heapq.heappush(events, (at, n, "arrival", n))
    for window in range(places):
        heapq.heappush(events, (OPENS + chance.uniform(0, 900), -1, "open", window))
        rest = chance.uniform(2 * 3600, 5 * 3600)
        heapq.heappush(events, (rest, -1, "close", window))
        heapq.heappush(events, (rest + chance.uniform(600, 1800), -1, "open", window))
    closing: set[int] = set()
    while events:
        now, n, what, who = heapq.heappop(events)
        if what == "arrival":
            _arrive(day, now, n)
        elif what == "open":
            closing.discard(who)
            day.windows.setdefault(who, None)
        elif what == "close":
            closing.add(who)
        else:
            service, since = day.windows[who] or ("", now)
            day.visits.append(Visit(service, now - since))
            day.windows[who] = None
        for window in closing & {window for window, at in day.windows.items() if at is None}:
            del day.windows[window]
        for window, at in list(day.windows.items()):
            if at is None and day.queue:
                yield _call(day, now, window, pace, events)


def _arrivals(chance: random.Random, windows: float) -> Iterator[float]:
    mean = sum(SERVICES[name] * weight for name, weight in zip(SERVICES, WEIGHTS, strict=True)) / sum(WEIGHTS)
    at = 0.0
    while at < CLOSES - 1800:
        busy = 1.35 if 3600 < at < 3 * 3600 else 0.85
        at += chance.expovariate(windows / mean * busy)
        yield at


def _arrive(day: _Day, now: float, n: int) -> None:
    service = day.chance.choices(list(SERVICES), WEIGHTS)[0]
    priority = day.chance.random() < 0.12
    turn = now - (HEAD_START if priority else 0)
    ahead = [name for other, _, name, _ in sorted(day.queue) if other <= turn]
    at_windows = [None if at is None else (at[0], now - at[1]) for at in day.windows.values()]
    arrived = max(now, 1800.0)
    overtaking = 0.0 if priority else 0.12 * n / arrived
    hall = Hall(ahead, at_windows, overtaking, HEAD_START)
    while day.waits and day.waits[0][0] < now - 3600:
        day.waits.popleft()
    day.seen[n] = (hall, tuple(day.visits), tuple(wait for _, wait in day.waits))
    heapq.heappush(day.queue, (turn, n, service, priority))


def _call(day: _Day, now: float, window: int, pace: float, events: list[tuple[float, int, str, int]]) -> Seen:
    turn, n, service, priority = heapq.heappop(day.queue)
    absent = day.chance.random() < 0.06
    mean = SERVICES[service] * pace
    takes = day.chance.uniform(60, 120) if absent else 20 + mean * day.chance.lognormvariate(-0.18, 0.6)
    day.windows[window] = (service, now)
    heapq.heappush(events, (now + takes, -1, "done", window))
    waited = now - (turn + (HEAD_START if priority else 0))
    day.waits.append((now, waited))
    hall, visits, last_hour = day.seen.pop(n)
    return Seen(hall, visits, last_hour, waited)
