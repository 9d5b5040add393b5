"""The clerks of a made-up day: a window, calls and visits, now and then something else, pauses, and home."""

import random
import re

from kiosk.simulation.browser import Browser
from kiosk.simulation.citizens import NUMBER, Phones
from kiosk.simulation.hall import Book, Citizen, Clock
from kiosk.simulation.plan import CLOSES, Manner, Shift

HELD = re.compile(r'name="ticket" value="([^"]+)"')
IDLE, WALK, PATIENCE = 20.0, (15.0, 45.0), 60.0
VISIT, SPREAD = 5.9, 0.55  # a visit's seconds: lognormal, six minutes on the average
MOST_SENT = 2
HOLDS, SENDS, ADDS, FAILS = 0.05, 0.06, 0.05, 0.08
REASON = "تجربة يوم كامل"


class Clerk:
    """One clerk at one window."""

    def __init__(self, browser: Browser, shift: Shift, clerks: int, clock: Clock, book: Book, phones: Phones) -> None:
        self._browser, self._shift, self._clerks = browser, shift, clerks
        self._clock, self._book, self._phones = clock, book, phones
        self._chance = random.Random(f"{shift}")
        self._pauses = list(shift.pauses)
        self._held: list[Citizen | None] = []

    def sign_in(self, password: str) -> None:
        """Sign in; raises ServerFailed, too when name or password is refused."""
        self._browser.read("/signin?lang=en")
        self._browser.send("/signin", username=self._shift.clerk, password=password)
        self._browser.read("/counter")

    def work(self, services: list[str]) -> None:
        """Work the shift, until the center is closed, everybody has come and nobody waits."""
        self._clock.sleep_until(self._shift.begins)
        if not self._do("window", number=str(self._shift.window)):
            self._book.count("windows taken by others")
            return
        while True:
            self._pause_when_due()
            if self._do("call"):
                self._visit(services)
            elif self._held:
                self._go_on()
            elif self._clock.now() >= CLOSES and self._book.everybody_came():
                break
            else:
                self._clock.sleep(IDLE)
        self._do("window/leave")
        self._browser.send("/signout")

    def _pause_when_due(self) -> None:
        if self._pauses and self._clock.now() >= self._pauses[0][0]:
            _, length, reason = self._pauses.pop(0)
            self._do("window/pause", reason=reason)
            self._book.count("pauses")
            self._clock.sleep(length)
            self._do("window/open")

    def _visit(self, services: list[str]) -> None:
        citizen = self._present()
        self._book.count("calls")
        self._clock.sleep(self._chance.uniform(*WALK))
        if citizen and self._stays_away(citizen):
            return
        if not self._do("start"):
            self._book.count("numbers taken away")
            return
        _set(citizen, "serving")
        self._clock.sleep(self._chance.lognormvariate(VISIT, SPREAD))
        luck = self._chance.random()
        if luck < HOLDS and not self._held:
            self._hold(citizen)
        elif luck < HOLDS + SENDS and citizen and citizen.carried < MOST_SENT:
            self._send_on(citizen)
        else:
            if luck > 1 - ADDS and self._do("visit/service", service=self._chance.choice(services)):
                self._book.count("second services")
            self._finish(citizen)

    def _stays_away(self, citizen: Citizen) -> bool:
        """Call again who does not come, then mark them absent; tell whether it came to that."""
        missing = citizen.arrival.manner in (Manner.MISSING, Manner.LATE) and not citizen.came_back
        if missing:
            self._clock.sleep(PATIENCE)
            if self._do("recall"):
                self._book.count("repeated calls")
            self._clock.sleep(PATIENCE)
            if self._do("absent"):
                citizen.state = "absent"
            if citizen.arrival.manner is Manner.LATE:
                self._phones.later(citizen, self._chance.uniform(60, 300))
        return missing

    def _hold(self, citizen: Citizen | None) -> None:
        if self._do("hold"):
            _set(citizen, "held")
            self._book.count("held")
            self._held.append(citizen)

    def _go_on(self) -> None:
        citizen = self._held.pop(0)
        held = HELD.search(self._browser.read("/counter/fragment").text)
        if held and self._do("resume", ticket=held[1]):
            _set(citizen, "serving")
            self._clock.sleep(self._chance.lognormvariate(VISIT, SPREAD) / 3)
            self._finish(citizen)

    def _send_on(self, citizen: Citizen) -> None:
        """Send a number to a neighbour, while all are there, or back to the queue."""
        citizen.carried += 1
        citizen.state = "waiting"
        neighbour = self._shift.window % self._clerks + 1
        if self._clerks > 1 and self._clock.now() < CLOSES / 2 and self._chance.random() < 0.5:
            done = self._do("visit/window", number=str(neighbour), reason=REASON)
        else:
            done = self._do("visit/back", reason=REASON)
        if done:
            self._book.count("sent on")
        else:
            self._finish(citizen)

    def _finish(self, citizen: Citizen | None) -> None:
        outcome = "not_possible" if self._chance.random() < FAILS else "served"
        if self._do("finish", outcome=outcome):
            _set(citizen, "finished")
            self._book.count(f"ended as {outcome}" if citizen else "numbers of others")

    def _present(self) -> Citizen | None:
        """Give who was called, as the desk names the number."""
        found = NUMBER.search(self._browser.read("/counter/fragment?lang=en").text)
        citizen = self._book.holder(found[1] + found[2]) if found else None
        _set(citizen, "called")
        return citizen

    def _do(self, deed: str, **fields: str) -> bool:
        """Do a deed of the desk; tell whether it was taken."""
        return self._browser.send(f"/counter/{deed}", **fields).done


def _set(citizen: Citizen | None, state: str) -> None:
    if citizen:
        citizen.state = state
