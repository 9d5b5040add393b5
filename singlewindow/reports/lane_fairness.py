"""How fair the queue was in a scope and span: each lane's worst wait beside its published head start."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from singlewindow.places.records import Center
from singlewindow.reports.scope import Axis, Scope, centers
from singlewindow.reports.span import Span
from singlewindow.reports.visits import visits_by
from singlewindow.tickets.states import Lane


@dataclass(frozen=True)
class LaneFairness:
    """A lane's called numbers, their longest wait in seconds, and the head starts in minutes that centers give it."""

    lane: Lane
    numbers: int
    longest: int | None
    least_head_start: int
    most_head_start: int


def lane_fairness(session: Session, scope: Scope, span: Span) -> Sequence[LaneFairness]:
    """Give the fairness of each lane that had numbers. Raises NotOfTheHall for the scope of a department."""
    rules = list(session.scalars(select(Center).where(Center.id.in_(centers(scope)))))
    found = visits_by(session, scope, span, Axis.LANE)
    return [_beside_rule(lane, found[lane].waiting.number, found[lane].waiting.longest, rules) for lane in found]


def _beside_rule(lane: Lane, numbers: int, longest: int | None, rules: Sequence[Center]) -> LaneFairness:
    starts = [_head_start(lane, center) for center in rules]
    return LaneFairness(lane, numbers, longest, min(starts, default=0), max(starts, default=0))


def _head_start(lane: Lane, center: Center) -> int:
    """Give the minutes that a center lets a lane start ahead."""
    starts = {Lane.PRIORITY: center.head_start_minutes, Lane.BOOKED: center.booked_head_start_minutes}
    return starts.get(lane, 0)
