"""The requests that a center will receive in a year: what for, on which day, and what is to become of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from singlewindow.demonstration.year.calendar import WorkingTime
from singlewindow.demonstration.year.chance import Chance, Weighed
from singlewindow.demonstration.year.offered import Offered
from singlewindow.demonstration.year.volume import JANUARY, Volume

PACE, SPREAD = 0.42, 0.8
STUCK, STUCK_FOR = 0.08, 7.0
"""Of so many files each stage takes so many times as long."""
WORKING_DAY = 420.0
BUSY = {6: 1.25, 3: 0.85}
"""Sunday is busier than the other days of the week, Thursday calmer (0 is Monday)."""
PAPERS_TAKE = 4.0


@dataclass(slots=True)
class Plan:
    """A request to come. Days are places in the center's working time.

    `pace` is how long its stages take, as a share of their days; it is finished on or before the day `finish_by`, not
    before the day `not_before`, where these are set.
    """

    service: Offered
    day: int
    pace: float
    lacks_papers: bool
    withdrawn: bool
    rejected: bool
    finish_by: int | None = None
    not_before: int | None = None

    @property
    def takes(self) -> float:
        """The days it would take if nothing held it up."""
        return self.service.days * self.pace + (PAPERS_TAKE if self.lacks_papers else 0.0)


def plans_of(time: WorkingTime, volume: Volume, services: Weighed[Offered], chance: Chance, year: int) -> list[Plan]:
    """Plan the requests of a center, in the order of their days; its January is finished as its volume says."""
    plans: list[Plan] = []
    for month, count in enumerate(volume.received):
        days = [n for n, each in enumerate(time.days) if (each.day.year, each.day.month) == (year, month + 1)]
        if not days:
            continue
        weights = [BUSY.get(time.days[n].day.weekday(), 1.0) for n in days]
        planned = sorted(chance.choices(days, weights, k=count))
        asked = services.any(chance, count)
        of_month = [_plan(service, day, chance) for service, day in zip(asked, planned, strict=True)]
        if month == JANUARY:
            settle(of_month, volume.finished_in_january, days[-1])
        plans.extend(of_month)
    return plans


def settle(plans: Sequence[Plan], finished: int, last: int) -> None:
    """Let exactly so many requests of a month be finished in it: those that have the most time to spare."""
    ranked = sorted(plans, key=lambda plan: (plan.withdrawn, plan.takes - (last - plan.day)))
    for plan in ranked[:finished]:
        plan.withdrawn, plan.finish_by = False, last
        plan.lacks_papers &= last - plan.day > 2 * PAPERS_TAKE
    for plan in ranked[finished:]:
        plan.not_before = last + 1
        plan.lacks_papers |= not plan.service.route


def _plan(service: Offered, day: int, chance: Chance) -> Plan:
    withdrawn = chance.happens(0.015)
    return Plan(
        service=service,
        day=day,
        pace=chance.about(PACE, SPREAD) * (STUCK_FOR if chance.happens(STUCK) else 1.0),
        lacks_papers=chance.happens(0.1) if service.route else withdrawn or chance.happens(0.02),
        withdrawn=withdrawn,
        rejected=bool(service.route) and chance.happens(0.05),
    )


def last_day_of(time: WorkingTime, until: date) -> int:
    """Give how many open days lie before a day."""
    return sum(each.day < until for each in time.days)
