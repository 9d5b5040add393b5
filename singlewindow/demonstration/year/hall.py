"""A day in the hall of a center: who comes when, who is called to which window, how long each is served."""

import heapq
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from uuid import UUID

from singlewindow.demonstration.year.chance import Chance
from singlewindow.demonstration.year.errands import Errand
from singlewindow.demonstration.year.people import Place
from singlewindow.demonstration.year.visits import Visit
from singlewindow.tickets.states import Deed, Lane, Outcome

FULL = 0.92
ELSEWHERE = "الخدمة من شباك آخر"


@dataclass(slots=True)
class Guest:
    """Someone in the hall with a number and errands; without errands nothing comes of the visit.

    `firm`: served today whatever happens; others may leave after `patience` minutes, be absent, or find closed windows.
    """

    visit: Visit
    ticket_id: UUID
    errands: list[Errand] = field(default_factory=list)
    patience: float = 0.0
    absent: bool = False
    sent_on: bool = False

    @property
    def letter(self) -> str:
        """The letter of its number: that of the service it was taken for."""
        return self.errands[0].service.letter if self.errands else self.visit.service.letter

    @property
    def firm(self) -> bool:
        """Whether something is to come of the visit."""
        return bool(self.errands)


@dataclass(frozen=True)
class Done:
    """An errand done for a guest at a place, so many minutes after opening; the visit ended at `finished`."""

    errand: Errand
    guest: Guest
    minute: float
    place: Place


class Hall:
    """The hall of one day: its windows, each free from a minute on, and who waits."""

    def __init__(self, places: Sequence[Place], minutes: float, head_start: float, chance: Chance) -> None:
        self._minutes, self._head_start, self._chance = minutes, head_start, chance
        self._places = places
        self._windows = [(chance.uniform(0, 12), n) for n in range(len(places))]
        heapq.heapify(self._windows)
        self._order = count()
        self._coming: list[tuple[float, int, Guest]] = []
        self._waiting: list[tuple[float, int, Guest]] = []
        self._hurry = 1.0

    def run(self, guests: Sequence[Guest]) -> Iterator[Done]:
        """Let the guests of a day come, wait and be served, and give what was done for them."""
        busy = sum(errand.minutes for guest in guests for errand in guest.errands)
        self._hurry = min(1.0, FULL * self._minutes * len(self._places) / max(1.0, busy))
        for guest in guests:
            self._come(guest, guest.visit.issued)
        while self._coming or self._waiting:
            free, window = heapq.heappop(self._windows)
            now = free if self._waiting else max(free, self._coming[0][0])
            self._let_in(now)
            guest = heapq.heappop(self._waiting)[2]
            ended = yield from self._at_window(guest, self._places[window], now)
            heapq.heappush(self._windows, (ended, window))

    def _come(self, guest: Guest, minute: float) -> None:
        heapq.heappush(self._coming, (minute, next(self._order), guest))

    def _let_in(self, now: float) -> None:
        while self._coming and self._coming[0][0] <= now:
            minute, place, guest = heapq.heappop(self._coming)
            start = self._head_start if guest.visit.lane is Lane.PRIORITY and not guest.visit.returns else 0.0
            since = minute if guest.visit.returns else guest.visit.issued
            heapq.heappush(self._waiting, (since - start, place, guest))

    def _at_window(self, guest: Guest, place: Place, now: float) -> Generator[Done, None, float]:
        visit = guest.visit
        if not guest.firm and guest.patience and now > visit.since + guest.patience:
            visit.does(Deed.LEAVE, visit.since + guest.patience, None)
            return now
        if not guest.firm and now >= self._minutes:
            visit.does(Deed.CLOSE_DAY, self._minutes + 540, None)
            return now
        visit.call(now, place)
        if guest.absent:
            return self._wait_for(guest, place, now)
        started = now + self._chance.uniform(0.3, 1.6)
        if self._chance.happens(0.06):
            visit.call(now + 0.7, place, 1)
            started += 0.8
        visit.does(Deed.START, started, place)
        if guest.sent_on:
            guest.sent_on = False
            visit.does(Deed.TRANSFER, started + 1.5, None, ELSEWHERE)
            self._come(guest, started + 1.5)
            return started + 1.7
        return (yield from self._serve(guest, place, started))

    def _wait_for(self, guest: Guest, place: Place, now: float) -> float:
        visit, chance = guest.visit, self._chance
        for again in (1, 2):
            visit.call(now + again, place, again)
        visit.does(Deed.MARK_ABSENT, now + 2.8, place)
        if guest.firm or chance.happens(0.3):
            back = now + 2.8 + chance.uniform(3, 22)
            visit.come_back(back)
            guest.absent = False
            self._come(guest, back)
        elif chance.happens(0.2):
            visit.does(Deed.LEAVE, now + 2.8 + chance.uniform(1, 60), None)
        return now + 3.0

    def _serve(self, guest: Guest, place: Place, started: float) -> Generator[Done, None, float]:
        visit, chance, now = guest.visit, self._chance, started
        visit.outcome = Outcome.SERVED if guest.firm or chance.happens(0.85) else Outcome.NOT_POSSIBLE
        for n, errand in enumerate(guest.errands):
            if n and errand.service is not visit.service:
                visit.add_service(now, errand.service)
            takes = max(0.8, chance.about(errand.minutes) * self._hurry)
            yield Done(errand, guest, now + takes * 0.6, place)
            now += takes
        if not guest.errands:
            now += max(0.8, chance.about(3.5) * self._hurry)
        if chance.happens(0.015):
            visit.does(Deed.HOLD, now, place)
            now += chance.uniform(1, 9)
            visit.does(Deed.RESUME, now, place)
            now += 0.5
        visit.does(Deed.FINISH, now, place)
        return now + chance.uniform(0.1, 0.8)
