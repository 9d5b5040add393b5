"""Who comes to a center on a day of a made-up year: people with errands, and people of whose visit nothing comes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from singlewindow.demonstration.year.calendar import OpenDay
from singlewindow.demonstration.year.chance import Chance
from singlewindow.demonstration.year.errands import Errand, Kind
from singlewindow.demonstration.year.hall import Guest
from singlewindow.demonstration.year.offered import Catalogue, Offered
from singlewindow.demonstration.year.visits import Visit
from singlewindow.tickets.states import Lane

PRIORITY = 0.1
LAST_NUMBER = 20.0
RUSH = 0.28
TOGETHER = 0.04
OTHERS = 0.42
"""How many come with no errand for each who has one: they ask, leave, are absent or come too late."""


@dataclass(frozen=True)
class Door:
    """The door of a center on a day."""

    day: OpenDay
    catalogue: Catalogue
    chance: Chance

    def guests(self, errands: Sequence[Errand], windows: int) -> list[Guest]:
        """Give everybody who comes, each with a number, in the order in which the numbers are taken."""
        chance = self.chance
        guests = [self._guest(together[0].service, together) for together in self._together(errands)]
        for guest in guests:
            guest.absent = chance.happens(0.02)
            guest.sent_on = windows > 1 and chance.happens(0.015)
        guests.extend(self._other() for _ in range(self._how_many_others(len(errands))))
        return sorted(guests, key=lambda guest: guest.visit.issued)

    def _together(self, errands: Sequence[Errand]) -> Iterator[list[Errand]]:
        """Give the errands of each person; now and then one person has two requests, for different services."""
        ahead = list(errands)
        self.chance.shuffle(ahead)
        while ahead:
            own = [ahead.pop()]
            if ahead and _go_together(own[0], ahead[-1]) and self.chance.happens(TOGETHER):
                own.append(ahead.pop())
            yield own

    def _how_many_others(self, errands: int) -> int:
        mean = errands * OTHERS
        return int(mean) + self.chance.happens(mean % 1)

    def _other(self) -> Guest:
        chance = self.chance
        asks = chance.happens(0.5)
        guest = self._guest(self.catalogue.asked if asks else self.catalogue.services.any(chance)[0], [])
        guest.absent = chance.happens(0.3)
        guest.patience = chance.about(45) if chance.happens(0.6) else 0.0
        return guest

    def _guest(self, service: Offered, errands: list[Errand]) -> Guest:
        chance = self.chance
        lane = Lane.PRIORITY if chance.happens(PRIORITY) else Lane.ORDINARY
        issued = round(chance.triangular(0.0, self.day.minutes - LAST_NUMBER, self.day.minutes * RUSH), 3)
        return Guest(Visit(service, lane, issued), chance.key_at(self.day.at(issued)), errands)


def _go_together(one: Errand, other: Errand) -> bool:
    return one.kind is other.kind is Kind.RECEIVE and one.service is not other.service
