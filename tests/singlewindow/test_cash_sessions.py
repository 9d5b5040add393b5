"""A cashier's day: the float, the count, the difference explained, the second pair of eyes."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from singlewindow.cash import sessions
from singlewindow.cash.pay import pay
from singlewindow.cash.records import CashSession
from singlewindow.cash.sessions import close_session, drawer_of, open_session, review_session, session_by_number
from singlewindow.cash.statement import statement_facts
from singlewindow.errors import Refusal
from singlewindow.places.centers import lock_center
from singlewindow.places.windows import leave_window, take_window
from singlewindow.requests.receive import receive
from tests.cast import Hall, new_key
from tests.singlewindow.at_the_window import intake, money, open_drawer, receive_and_pay, tariff

EXACT = {2000: 1, 1000: 1, 500: 1, 100: 2, 50: 1}  # 37.50 pounds


def at_work(hall: Hall, now: datetime, username: str = "clerk1", window: int = 1) -> object:
    """A clerk who serves a number."""
    hall.take_ticket(now)
    clerk = hall.seat(username, window)
    hall.serve(clerk, now)
    return clerk


def test_a_day_adds_up_from_the_float_to_the_reviewed_count(hall: Hall, now: datetime) -> None:
    clerk = at_work(hall, now)
    number = open_drawer(hall, clerk, now, opening_float=10_000)
    receive_and_pay(hall, clerk, now)
    with hall.database.writing() as work:
        closed = close_session(work, clerk, EXACT | {10_000: 1}, "", now)
    assert (closed.expected, closed.counted) == (13_750, 13_750)
    with hall.database.writing() as work:
        review_session(work, hall.center_id, number, hall.staff("supervisor1"), "", now)
    with hall.database.reading() as session:
        held = session_by_number(session, hall.center_id, number)
    assert (held.opening_float, held.expected, held.counted) == (10_000, 13_750, 13_750)
    assert held.reviewed_by == hall.staff("supervisor1")


def test_the_statement_says_what_was_taken_counted_and_given(hall: Hall, now: datetime) -> None:
    clerk = at_work(hall, now)
    number = open_drawer(hall, clerk, now, opening_float=500)
    receipt = receive_and_pay(hall, clerk, now).receipt_number
    with hall.database.writing() as work:
        close_session(work, clerk, {2000: 2}, "نقص فكة", now)
    with hall.database.writing() as work:
        center = lock_center(work.session, hall.center_id)
        facts = statement_facts(work.session, center, session_by_number(work.session, center.id, number), "ar")
    assert facts["methods"] == [{"method": "نقدي", "count": 1, "amount": 3750}]
    assert (facts["first_receipt"], facts["last_receipt"], facts["receipts_count"]) == (receipt, receipt, 1)
    assert facts["counted"] == [{"denomination": 2000, "count": 2}]
    assert (facts["expected_cash"], facts["difference"]) == (4250, -250)
    assert facts["explanation"] == "نقص فكة"


def test_no_money_without_an_open_session_of_today_at_this_window(hall: Hall, now: datetime) -> None:
    clerk = at_work(hall, now)
    fixed = tariff(hall, now)[0]
    paid = {fixed.id: fixed.amount or 0}

    def refused_with(refusal: type[Refusal], moment: datetime) -> None:
        with pytest.raises(refusal), hall.database.writing() as work:
            pay(work, receive(work, clerk, intake(), moment), clerk, money(paid), moment)

    refused_with(sessions.NoCashSession, now)
    open_drawer(hall, clerk, now)
    refused_with(sessions.SessionIsOfAnotherDay, now + timedelta(days=1))
    with hall.database.writing() as work:
        from singlewindow.tickets.serve import finish
        from singlewindow.tickets.states import Outcome

        finish(work, clerk, Outcome.SERVED, now)
        leave_window(work, clerk)
        take_window(work, hall.center_id, 2, clerk)
    hall.take_ticket(now)
    hall.serve(clerk, now)
    refused_with(sessions.SessionIsElsewhere, now)


def test_one_open_session_for_a_cashier_and_for_a_window(hall: Hall, now: datetime) -> None:
    first, second = hall.seat("clerk1", 1), hall.seat("clerk2", 2)
    open_drawer(hall, first, now)
    with pytest.raises(sessions.SessionIsOpen), hall.database.writing() as work:
        open_session(work, first, 0, new_key(), now)
    with hall.database.writing() as work:
        leave_window(work, first)
        leave_window(work, second)
        take_window(work, hall.center_id, 1, second)
    with pytest.raises(sessions.DrawerIsTaken), hall.database.writing() as work:
        open_session(work, second, 0, new_key(), now)


def test_the_same_form_opens_one_session(hall: Hall, now: datetime) -> None:
    clerk, key = hall.seat("clerk1", 1), new_key()
    numbers = {hall.do(open_session, clerk, 0, key, now).number for _ in range(2)}
    assert numbers == {"S-000-2026-27-000001"}


@pytest.mark.parametrize("opening_float", [-1, sessions.MOST_FLOAT + 1])
def test_an_impossible_float_is_refused(hall: Hall, now: datetime, opening_float: int) -> None:
    with pytest.raises(sessions.FloatWrong):
        hall.do(open_session, hall.seat("clerk1", 1), opening_float, new_key(), now)


@pytest.mark.parametrize("counts", [{300: 1}, {100: -1}, {100: sessions.MOST_COUNT + 1}])
def test_an_impossible_count_is_refused(hall: Hall, now: datetime, counts: dict[int, int]) -> None:
    clerk = hall.seat("clerk1", 1)
    open_drawer(hall, clerk, now)
    with pytest.raises(sessions.CountWrong):
        hall.do(close_session, clerk, counts, "", now)


def test_a_difference_needs_an_explanation(hall: Hall, now: datetime) -> None:
    clerk = hall.seat("clerk1", 1)
    number = open_drawer(hall, clerk, now, opening_float=100)
    with pytest.raises(sessions.ExplanationMissing, match=r"-1\.00"):
        hall.do(close_session, clerk, {}, " ", now)
    hall.do(close_session, clerk, {}, "سحبت للفكة", now)
    with hall.database.reading() as session:
        held = session_by_number(session, hall.center_id, number)
        assert drawer_of(session, held) == 100


def test_nobody_reviews_their_own_session_nor_an_open_one_nor_twice(hall: Hall, now: datetime) -> None:
    clerk, supervisor = hall.seat("clerk1", 1), hall.staff("supervisor1")
    number = open_drawer(hall, clerk, now)
    with pytest.raises(sessions.SessionNotClosed):
        hall.do(review_session, hall.center_id, number, supervisor, "", now)
    hall.do(close_session, clerk, {}, "", now)
    with pytest.raises(sessions.OwnSession):
        hall.do(review_session, hall.center_id, number, clerk, "", now)
    hall.do(review_session, hall.center_id, number, supervisor, "", now)
    with pytest.raises(sessions.ReviewedAlready):
        hall.do(review_session, hall.center_id, number, supervisor, "", now)
    with pytest.raises(sessions.UnknownCashSession):
        hall.do(review_session, hall.center_id, "S-000-2026-27-999999", supervisor, "", now)


def test_who_has_no_open_session_closes_none(hall: Hall, now: datetime) -> None:
    with pytest.raises(sessions.NoCashSession):
        hall.do(close_session, hall.staff("clerk1"), {}, "", now)
    with hall.database.reading() as session:
        assert session.scalars(select(CashSession)).all() == []
