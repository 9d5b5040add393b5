"""A file's way through its departments in a made-up year, from deed to deed, until it needs its applicant or ends."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from singlewindow.demonstration.year.calendar import WorkingTime
from singlewindow.demonstration.year.chance import Chance
from singlewindow.demonstration.year.errands import Kind
from singlewindow.demonstration.year.lives import MISSING, Life, missing_paper
from singlewindow.demonstration.year.offered import Catalogue
from singlewindow.demonstration.year.people import Team
from singlewindow.demonstration.year.plans import WORKING_DAY
from singlewindow.demonstration.year.rows import Values
from singlewindow.places.clock import service_day
from singlewindow.requests.states import IN_DEPARTMENT, RequestDeed, RequestState, StageState
from singlewindow.routes.stages import StageKind

SPARE = 0.96
ASK_PAPERS, SEND_BACK, FIX_FEE = 0.04, 0.03, 0.9
AGAIN = "استكمال الفحص (توضيحي)"
REJECTED = "لم تستوف الشروط (توضيحي)"
WITHDRAWN = "بناء على رغبة مقدم الطلب (توضيحي)"


@dataclass(frozen=True)
class Departments:
    """The departments of a center, at work until a moment."""

    time: WorkingTime
    team: Team
    catalogue: Catalogue
    chance: Chance
    until: datetime

    def work_on(self, life: Life) -> Kind | None:
        """Let a file go on as far as it gets; give the errand for which its applicant must come, if any.

        What would be done after the end of the time that is made up is not done.
        """
        while life.here is not None and not life.closed:
            stage = life.here
            if stage.get("officer_id") is None and not self._take(life, stage):
                return None
            if life.plan.withdrawn:
                return Kind.WITHDRAW
            done = self._done_at(life, stage)
            if done >= self.until:
                return None
            needs = self._finish(life, stage, done)
            if needs is not None:
                return needs
        return Kind.COLLECT if life.state is RequestState.READY else None

    def withdraw(self, life: Life, now: datetime, staff: UUID) -> None:
        """Close a file at its applicant's wish."""
        life.does(RequestDeed.WITHDRAW, now, staff, life.here, WITHDRAWN)
        life.row["closing_words"] = WITHDRAWN
        life.abandon(now)

    def _take(self, life: Life, stage: Values) -> bool:
        taken = self.time.after(life.since, self._share(life, stage) * self.chance.uniform(0.4, 0.8))
        if taken >= self.until:
            return False
        stage["officer_id"], stage["taken_at"] = self._officer(stage), taken
        life.does(_taking(life, stage), taken, stage["officer_id"], stage)
        return True

    def _officer(self, stage: Values) -> UUID:
        department: UUID = stage["department_id"]
        if stage["kind"] is StageKind.DECISION:
            return self.team.heads[department]
        return self.chance.choice(self.team.officers[department])

    def _done_at(self, life: Life, stage: Values) -> datetime:
        done = self.time.after(life.since, self._share(life, stage) * self.chance.uniform(0.3, 0.6))
        if life.plan.not_before is None or not self._is_last(life, stage):
            return done
        first = self.time.day_end(life.plan.not_before - 1) + self.chance.uniform(5, 3 * WORKING_DAY)
        return max(done, self.time.when(first))

    def _share(self, life: Life, stage: Values) -> float:
        """Give the minutes of work that a stage takes, at most its share of what is left to a set end."""
        minutes = _natural(stage) * life.plan.pace
        if life.plan.finish_by is None:
            return minutes
        ahead = sum(_natural(each) for each in life.stages if each["state"] in (StageState.AHEAD, StageState.HERE))
        return min(minutes, self._room(life) * SPARE * _natural(stage) / ahead / 2)

    def _room(self, life: Life) -> float:
        """Give the minutes of work left to the day on which a file is to be finished."""
        if life.plan.finish_by is None:
            return float("inf")
        return max(0.0, self.time.day_end(life.plan.finish_by) - 2 - self.time.worked(life.since))

    def _is_last(self, life: Life, stage: Values) -> bool:
        if life.plan.rejected and stage["kind"] is StageKind.DECISION:
            return True
        return not any(each["state"] is StageState.AHEAD for each in life.stages)

    def _finish(self, life: Life, stage: Values, done: datetime) -> Kind | None:
        officer, chance = stage["officer_id"], self.chance
        unhurried = self._room(life) > 9 * WORKING_DAY and life.state in IN_DEPARTMENT
        if stage["kind"] is StageKind.DECISION:
            self._decide(life, stage, done, officer)
            return None
        if unhurried and not life.asked and chance.happens(ASK_PAPERS):
            life.asked = True
            life.papers.append(missing_paper(len(life.papers) + 1))
            life.does(RequestDeed.ASK_PAPERS, done, officer, stage, MISSING)
            return Kind.PAPERS
        if unhurried and not life.returned and stage["position"] > 1 and chance.happens(SEND_BACK):
            life.returned = True
            self._send_back(life, stage, done, officer)
            return None
        life.leave(StageState.DONE, done)
        assessed = life.plan.service.assessed_on(service_day(done)) is not None
        if stage["kind"] is StageKind.FEE_FIXING and assessed and unhurried and chance.happens(FIX_FEE):
            stage["amount"] = life.fixed = 50 * chance.randint(200, 6000)
            life.does(RequestDeed.AWAIT_PAYMENT, done, officer, stage)
            return Kind.PAY
        if stage["kind"] is StageKind.INSPECTION:
            stage["note"] = "تمت المعاينة (توضيحي)"
        life.go_on(done, officer, stage)
        return None

    def _decide(self, life: Life, stage: Values, done: datetime, head: UUID) -> None:
        life.leave(StageState.DONE, done)
        if life.plan.rejected:
            reason = self.chance.choice(self.catalogue.reject_reasons)
            life.row["reject_reason_id"], life.row["closing_words"] = reason.id, REJECTED
            life.abandon(done)
            life.does(RequestDeed.REJECT, done, head, stage, REJECTED)
        else:
            life.does(RequestDeed.APPROVE, done, head, stage)
            life.go_on(done, head, stage)

    def _send_back(self, life: Life, stage: Values, done: datetime, officer: UUID) -> None:
        life.does(RequestDeed.SEND_BACK, done, officer, stage, AGAIN)
        life.leave(StageState.SENT_BACK, done)
        place = next(n for n, each in enumerate(life.stages) if each is stage)
        again = [_again(self.chance, each, done) for each in life.stages[place - 1 : place + 1]]
        life.stages[place + 1 : place + 1] = again
        life.go_on(done, officer, stage)


def _taking(life: Life, stage: Values) -> RequestDeed:
    if life.state is not RequestState.RECEIVED:
        return RequestDeed.TAKE
    inspection = stage["kind"] is StageKind.INSPECTION
    return RequestDeed.BEGIN_INSPECTION if inspection else RequestDeed.BEGIN_REVIEW


def _natural(stage: Values) -> float:
    return float(stage["days"] or 0.25) * WORKING_DAY


def _again(chance: Chance, stage: Values, now: datetime) -> dict[str, Any]:
    kept = {name: stage[name] for name in ("position", "department_id", "kind", "days")}
    return {**kept, "id": chance.key_at(now), "round": stage["round"] + 1, "state": StageState.AHEAD}
