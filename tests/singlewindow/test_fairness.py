"""The report on the lanes proves the rule from the numbers themselves, and shows where it was broken."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from singlewindow.places.clock import service_day
from singlewindow.places.records import Center
from singlewindow.tickets.booking import (
    BookingIsOver,
    SlotIsFull,
    UnknownBooking,
    book,
    bookings_of,
    cancel,
    free_slots,
)
from singlewindow.tickets.fairness import AT_ONCE, LaneFigures, Overtaking, Visit, lanes, overtaking, read_visits
from singlewindow.tickets.holder import postpone
from singlewindow.tickets.policy import turn_of
from singlewindow.tickets.serve import call_next, finish, mark_absent, pick, start
from singlewindow.tickets.states import Lane, Outcome
from tests.cast import Hall, new_key
from tests.conftest import NOON

MINUTE = timedelta(minutes=1)
LINE = (NOON.date(), uuid4())
HEAD = {Lane.ORDINARY: 0, Lane.PRIORITY: 20, Lane.BOOKED: 30}
SERVICE = "building_permit_issue"


def visit(lane: Lane, issued: float, called: float, **changes: object) -> Visit:
    """A number issued and called so many minutes after noon, with the head start of its lane."""
    at = NOON + issued * MINUTE
    facts = {"line": LINE, "turn": turn_of(at, HEAD[lane] * MINUTE), "plain": True, "picked": False} | changes
    return Visit(lane=lane, issued_at=at, called_at=NOON + called * MINUTE, **facts)  # type: ignore[arg-type]


def test_an_ordinary_number_overtaken_within_the_head_start_keeps_the_rule() -> None:
    found = overtaking([visit(Lane.ORDINARY, 0, 30), visit(Lane.PRIORITY, 15, 20), visit(Lane.ORDINARY, 1, 31)])
    assert found == Overtaking(overtaken=2, worst=15 * 60.0, allowed=20 * 60.0, broken=0, picked=0)


@pytest.mark.parametrize("lane", list(Lane))
def test_an_ordinary_number_overtaken_by_more_breaks_it(lane: Lane) -> None:
    late = HEAD[lane] + 1
    found = overtaking([visit(Lane.ORDINARY, 0, late + 9), visit(lane, late, late + 5)])
    assert (found.broken, found.worst, found.allowed) == (1, late * 60.0, HEAD[lane] * 60.0)


def test_a_break_is_seen_behind_a_longer_overtaking_that_is_allowed() -> None:
    found = overtaking([visit(Lane.ORDINARY, 2, 11), visit(Lane.PRIORITY, 15, 16), visit(Lane.ORDINARY, 0, 20)])
    assert (found.overtaken, found.broken) == (1, 1)


def test_numbers_of_another_line_or_moved_by_hand_are_left_out() -> None:
    first = visit(Lane.ORDINARY, 0, 60)
    assert overtaking([first, visit(Lane.ORDINARY, 50, 55, line=(NOON.date(), uuid4()))]).overtaken == 0
    found = overtaking([first, visit(Lane.ORDINARY, 50, 55, plain=False, picked=True)])
    assert (found.overtaken, found.picked) == (0, 1)


def test_no_numbers_have_no_figures() -> None:
    assert lanes([]) == [LaneFigures(lane, 0, None, None, None) for lane in Lane]
    assert overtaking([]) == Overtaking(0, 0.0, 0.0, 0, 0)


def test_waits_are_given_by_nearest_rank() -> None:
    ordinary = lanes([visit(Lane.ORDINARY, 0, wait) for wait in range(1, 11)])[0]
    assert (ordinary.numbers, ordinary.median, ordinary.ninetieth, ordinary.worst) == (10, 300.0, 540.0, 600.0)


@given(
    st.lists(
        st.tuples(st.sampled_from(list(Lane)), st.integers(0, 3_600), st.integers(1, 600)), min_size=1, max_size=30
    ),
    st.booleans(),
)
def test_it_agrees_with_looking_at_every_pair(rows: list[tuple[Lane, int, int]], by_turn: bool) -> None:
    """`by_turn`: served by one window in the order of turns, so that nothing may break the rule."""
    visits = [visit(lane, at / 60, at / 60 + wait / 60) for lane, at, wait in rows]
    if by_turn:
        ordered = sorted(visits, key=lambda one: one.turn)
        visits = [visit(one.lane, (one.issued_at - NOON) / MINUTE, 70 + n) for n, one in enumerate(ordered)]
    pairs = [
        (a, b)
        for a in visits
        for b in visits
        if a.lane is Lane.ORDINARY and b.called_at < a.called_at and b.issued_at > a.issued_at
    ]
    found = overtaking(visits)
    worst = max((b.issued_at - a.issued_at for a, b in pairs), default=timedelta(0))
    if len({one.called_at for one in visits}) == len(visits):
        assert found.worst == worst.total_seconds()
        broken = {a for a, b in pairs if b.turn - a.turn > AT_ONCE / timedelta(microseconds=1)}
        assert found.broken == len(broken)
    if by_turn:
        assert found.broken == 0


def test_the_hall_itself_keeps_the_rule(hall: Hall, now: datetime) -> None:
    hall.set_rules(recall_after_seconds=0)
    clerk = hall.seat("clerk1", 1)
    for minute in range(12):
        hall.take_ticket(now + minute * MINUTE, lane=Lane.PRIORITY if minute % 3 == 2 else Lane.ORDINARY)
    chosen = hall.take_ticket(now + 12 * MINUTE)
    off = hall.take_ticket(now + 13 * MINUTE)
    hall.do(postpone, off.follow_code, now + 13 * MINUTE)
    number = hall.ticket(chosen.id)
    for n in range(14):
        at = now + (30 + n) * MINUTE
        if n == 1:
            hall.do(pick, clerk, number.letter, number.number, "مريض", at)
        else:
            hall.do(call_next, clerk, at)
        if n == 3:
            hall.do(mark_absent, clerk, at)
        else:
            hall.do(start, clerk, at)
            hall.do(finish, clerk, Outcome.SERVED, at)
    with hall.database.reading() as session:
        visits = read_visits(session, hall.center_id, service_day(now), service_day(now))
        before = service_day(now) - timedelta(days=1)
        assert read_visits(session, hall.center_id, before, before) == []
    assert [row.numbers for row in lanes(visits)] == [10, 4, 0]
    found = overtaking(visits)
    assert found.overtaken > 0
    assert (found.broken, found.picked) == (0, 1)
    assert 0 < found.worst <= found.allowed == 20 * 60.0


def test_a_cancelled_booking_frees_its_place_and_its_code_opens_nothing(hall: Hall, now: datetime) -> None:
    hall.set_rules(slot_places=2)
    clerk, center, at = hall.staff("clerk1"), hall.center_id, now + 60 * MINUTE
    codes = [hall.do(book, center, SERVICE, at, new_key(), clerk, now) for _ in range(2)]
    with pytest.raises(SlotIsFull):
        hall.do(book, center, SERVICE, at, new_key(), clerk, now)
    with hall.database.reading() as session:
        rows = bookings_of(session, center, service_day(at))
    first = next(booking for booking, _ in rows if booking.code == codes[0])
    hall.do(cancel, center, first.id, clerk, now)
    with pytest.raises(BookingIsOver):
        hall.do(cancel, center, first.id, clerk, now)
    with pytest.raises(UnknownBooking):
        hall.take_ticket(at, booking=codes[0])
    hall.do(book, center, SERVICE, at, new_key(), clerk, now)
    with pytest.raises(SlotIsFull):
        hall.do(book, center, SERVICE, at, new_key(), clerk, now)
    with hall.database.reading() as session:
        assert sorted(booking.place for booking, _ in bookings_of(session, center, service_day(at))) == [1, 2]


def test_a_used_booking_can_not_be_cancelled(hall: Hall, now: datetime) -> None:
    clerk, center, at = hall.staff("clerk1"), hall.center_id, now + 60 * MINUTE
    code = hall.do(book, center, SERVICE, at, new_key(), clerk, now)
    hall.take_ticket(at, booking=code)
    with hall.database.reading() as session:
        ((booking, service),) = bookings_of(session, center, service_day(at))
        assert service.code == SERVICE
        slots = free_slots(session, session.get_one(Center, center), service_day(at), 15, 1, now)
        assert slots
        assert booking.starts_at not in slots
    with pytest.raises(BookingIsOver):
        hall.do(cancel, center, booking.id, clerk, at)
