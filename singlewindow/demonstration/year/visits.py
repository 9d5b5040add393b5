"""A ticket of a made-up year on its way: each deed leaves the period it ends, by the table of states."""

from dataclasses import dataclass, field
from typing import Any

from singlewindow.demonstration.year.calendar import OpenDay
from singlewindow.demonstration.year.chance import Chance
from singlewindow.demonstration.year.offered import Offered
from singlewindow.demonstration.year.people import Place
from singlewindow.demonstration.year.rows import Rows, Values
from singlewindow.tickets.policy import turn_of
from singlewindow.tickets.records import Period, Ticket
from singlewindow.tickets.states import TRANSITIONS, Deed, Lane, Outcome, State
from singlewindow.tickets.transit import NotPossibleNow

NOWHERE = Values(window_id=None, staff_id=None)


@dataclass(slots=True)
class Visit:
    """A number as it stands. Minutes are counted from opening; `since` is that of its last deed."""

    service: Offered
    lane: Lane
    issued: float
    state: State = State.WAITING
    since: float = 0.0
    place: Place | None = None
    called: float | None = None
    calls: int = 0
    recalls: int = 0
    returns: int = 0
    turned: float | None = None
    outcome: Outcome | None = None
    periods: list[Values] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.since = self.issued

    def does(self, deed: Deed, minute: float, place: Place | None, reason: str = "") -> None:
        """Move by a deed of whoever is at a place, or of nobody at one."""
        transition = TRANSITIONS[deed]
        if self.state not in transition.before or (transition.reason and not reason):
            raise NotPossibleNow
        minute = max(minute, self.since)
        self.periods.append(
            {
                "state": self.state,
                "service_id": self.service.id,
                "deed": deed,
                "reason": reason,
                "began_at": self.since,
                "ended_at": minute,
                **_at(self.place),
            }
        )
        self.state, self.since, self.place = transition.after, minute, place

    def call(self, minute: float, place: Place, recalls: int = 0) -> None:
        """Call it to a window, or again to the one it is called to."""
        self.does(Deed.RECALL if recalls else Deed.CALL, minute, place)
        self.called, self.calls, self.recalls = minute, self.calls + 1, recalls

    def come_back(self, minute: float) -> None:
        """Put it at the end of the line after an absence."""
        self.does(Deed.COME_BACK, minute, None)
        self.returns, self.turned = self.returns + 1, minute

    def add_service(self, minute: float, service: Offered) -> None:
        """Go on with another service."""
        self.does(Deed.ADD_SERVICE, minute, self.place)
        self.service = service


def write_visit(rows: Rows, visit: Visit, ticket: Values, day: OpenDay, head_start: Any, chance: Chance) -> None:
    """Write a ticket and its periods; `ticket` has its key, center and number, and `head_start` is its lane's."""
    issued = day.at(visit.issued)
    arrived = issued if visit.turned is None else day.at(visit.turned)
    rows.add(
        Ticket,
        {
            **ticket,
            "day": day.day,
            "service_id": visit.service.id,
            "sector_id": visit.service.sector_id,
            "lane": visit.lane,
            "language": "en" if chance.happens(0.01) else "ar",
            "state": visit.state,
            "turn": turn_of(arrived, head_start if visit.turned is None else head_start * 0),
            "form_key": chance.form_key(),
            "follow_code": chance.code(),
            "issued_at": issued,
            "state_since": day.at(visit.since),
            "called_at": None if visit.called is None else day.at(visit.called),
            "calls": visit.calls,
            "recalls": visit.recalls,
            "returns": visit.returns,
            "outcome": visit.outcome,
            **_at(visit.place),
        },
    )
    for period in visit.periods:
        ended = day.at(period["ended_at"])
        values = {"began_at": day.at(period["began_at"]), "ended_at": ended}
        own = {"id": chance.key_at(ended), "ticket_id": ticket["id"], "center_id": ticket["center_id"]}
        rows.add(Period, {**period, **own, **values, "center_version": ticket["center_version"]})


def _at(place: Place | None) -> Values:
    return NOWHERE if place is None else {"window_id": place.window_id, "staff_id": place.staff_id}
