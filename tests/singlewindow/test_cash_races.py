"""Money under fire: receipts, sessions, cancellations and instalments raced on PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from uuid import UUID

import pytest
from sqlalchemy import func, select

from singlewindow.cash.accounts import ledger_of, pay_account
from singlewindow.cash.charges import Debtor, unpaid
from singlewindow.cash.counter_entries import GiveBack, given_back, refund
from singlewindow.cash.records import CashSession, Payment
from singlewindow.cash.sessions import close_session, open_session, session_by_number
from singlewindow.errors import Refusal
from tests.cast import Hall, new_key
from tests.singlewindow.at_the_window import money, open_drawer, receive_and_pay
from tests.singlewindow.test_accounts import an_account

pytestmark = [pytest.mark.postgres, pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)]
CLERKS = 6


def in_a_race(*deeds: object) -> list[object]:
    """Do all deeds at once; give what each gave, or its refusal."""

    def one(deed: object) -> object:
        try:
            return deed()  # type: ignore[operator]
        except Refusal as refusal:
            return refusal

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(one, deeds))


def clerks_at_work(hall: Hall, now: datetime) -> list[UUID]:
    """Clerks who each serve a number, with an open drawer."""
    clerks = []
    for number in range(1, CLERKS + 1):
        hall.take_ticket(now)
        clerk = hall.seat(f"clerk{number}", number)
        hall.serve(clerk, now)
        open_drawer(hall, clerk, now)
        clerks.append(clerk)
    return clerks


def test_receipts_of_many_cashiers_have_no_gap_and_no_double(hall: Hall, now: datetime) -> None:
    clerks = clerks_at_work(hall, now)
    in_a_race(*(lambda clerk=clerk: receive_and_pay(hall, clerk, now) for clerk in clerks))  # type: ignore[misc]
    with hall.database.reading() as session:
        serials = session.scalars(select(Payment.serial).order_by(Payment.serial)).all()
    assert serials == list(range(1, CLERKS + 1))


def test_one_form_sent_by_many_threads_is_paid_once(hall: Hall, now: datetime) -> None:
    hall.take_ticket(now)
    clerk = hall.seat("clerk1", 1)
    hall.serve(clerk, now)
    open_drawer(hall, clerk, now)
    key = new_key()
    in_a_race(*[lambda: receive_and_pay(hall, clerk, now, form_key=key)] * 6)
    with hall.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Payment)) == 1


def test_one_session_is_opened_however_often_it_is_pressed(hall: Hall, now: datetime) -> None:
    clerk = hall.seat("clerk1", 1)
    in_a_race(*(lambda: hall.do(open_session, clerk, 0, new_key(), now) for _ in range(6)))
    with hall.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(CashSession)) == 1


def test_a_payment_falls_into_a_session_or_comes_too_late_for_it(hall: Hall, now: datetime) -> None:
    hall.take_ticket(now)
    clerk = hall.seat("clerk1", 1)
    hall.serve(clerk, now)
    number = open_drawer(hall, clerk, now)
    in_a_race(
        lambda: receive_and_pay(hall, clerk, now),
        lambda: hall.do(close_session, clerk, {}, "فرق", now),
    )
    with hall.database.reading() as session:
        held = session_by_number(session, hall.center_id, number)
        took = session.scalar(select(func.sum(Payment.amount)).where(Payment.session_id == held.id)) or 0
    assert held.expected == took


def test_refunds_at_once_never_give_back_more_than_was_paid(hall: Hall, now: datetime) -> None:
    hall.take_ticket(now)
    clerk = hall.seat("clerk1", 1)
    hall.serve(clerk, now)
    payment = receive_and_pay(hall, clerk, now)
    supervisor = hall.staff("supervisor1")

    def give() -> object:
        wish = GiveBack(new_key(), "خطأ")
        return hall.do(refund, hall.center_id, payment.receipt_number, supervisor, 2000, wish, now)

    results = in_a_race(give, give, give)
    assert sum(isinstance(result, Refusal) for result in results) == 2
    with hall.database.reading() as session:
        assert given_back(session, payment.id) == 2000


def test_two_windows_never_take_more_than_an_account_owes(hall: Hall, now: datetime) -> None:
    account = an_account(hall, now, (1,))
    clerks = [hall.seat(f"clerk{number}", number) for number in (1, 2)]
    for clerk in clerks:
        open_drawer(hall, clerk, now)
    with hall.database.reading() as session:
        (owed,) = unpaid(session, Debtor(account_id=account.id))
    amounts = {owed.charge.id: 15_000}
    results = in_a_race(
        *(lambda clerk=clerk: hall.do(pay_account, account, clerk, amounts, money({}), now) for clerk in clerks)  # type: ignore[misc]
    )
    assert sum(isinstance(result, Refusal) for result in results) == 1
    with hall.database.reading() as session:
        assert ledger_of(session, account, date(2026, 1, 1)).paid == 15_000
