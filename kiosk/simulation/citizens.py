"""The citizens of a made-up day: a number at the kiosk, then what they do by phone."""

import heapq
import re
import threading
from itertools import count

from kiosk.simulation.browser import Browser, NewBrowser
from kiosk.simulation.hall import Book, Citizen, Clock
from kiosk.simulation.plan import Arrival, Manner

NUMBER = re.compile(r'class="number num[^"]*">\s*([A-Z])\s+(\d+)\s*<')
STATE = re.compile(r'data-state="(\w+)"')
LOOK_EVERY = 15.0


class Kiosk:
    """One device at which citizens take numbers, one after the other."""

    def __init__(self, new_browser: NewBrowser, center: str, clock: Clock, book: Book, phones: "Phones") -> None:
        self._browser, self._center, self._clock, self._book = new_browser(), center, clock, book
        self._new_browser, self._phones = new_browser, phones

    def serve(self, people: list[Arrival]) -> None:
        """Give a number to each of `people` when they come."""
        for arrival in people:
            self._clock.sleep_until(arrival.at)
            with self._book.at_the_kiosk():
                self._take(arrival)

    def _take(self, arrival: Arrival) -> None:
        self._browser.read(f"/kiosk/{self._center}/services/{arrival.service}?lang={arrival.language}")
        answer = self._browser.send(f"/kiosk/{self._center}/tickets", service=arrival.service, lane=arrival.lane)
        if not answer.done:
            self._book.count("refused at the kiosk")
            return
        follow = answer.location.rpartition("/")[2]
        citizen = Citizen(arrival, follow, number_of(self._new_browser(), follow))
        self._book.add(citizen)
        if arrival.manner in (Manner.LEAVES, Manner.POSTPONES):
            self._phones.later(citizen, arrival.after)


class Phones:
    """The phones of all citizens: ten more minutes, leaving, coming back after an absence, each in its time."""

    def __init__(self, new_browser: NewBrowser, clock: Clock, book: Book) -> None:
        self._new_browser, self._clock, self._book = new_browser, clock, book
        self._due: list[tuple[float, int, Citizen]] = []
        self._order, self._lock = count(), threading.Lock()

    def later(self, citizen: Citizen, seconds: float) -> None:
        """Let a citizen take out their phone after so many seconds of the day."""
        with self._lock:
            heapq.heappush(self._due, (self._clock.now() + seconds, next(self._order), citizen))

    def live(self, over: threading.Event) -> None:
        """Do what is due until the day is over."""
        while not over.is_set():
            citizen = self._next()
            if citizen is None:
                self._clock.sleep(LOOK_EVERY)
            else:
                self._act(citizen)

    def _next(self) -> Citizen | None:
        with self._lock:
            due = self._due and self._due[0][0] <= self._clock.now()
            return heapq.heappop(self._due)[2] if due else None

    def _act(self, citizen: Citizen) -> None:
        if citizen.state == "absent":
            self._come_back(citizen)
        elif citizen.arrival.manner is Manner.LEAVES and self._press(citizen, "leave"):
            citizen.state = "left"
        elif citizen.arrival.manner is Manner.POSTPONES and self._press(citizen, "more"):
            self._book.count("ten more minutes")

    def _come_back(self, citizen: Citizen) -> None:
        """Say so before it is sent: the number may be called before the answer is read."""
        citizen.state, citizen.came_back = "waiting", True
        if self._press(citizen, "back"):
            self._book.count("came back late")
        else:
            citizen.state = "absent"

    def _press(self, citizen: Citizen, deed: str) -> bool:
        """Press a button of the phone's page if it is there; tell whether it was taken."""
        browser, address = self._new_browser(), f"/follow/{citizen.follow}"
        offered = f"{address}/{deed}" in browser.read(address).text
        return offered and browser.send(f"{address}/{deed}").done


def number_of(browser: Browser, follow: str) -> str:
    """Give the number behind a follow code as `B12`."""
    found = NUMBER.search(browser.read(f"/follow/{follow}?fragment=1&lang=en").text)
    return found[1] + found[2] if found else ""


def state_of(browser: Browser, follow: str) -> str:
    """Give the state of the number behind a follow code, as the server tells it."""
    found = STATE.search(browser.read(f"/follow/{follow}?fragment=1&lang=en").text)
    return found[1] if found else ""
