"""Overtaking counted in the database is what the rule of fairness counts of each center, called at random."""

import random
from datetime import timedelta

import pytest
from sqlalchemy import insert, select

from singlewindow.records import new_key
from singlewindow.reports.overtaking import OvertakingPart, overtaken_ids, overtaking_of
from singlewindow.reports.scope import Scope
from singlewindow.reports.span import Span
from singlewindow.reports.visit_facts import NotOfTheHall
from singlewindow.tickets.fairness import overtaking, read_visits
from singlewindow.tickets.policy import turn_of
from singlewindow.tickets.records import Period, Ticket
from singlewindow.tickets.states import Deed, Lane, State
from tests.cast import Hall
from tests.singlewindow.made_visits import Made, Places, places, put

FEBRUARY = Span.month(2025, 2)
STARTS = {Lane.PRIORITY: 1200, Lane.BOOKED: 1800, Lane.ORDINARY: 0}


@pytest.fixture
def where(hall: Hall) -> Places:
    """Three centers and their numbers of two days, called in an order that is chance; some were picked."""
    where, chance = places(hall), random.Random(20250201)
    made = [
        Made(chance.randrange(2), chance.randrange(3), chance.choice(list(Lane)), chance.randrange(2), State.FINISHED,
             chance.randrange(9000), chance.randrange(4000), 30, 60)
        for _ in range(90)
    ]  # fmt: skip
    put(hall, where, FEBRUARY.first, made)
    with hall.database.writing() as work:
        for ticket in work.session.scalars(select(Ticket).where(Ticket.day <= FEBRUARY.last)):
            ticket.turn = turn_of(ticket.issued_at, timedelta(seconds=chance.choice((0, STARTS[ticket.lane]))))
        picked = work.session.scalars(select(Ticket.id).where(Ticket.day <= FEBRUARY.last).order_by(Ticket.id).limit(5))
        rows = [_picked(work.session.get_one(Ticket, key)) for key in picked.all()]
        work.session.execute(insert(Period), rows)
    return where


def _picked(ticket: Ticket) -> dict[str, object]:
    return {
        "id": new_key(),
        "ticket_id": ticket.id,
        "center_id": ticket.center_id,
        "center_version": 0,
        "state": State.WAITING,
        "service_id": ticket.service_id,
        "deed": Deed.PICK,
        "reason": "سبب توضيحي",
        "began_at": ticket.issued_at,
        "ended_at": ticket.called_at,
    }


def test_the_whole_is_the_sum_of_what_the_rule_sees_in_each_center(hall: Hall, where: Places) -> None:
    with hall.database.reading() as session:
        seen = [overtaking(read_visits(session, key, FEBRUARY.first, FEBRUARY.last)) for key in where.centers]
        whole = overtaking_of(session, Scope(where.governorate_id), FEBRUARY)
    sums = [sum(getattr(one, part) for one in seen) for part in OvertakingPart]
    assert [getattr(whole, part) for part in OvertakingPart] == sums
    assert sums[0] > sums[1] > 0
    assert sums[2] == 5


@pytest.mark.parametrize("part", OvertakingPart)
def test_each_number_is_the_number_of_its_visits(hall: Hall, where: Places, part: OvertakingPart) -> None:
    scope = Scope(where.governorate_id)
    with hall.database.reading() as session:
        ids = session.scalars(overtaken_ids(scope, FEBRUARY, part)).all()
        assert len(ids) == len(set(ids)) == getattr(overtaking_of(session, scope, FEBRUARY), part)


def test_a_lane_has_no_overtaking_of_its_own(hall: Hall, where: Places) -> None:
    with hall.database.reading() as session, pytest.raises(NotOfTheHall):
        overtaking_of(session, Scope(where.governorate_id, lane=Lane.BOOKED), FEBRUARY)
