"""A request of a made-up year when it is received, and all its rows when nothing more happens to it."""

from dataclasses import dataclass
from datetime import datetime

from singlewindow.catalogue.records import TariffItem
from singlewindow.demonstration.year.calendar import WorkingTime
from singlewindow.demonstration.year.chance import Chance
from singlewindow.demonstration.year.counting import Counting
from singlewindow.demonstration.year.hall import Done
from singlewindow.demonstration.year.lives import Life, missing_paper
from singlewindow.demonstration.year.offered import Catalogue
from singlewindow.demonstration.year.people import Team
from singlewindow.demonstration.year.plans import WORKING_DAY
from singlewindow.demonstration.year.rows import Rows, Values
from singlewindow.numbering import request_number
from singlewindow.places.clock import service_day
from singlewindow.requests.national_id import WEIGHTS
from singlewindow.requests.records import LateNote, Request, RequestPaper, RequestPeriod, RequestStage
from singlewindow.requests.states import RequestState, StageState

NOTED = 0.7
OBSTACLE, ACTION = "كثرة الملفات (توضيحي)", "متابعة يومية (توضيحي)"


@dataclass(frozen=True)
class Intake:
    """Where requests of a center are received; `own` are the columns that its rows share, `number` is the center's."""

    own: Values
    number: int
    time: WorkingTime
    team: Team
    catalogue: Catalogue
    counting: Counting
    chance: Chance
    until: datetime

    def receive(self, done: Done, now: datetime) -> Life:
        """Receive the request of an errand at a window; with papers missing it waits for them."""
        plan, chance = done.errand.plan, self.chance
        year = service_day(now).year
        serial = self.counting.next("request", str(year))
        waits = plan.lacks_papers
        row = {
            **self.own,
            "id": chance.key_at(now),
            "number": request_number(self.number, year, serial),
            "year": year,
            "serial": serial,
            "form_key": chance.form_key(),
            "ticket_id": done.guest.ticket_id,
            "service_id": plan.service.id,
            "applicant_name": f"مواطن توضيحي {chance.randint(1, 99999)}",
            "national_id": self._national_id(),
            "received_at": now,
            "received_by": done.place.staff_id,
            "track_code": chance.code(),
        }
        if plan.service.set_time is not None:
            row |= {"set_days": plan.service.set_time.days, "set_working": plan.service.set_time.working}
        state = RequestState.AWAITING_PAPERS if waits else RequestState.RECEIVED
        life = Life(plan, row, state, now, done.place.staff_id)
        life.stages = [
            {
                "id": chance.key_at(now),
                "round": 1,
                "position": stage.position,
                "department_id": stage.department_id,
                "kind": stage.kind,
                "days": stage.days,
                "state": StageState.AHEAD,
            }
            for stage in plan.service.route
        ]
        life.papers = self._papers(life, now)
        return life

    def _papers(self, life: Life, now: datetime) -> list[Values]:
        """Give the papers of the service; the last is missing where one is, or one that is asked for besides."""
        papers, waits = life.plan.service.papers, life.plan.lacks_papers
        if waits and not papers:
            return [missing_paper(1)]
        return [
            {
                "name_ar": paper.name_ar,
                "name_en": paper.name_en,
                "position": paper.position,
                "handed_in": not (waits and n == len(papers)),
                "handed_in_at": None if waits and n == len(papers) else now,
                "identity": paper.identity,
            }
            for n, paper in enumerate(papers, 1)
        ]

    def fees(self, life: Life, now: datetime) -> list[tuple[TariffItem, int]]:
        """Give what is paid when a request is received: its fixed fees, and what is assessed at the window."""
        owed = []
        for item in life.plan.service.tariff_on(service_day(now)):
            if item.amount:
                owed.append((item, item.amount))
            elif item.amount is None and not life.plan.service.route:
                owed.append((item, 50 * self.chance.randint(100, 1600)))
        return owed

    def write(self, rows: Rows, life: Life) -> None:
        """Write a request to which nothing more happens in the year."""
        life.note_due(self.time)
        key, chance = life.row["id"], self.chance
        ids = {"request_id": key, "center_id": self.own["center_id"], "center_version": self.own["center_version"]}
        state = {"state": life.state, "state_since": life.since, "clock_since": life.clock_since}
        rows.add(Request, {**life.row, **state})
        for paper in life.papers:
            rows.add(RequestPaper, {**paper, "id": chance.key_at(life.row["received_at"]), "request_id": key})
        for stage in life.stages:
            rows.add(RequestStage, {**stage, **ids})
        for period in life.periods:
            rows.add(RequestPeriod, {**period, **ids, "id": chance.key_at(period["ended_at"])})
        for record, values in life.rows:
            rows.add(record, values)
        self._note_late(rows, life)

    def _note_late(self, rows: Rows, life: Life) -> None:
        due, ended = life.row["due_on"], life.since if life.closed else self.until
        if due is None or not life.stages or not self.chance.happens(NOTED):
            return
        day = max(1, sum(each.day <= due for each in self.time.days[: self.time.place(ended) + 1]))
        noted = self.time.when(self.time.day_end(day - 1) + self.chance.uniform(10, WORKING_DAY))
        if noted >= min(ended, self.until):
            return
        department = life.stages[0]["department_id"]
        reasons = [each for each in self.catalogue.late_reasons if each.department_id in (None, department)]
        head = self.team.heads[department]
        note = {
            "id": self.chance.key_at(noted),
            "request_id": life.row["id"],
            "reason_id": self.chance.choice(reasons).id,
            "obstacle": OBSTACLE,
            "action": ACTION,
            "owner_id": head,
            "promised_on": service_day(self.time.after(noted, 5 * WORKING_DAY)),
            "noted_at": noted,
            "noted_by": head,
        }
        rows.add(LateNote, {**self.own, **note})

    def _national_id(self) -> str:
        """Give an ID that can't be anybody's: its check digit is wrong."""
        chance = self.chance
        body = f"2{chance.randint(50, 99):02d}{chance.randint(1, 12):02d}{chance.randint(1, 28):02d}13"
        body += f"{chance.randint(0, 9999):04d}"
        check = (11 - sum(int(d) * w for d, w in zip(body, WEIGHTS, strict=True)) % 11) % 10
        return f"{body}{(check + 5) % 10}"
