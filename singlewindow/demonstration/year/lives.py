"""A request of a made-up year as it stands: its row, its stages, and the periods that its deeds have ended."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from singlewindow.demonstration.year.calendar import WorkingTime
from singlewindow.demonstration.year.plans import Plan
from singlewindow.demonstration.year.rows import Row, Values
from singlewindow.places.clock import service_day
from singlewindow.requests.clock import SetTime, Stop
from singlewindow.requests.moving import RequestIsElsewhere
from singlewindow.requests.stages import ENTRY
from singlewindow.requests.states import (
    CLOSED,
    REQUEST_TRANSITIONS,
    STOPPED,
    RequestDeed,
    RequestState,
    StageState,
)
from singlewindow.routes.stages import StageKind

MISSING = "مستند غير واضح (توضيحي)"


@dataclass(slots=True)
class Life:
    """A request: `row` is its record, `stages` those it has gone through and will, `rows` what else is to be written.

    `here` is the stage it is in. Its rows wait until it is closed or the year is over, so that none is changed.
    """

    plan: Plan
    row: Values
    state: RequestState
    since: datetime
    clerk: UUID
    stages: list[Values] = field(default_factory=list)
    periods: list[Values] = field(default_factory=list)
    papers: list[Values] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    here: Values | None = None
    clock_since: date | None = None
    fixed: int = 0
    asked: bool = False
    returned: bool = False

    @property
    def closed(self) -> bool:
        """Whether it has come to its end or is ready to be collected."""
        return self.state in CLOSED

    def does(self, deed: RequestDeed, now: datetime, staff: UUID, stage: Values | None, reason: str = "") -> None:
        """Move by a deed, by the table of states, and keep the period that it ends."""
        transition = REQUEST_TRANSITIONS[deed]
        if self.state not in transition.before or (transition.reason and not reason):
            raise RequestIsElsewhere
        now = max(now, self.since)
        self.periods.append(
            {
                "state": self.state,
                "stage_id": stage["id"] if stage else None,
                "deed": deed,
                "reason": reason,
                "began_at": self.since,
                "ended_at": now,
                "staff_id": staff,
            }
        )
        self.state, self.since = transition.after or self.state, now

    def begin(self, now: datetime, staff: UUID) -> None:
        """Start the clock of a complete application and send it on its way."""
        self.clock_since = service_day(now)
        self.go_on(now, staff, None)

    def hand_in(self, now: datetime, staff: UUID) -> None:
        """Take the papers that were missing: its clock starts, or it comes back to the stage that asked for them."""
        for paper in self.papers:
            if not paper["handed_in"]:
                paper["handed_in"], paper["handed_in_at"] = True, now
        if self.here is None:
            self.does(RequestDeed.COMPLETE_PAPERS, now, staff, None)
            self.begin(now, staff)
        else:
            self.does(self.entry(self.here), now, staff, self.here)

    def go_on(self, now: datetime, staff: UUID, left: Values | None) -> None:
        """Send it from the stage it has left into the next one or, after the last, to be collected."""
        self.here = next((stage for stage in self.stages if stage["state"] is StageState.AHEAD), None)
        if self.here is None:
            self.does(RequestDeed.MAKE_READY, now, staff, left)
            return
        self.here["state"], self.here["entered_at"] = StageState.HERE, now
        if self.state is not RequestState.RECEIVED:
            self.does(self.entry(self.here), now, staff, left)

    def entry(self, stage: Values) -> RequestDeed:
        """Give the deed by which it comes into a stage."""
        kind: StageKind = stage["kind"]
        return ENTRY.get(kind, RequestDeed.TO_REVIEW)

    def leave(self, state: StageState, now: datetime) -> None:
        """End the stage it is in."""
        if self.here is not None:
            self.here["state"], self.here["finished_at"] = state, now
        self.here = None

    def abandon(self, now: datetime) -> None:
        """Skip the stages that it won't reach any more."""
        for stage in self.stages:
            if stage["state"] in (StageState.AHEAD, StageState.HERE):
                stage["state"], stage["finished_at"] = StageState.SKIPPED, now
        self.here = None

    def stops(self) -> list[Stop]:
        """Give the spans in which its clock stood, or stands."""
        waits = [(p["state"], p["began_at"], p["ended_at"]) for p in self.periods if p["state"] in STOPPED]
        stops = [
            Stop(service_day(began), service_day(ended), why.value) for why, began, ended in waits if began < ended
        ]
        if self.state in STOPPED:
            stops.append(Stop(service_day(self.since), None, self.state.value))
        return stops

    def note_due(self, time: WorkingTime) -> None:
        """Set its due date and those of its stages, as its clock counts them."""
        set_time, stops = self.plan.service.set_time, self.stops()
        counted = set_time is not None and self.clock_since is not None
        self.row["due_on"] = time.due(self.clock_since, set_time, stops) if counted else None  # type: ignore[arg-type]
        for stage in self.stages:
            if stage.get("entered_at"):
                stage["due_on"] = time.due(
                    service_day(stage["entered_at"]), SetTime(stage["days"]), _before(stops, stage)
                )


def missing_paper(position: int) -> Values:
    """Give a paper that was asked for besides those of the service."""
    return {"name_ar": MISSING, "name_en": MISSING, "position": position, "handed_in": False, "identity": False}


def _before(stops: Sequence[Stop], stage: Values) -> list[Stop]:
    """Give the stops that had begun when a stage ended."""
    finished: Any = stage.get("finished_at")
    return [stop for stop in stops if finished is None or stop.began < service_day(finished)]
