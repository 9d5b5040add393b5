"""The year of one center, day by day: who comes, what is done for them, and what follows from it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from singlewindow.demonstration.year.calendar import MINUTE, OpenDay
from singlewindow.demonstration.year.cash import Till
from singlewindow.demonstration.year.departments import Departments
from singlewindow.demonstration.year.errands import Errand, Kind
from singlewindow.demonstration.year.guests import Door
from singlewindow.demonstration.year.hall import Done, Guest, Hall
from singlewindow.demonstration.year.intake import Intake
from singlewindow.demonstration.year.lives import Life
from singlewindow.demonstration.year.offered import Catalogue
from singlewindow.demonstration.year.plans import Plan
from singlewindow.demonstration.year.rows import Rows
from singlewindow.demonstration.year.visits import write_visit
from singlewindow.places.clock import service_day
from singlewindow.requests.states import RequestDeed, RequestState
from singlewindow.tickets.states import Lane

AT_ONCE = 0.93
NEVER = {Kind.COLLECT: 0.1, Kind.PAPERS: 0.35}
"""How many never come to collect what is ready, or never bring the papers that are missing."""
SICK = 0.08
BACK_AFTER = {Kind.PAPERS: 2.5, Kind.PAY: 1.5, Kind.COLLECT: 3.0, Kind.WITHDRAW: 4.0}
SPARE_DAYS = 2


@dataclass
class CenterYear:
    """A center in a year of which `last` open days are made up; `head_start` is that of its priority lane."""

    rows: Rows
    intake: Intake
    departments: Departments
    till: Till
    catalogue: Catalogue
    head_start: timedelta
    last: int
    _errands: dict[int, list[Errand]] = field(default_factory=lambda: defaultdict(list))
    _over: list[Life] = field(default_factory=list)
    _numbers: int = 0
    _requests: int = 0

    def live(self, plans: Sequence[Plan]) -> tuple[int, int]:
        """Live the year, and give how many numbers were given and how many requests received."""
        for plan in plans:
            if plan.day < self.last:
                self._errands[plan.day].append(Errand(Kind.RECEIVE, plan))
        for n in range(self.last):
            self._day(n, self.intake.time.days[n])
        return self._numbers, self._requests

    def _day(self, n: int, day: OpenDay) -> None:
        chance, places = self.intake.chance, self.intake.team.places
        here = places[:-1] if len(places) > 2 and chance.happens(SICK) else places
        guests = Door(day, self.catalogue, chance).guests(self._errands.pop(n, []), len(here))
        hall = Hall(here, day.minutes, self.head_start / MINUTE, chance)
        for done in sorted(hall.run(guests), key=lambda done: done.minute):
            self._do(done, n, day.at(done.minute))
        self._write_visits(guests, day)
        self.till.end_day(self.rows, day)
        for life in self._over:
            self.intake.write(self.rows, life)
        self._over.clear()
        self.rows.write_if_many()

    def _write_visits(self, guests: Sequence[Guest], day: OpenDay) -> None:
        for guest in guests:
            letter = guest.letter
            number = self.intake.counting.next(f"ticket {letter}", day.day.isoformat())
            ticket = {**self.intake.own, "id": guest.ticket_id, "letter": letter, "number": number}
            start = self.head_start if guest.visit.lane is Lane.PRIORITY else timedelta(0)
            write_visit(self.rows, guest.visit, ticket, day, start, self.intake.chance)
            self._numbers += 1

    def _do(self, done: Done, n: int, now: datetime) -> None:
        errand, staff = done.errand, done.place.staff_id
        if errand.life is None:
            self._receive(done, n, now)
            return
        life, now = errand.life, max(now, errand.life.since)
        if errand.kind is Kind.WITHDRAW:
            self.departments.withdraw(life, now, staff)
        elif errand.kind is Kind.COLLECT:
            life.row["collection_ticket_id"] = done.guest.ticket_id
            self._deliver(life, done, now)
        elif errand.kind is Kind.PAY:
            item = life.plan.service.assessed_on(service_day(now))
            self.till.pay(life, [(item, life.fixed)] if item else [], now, done.place)
            life.go_on(now, staff, None)
        else:
            life.hand_in(now, staff)
        self._follow(life, n)

    def _receive(self, done: Done, n: int, now: datetime) -> None:
        life = self.intake.receive(done, now)
        self._requests += 1
        if life.state is RequestState.RECEIVED:
            life.begin(now, life.clerk)
        self.till.pay(life, self.intake.fees(life, now), now + MINUTE / 2, done.place)
        if life.state is RequestState.READY and self.intake.chance.happens(AT_ONCE):
            self._deliver(life, done, now + MINUTE)
        self._follow(life, n)

    def _deliver(self, life: Life, done: Done, now: datetime) -> None:
        life.row["collected_by"] = life.row["applicant_name"]
        life.row["collector_digits"] = life.row["national_id"][-4:]
        life.does(RequestDeed.DELIVER, now, done.place.staff_id, None)

    def _follow(self, life: Life, n: int) -> None:
        """Let a file go on, and note on which day its applicant comes for it; without one, its year is over."""
        if life.state is RequestState.AWAITING_PAPERS:
            needs: Kind | None = Kind.WITHDRAW if life.plan.withdrawn else Kind.PAPERS
        else:
            needs = self.departments.work_on(life)
        day = self._day_for(life, needs, n) if needs else self.last
        if needs and day < self.last:
            self._errands[day].append(Errand(needs, life.plan, life))
        else:
            self._over.append(life)

    def _day_for(self, life: Life, needs: Kind, n: int) -> int:
        """Give the day on which an applicant comes, after the day `n`."""
        chance, plan = self.intake.chance, life.plan
        firm = needs is Kind.PAPERS and plan.finish_by is not None
        if not firm and chance.happens(NEVER.get(needs, 0.0)):
            return self.last
        day = max(n, self.intake.time.place(life.since)) + 1 + int(chance.expovariate(1 / BACK_AFTER[needs]))
        if needs is Kind.PAPERS and not plan.service.route:
            day = max(day, plan.not_before or 0)
        if needs in (Kind.PAPERS, Kind.PAY) and plan.finish_by is not None:
            day = min(day, plan.finish_by - SPARE_DAYS)
        return max(day, n + 1)
