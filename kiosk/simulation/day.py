"""A made-up day from opening to the last clerk's way home, and what came of it."""

import threading
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from dataclasses import dataclass
from functools import partial

from kiosk.simulation.browser import Browser
from kiosk.simulation.citizens import Kiosk, Phones, state_of
from kiosk.simulation.clerks import Clerk
from kiosk.simulation.hall import Book, Clock, DayIsBroken
from kiosk.simulation.plan import arrivals, shifts

KIOSKS = 3


@dataclass(frozen=True)
class Wish:
    """Which day: where, how quick, how many people, and the seed that plans it the same again."""

    url: str
    center: str
    speed: float
    seed: int
    citizens: int
    clerks: int


@dataclass(frozen=True)
class Outcome:
    """What came of a day: the state of each number, what else was counted, and where the server says otherwise."""

    states: dict[str, str]
    counts: Counter[str]
    disagreements: list[str]

    def lines(self) -> list[str]:
        """Give the summary, line by line."""
        told = [f"numbers issued: {len(self.states)}"]
        told += [f"  {state}: {number}" for state, number in Counter(self.states.values()).most_common()]
        told += [f"{what}: {number}" for what, number in sorted(self.counts.items())]
        return told + (self.disagreements or ["the server says the same of every number"])


def simulate(wish: Wish, services: list[str], password: str) -> Outcome:
    """Drive a day over HTTP. Raises ServerFailed; before any number is taken when the clerks can't sign in."""
    clock, book = Clock(wish.speed), Book(wish.citizens)

    def new_browser() -> Browser:
        return Browser(wish.url)

    phones = Phones(new_browser, clock, book)
    clerks = [Clerk(new_browser(), shift, wish.clerks, clock, book, phones) for shift in shifts(wish.seed, wish.clerks)]
    for clerk in clerks:
        clerk.sign_in(password)
    people = arrivals(wish.seed, wish.citizens, services)
    kiosks = [Kiosk(new_browser, wish.center, clock, book, phones) for _ in range(KIOSKS)]
    clock.begin()
    over = threading.Event()
    parts = [partial(clerk.work, services) for clerk in clerks]
    parts += [partial(kiosk.serve, people[n::KIOSKS]) for n, kiosk in enumerate(kiosks)]
    with ThreadPoolExecutor(1) as pocket:
        phoning = pocket.submit(phones.live, over)
        try:
            _at_once(parts, clock)
        finally:
            over.set()
        phoning.result()
    return _outcome(book, new_browser())


def _at_once(parts: Sequence[Callable[[], None]], clock: Clock) -> None:
    """Do all parts of the day at once; when one fails, the day stops for all and its failure is raised."""
    with ThreadPoolExecutor(len(parts)) as hall:
        futures = [hall.submit(part) for part in parts]
        failed = [future.exception() for future in wait(futures, return_when=FIRST_EXCEPTION).done]
        if any(failed):
            clock.stop()
    wrong = [error for future in futures if (error := future.exception()) and not isinstance(error, DayIsBroken)]
    if wrong:
        raise wrong[0]


def _outcome(book: Book, browser: Browser) -> Outcome:
    told = {code: state_of(browser, citizen.follow) for code, citizen in book.citizens.items()}
    disagreements = [
        f"{code}: {citizen.state} here, {told[code] or 'unknown'} at the server"
        for code, citizen in book.citizens.items()
        if told[code] != citizen.state
    ]
    states = {code: citizen.state for code, citizen in book.citizens.items()}
    return Outcome(states, book.counts, disagreements)
