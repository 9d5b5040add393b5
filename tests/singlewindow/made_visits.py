"""Visits written as rows, for tests of figures over many of them; what is put in is known beforehand."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select

from singlewindow.catalogue.records import Service
from singlewindow.places.records import Center
from singlewindow.records import new_key
from singlewindow.tickets.records import Period, Ticket
from singlewindow.tickets.states import Deed, Lane, Outcome, State
from tests.cast import Hall
from tests.cast import new_key as form_key

SECOND = timedelta(seconds=1)
MORNING = time(7, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Made:
    """A visit: on which day after the first, of which center, lane and service, how it ended, its times in seconds."""

    day: int
    center: int
    lane: Lane
    service: int
    state: State
    second: int
    waiting: int
    walking: int
    serving: int

    @property
    def called(self) -> bool:
        """Whether the number was called."""
        return self.state in (State.FINISHED, State.ABSENT, State.NOT_SERVED)


@dataclass
class Places:
    """The first centers and services of the demonstration."""

    governorate_id: UUID
    centers: list[UUID]
    services: list[Service]


def places(hall: Hall) -> Places:
    """Give three centers and three services."""
    with hall.database.reading() as session:
        centers = session.scalars(select(Center).order_by(Center.number).limit(3)).all()
        services = session.scalars(select(Service).order_by(Service.code).limit(3)).all()
    return Places(centers[0].governorate_id, [one.id for one in centers], list(services))


def put(hall: Hall, where: Places, first: date, visits: list[Made]) -> None:
    """Write the rows of visits."""
    tickets = [_ticket(where, first, made, n) for n, made in enumerate(visits)]
    periods = [period for made, ticket in zip(visits, tickets, strict=True) for period in _periods(made, ticket)]
    with hall.database.writing() as work:
        if tickets:
            work.session.execute(insert(Ticket), tickets)
        if periods:
            work.session.execute(insert(Period), periods)


def _ticket(where: Places, first: date, made: Made, number: int) -> dict[str, Any]:
    issued_at = datetime.combine(first, MORNING) + timedelta(days=made.day, seconds=made.second)
    length = (made.waiting + made.walking + made.serving) * SECOND
    return {
        "id": new_key(),
        "center_id": where.centers[made.center],
        "day": first + timedelta(days=made.day),
        "letter": "A",
        "number": number + 1,
        "service_id": where.services[made.service].id,
        "sector_id": where.services[made.service].sector_id,
        "lane": made.lane,
        "language": "ar",
        "state": made.state,
        "turn": 0,
        "form_key": form_key(),
        "follow_code": form_key(),
        "issued_at": issued_at,
        "state_since": issued_at + length if made.called else issued_at,
        "called_at": issued_at + made.waiting * SECOND if made.called else None,
        "outcome": Outcome.SERVED if made.state is State.FINISHED else None,
    }


def _periods(made: Made, ticket: dict[str, Any]) -> list[dict[str, Any]]:
    """Give the periods of a number that was called; one that was finished was also served."""
    if not made.called:
        return []
    ends = {State.FINISHED: Deed.START, State.ABSENT: Deed.MARK_ABSENT, State.NOT_SERVED: Deed.CLOSE_DAY}
    spans = [
        (State.WAITING, Deed.CALL, made.waiting),
        (State.CALLED, ends[made.state], made.walking),
        (State.SERVING, Deed.FINISH, made.serving),
    ]
    rows, at = [], ticket["issued_at"]
    for state, deed, seconds in spans if made.state is State.FINISHED else spans[:2]:
        rows.append(_period(ticket, state, deed, at, at + seconds * SECOND))
        at += seconds * SECOND
    return rows


def _period(ticket: dict[str, Any], state: State, deed: Deed, began: datetime, ended: datetime) -> dict[str, Any]:
    return {
        "id": new_key(),
        "ticket_id": ticket["id"],
        "center_id": ticket["center_id"],
        "center_version": 0,
        "state": state,
        "service_id": ticket["service_id"],
        "deed": deed,
        "began_at": began,
        "ended_at": ended,
    }
