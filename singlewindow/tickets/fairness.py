"""How fair the queue was: for each lane its waits, and who was called before whom, seen against the rule.

The rule is the order by turn: somebody who came later is called first only by a head start. A number overtakes another
of its line (sector) when it was issued later and called earlier. How much later is the overtaking; it breaks the rule
when it is longer than the head start that the later number was given.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from singlewindow.tickets.policy import MICROSECOND, turn_of
from singlewindow.tickets.records import Period, Ticket
from singlewindow.tickets.states import Deed, Lane

AT_ONCE = timedelta(seconds=1)
"""Two numbers given within this time may be called in either order."""


@dataclass(frozen=True)
class Visit:
    """A number and its first call.

    `plain`: nobody picked it, sent it elsewhere or put it off; `picked`: it was called before its turn for a reason.
    """

    lane: Lane
    line: tuple[date, UUID]
    issued_at: datetime
    called_at: datetime
    turn: int
    plain: bool
    picked: bool


@dataclass(frozen=True)
class LaneFigures:
    """A lane's numbers that were called, and their waits in seconds; none when there were no numbers."""

    lane: Lane
    numbers: int
    median: float | None
    ninetieth: float | None
    worst: float | None


@dataclass(frozen=True)
class Overtaking:
    """How ordinary numbers were overtaken: how many, the worst in seconds, what the rule allowed it, how many broke it.

    `picked` counts the numbers that staff called before their turn for a reason; these are kept apart.
    """

    overtaken: int
    worst: float
    allowed: float
    broken: int
    picked: int


def read_visits(session: Session, center_id: UUID, first: date, last: date) -> list[Visit]:
    """Read the numbers of a center that were called, from a day to a day (both included)."""
    called_at = func.min(Period.ended_at).filter(Period.deed.in_((Deed.CALL, Deed.PICK)))
    moved = func.count().filter(Period.deed.in_((Deed.PICK, Deed.TRANSFER)))
    picked = func.count().filter(Period.deed == Deed.PICK)
    ids = (Ticket.center_id == center_id, Ticket.day >= first, Ticket.day <= last, Ticket.called_at.is_not(None))
    facts = (
        select(Ticket.id, called_at.label("first_call"), moved.label("moved"), picked.label("picked"))
        .join(Period, Period.ticket_id == Ticket.id)
        .where(*ids)
        .group_by(Ticket.id)
        .subquery()
    )
    query = select(Ticket, facts.c.first_call, facts.c.moved, facts.c.picked).join(facts, facts.c.id == Ticket.id)
    return [_visit(*row) for row in session.execute(query.where(facts.c.first_call.is_not(None)))]


def lanes(visits: Sequence[Visit]) -> list[LaneFigures]:
    """Give the figures of each lane."""
    return [_figures(lane, [visit for visit in visits if visit.lane is lane]) for lane in Lane]


def overtaking(visits: Sequence[Visit]) -> Overtaking:
    """Give how ordinary numbers that stayed in their line were overtaken in it."""
    plain = sorted((visit for visit in visits if visit.plain), key=lambda one: (one.line, one.called_at, one.issued_at))
    seen = [found for _, line in groupby(plain, key=lambda visit: visit.line) for found in _overtaken(line)]
    by, allowed, _ = max(seen, default=(timedelta(0), timedelta(0), False))
    return Overtaking(
        overtaken=len(seen),
        worst=by.total_seconds(),
        allowed=allowed.total_seconds(),
        broken=sum(broken for *_, broken in seen),
        picked=sum(visit.picked for visit in visits),
    )


def _overtaken(line: Iterable[Visit]) -> Iterator[tuple[timedelta, timedelta, bool]]:
    """Give for each overtaken ordinary number of a line, in the order of calls: by how much, what the head start of
    the number that overtook it allowed, and whether any number called before it had a later turn."""
    latest, last_turn = None, None
    for visit in line:
        if latest is not None and visit.lane is Lane.ORDINARY and latest.issued_at > visit.issued_at:
            broken = last_turn is not None and last_turn - visit.turn > AT_ONCE // MICROSECOND
            yield latest.issued_at - visit.issued_at, head_start(latest), broken
        latest = max(latest or visit, visit, key=lambda one: one.issued_at)
        last_turn = max(last_turn or visit.turn, visit.turn)


def head_start(visit: Visit) -> timedelta:
    """Give the head start that a number was given when it was issued."""
    return timedelta(microseconds=turn_of(visit.issued_at, timedelta(0)) - visit.turn)


def _visit(ticket: Ticket, first_call: datetime, moved: int, picked: int) -> Visit:
    put_off = ticket.returns or ticket.postponements or ticket.for_window_id or ticket.for_skill_id
    return Visit(
        lane=ticket.lane,
        line=(ticket.day, ticket.sector_id),
        issued_at=ticket.issued_at,
        called_at=first_call,
        turn=ticket.turn,
        plain=not moved and not put_off,
        picked=picked > 0,
    )


def _figures(lane: Lane, visits: Sequence[Visit]) -> LaneFigures:
    waits = sorted((visit.called_at - visit.issued_at).total_seconds() for visit in visits)
    return LaneFigures(lane, len(waits), *(_quantile(waits, share) for share in (0.5, 0.9, 1.0)))


def _quantile(ordered: Sequence[float], share: float) -> float | None:
    """Give the value that so great a share of the values does not exceed (nearest rank)."""
    rank = -(-len(ordered) * share // 1)
    return ordered[max(0, int(rank) - 1)] if ordered else None
