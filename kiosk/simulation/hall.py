"""What the made-up people of a day share: its clock, and the book of who has which number."""

import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from kiosk.simulation.plan import Arrival

SOON = 10.0
LEAST_SLEEP = 0.02


class DayIsBroken(RuntimeError):
    """Somebody else's part of the day failed; the rest goes home."""


class Clock:
    """The seconds of the day since opening, `speed` times as quick as a watch."""

    def __init__(self, speed: float) -> None:
        self._speed, self._broken = speed, threading.Event()
        self.begin()

    def begin(self) -> None:
        """Open: the day begins now."""
        self._began = time.monotonic()

    def now(self) -> float:
        """Give the second of the day."""
        return (time.monotonic() - self._began) * self._speed

    def sleep(self, seconds: float) -> None:
        """Let so many seconds of the day pass; raises DayIsBroken."""
        if self._broken.wait(max(LEAST_SLEEP, seconds / self._speed) if seconds > 0 else 0):
            raise DayIsBroken

    def sleep_until(self, second: float) -> None:
        """Let the day pass to a second of it; raises DayIsBroken."""
        self.sleep(second - self.now())

    def stop(self) -> None:
        """End the day for everybody."""
        self._broken.set()


@dataclass
class Citizen:
    """Somebody with a number, `state` as the server last confirmed it to whoever acted."""

    arrival: Arrival
    follow: str
    code: str
    state: str = "waiting"
    came_back: bool = False
    carried: int = 0


class Book:
    """Who has which number, and what was counted; `expected` people come in all."""

    def __init__(self, expected: int) -> None:
        self.citizens: dict[str, Citizen] = {}
        self.counts: Counter[str] = Counter()
        self._expected, self._came, self._writing = expected, 0, 0
        self._changed = threading.Condition()

    @contextmanager
    def at_the_kiosk(self) -> Iterator[None]:
        """Hold while a number is being taken, so that a clerk who calls it at once waits for its holder."""
        with self._changed:
            self._writing += 1
        yield
        with self._changed:
            self._writing -= 1
            self._came += 1
            self._changed.notify_all()

    def everybody_came(self) -> bool:
        """Tell whether all have been at the kiosk."""
        with self._changed:
            return self._came >= self._expected

    def add(self, citizen: Citizen) -> None:
        """Write down who has a number."""
        with self._changed:
            self.citizens[citizen.code] = citizen
            self._changed.notify_all()

    def holder(self, code: str) -> Citizen | None:
        """Give who has a number; None for a number that nobody of this day took."""
        with self._changed:
            self._changed.wait_for(lambda: code in self.citizens or self._writing == 0, SOON)
            return self.citizens.get(code)

    def count(self, what: str) -> None:
        """Count one more of something."""
        with self._changed:
            self.counts[what] += 1
