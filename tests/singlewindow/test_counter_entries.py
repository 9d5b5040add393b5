"""Money given back: by a second person, for a reason, by an entry of its own."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from singlewindow.cash.certificate import CertificateWish, NoPayment, certify
from singlewindow.cash.charges import Debtor, unpaid
from singlewindow.cash.counter_entries import (
    CancelledAlready,
    DrawerMissing,
    GiveBack,
    OwnPayment,
    RefundTooLarge,
    UnknownReceipt,
    cancel_payment,
    given_back,
    is_cancelled,
    refund,
)
from singlewindow.cash.methods import Offered
from singlewindow.cash.pay import pay
from singlewindow.cash.records import CashSession, CounterEntry, Payment
from singlewindow.cash.sessions import UnknownCashSession, close_session, drawer_of, session_of
from singlewindow.documents.records import Document
from singlewindow.documents.standing import Standing, stand
from singlewindow.places.records import Center, Window
from singlewindow.records import new_key as new_uuid
from singlewindow.requests.receive import receive
from singlewindow.text import TextMissing
from tests.cast import Hall, new_key
from tests.singlewindow.at_the_window import intake, money, open_drawer, receive_and_pay, tariff, the_request
from tests.singlewindow.paper_key import PaperKey


def paid(hall: Hall, now: datetime) -> tuple[UUID, Payment]:
    """A clerk and a payment of 37.50 pounds in cash."""
    hall.take_ticket(now)
    clerk = hall.seat("clerk1", 1)
    hall.serve(clerk, now)
    return clerk, receive_and_pay(hall, clerk, now)


def because(**changes: str) -> GiveBack:
    """A reason."""
    return GiveBack(**({"form_key": new_key(), "reason": "سُجل باسم شخص آخر"} | changes))


def test_a_cancelled_payment_keeps_its_number_and_leaves_the_charge_unpaid(hall: Hall, now: datetime) -> None:
    clerk, payment = paid(hall, now)
    supervisor = hall.staff("supervisor1")
    entry = hall.do(cancel_payment, hall.center_id, payment.receipt_number, supervisor, because(), now)
    assert (entry.number, entry.amount, entry.drawer_amount) == ("X-000-2026-27-000001", 3750, 3750)
    with hall.database.reading() as session:
        receipt = session.scalars(select(Document).where(Document.payment_id == payment.id)).one()
        assert stand(session, receipt).standing is Standing.CANCELLED
        assert is_cancelled(session, payment.id)
        assert session.get_one(Payment, payment.id).amount == 3750
        assert [owed.left for owed in unpaid(session, Debtor(request_id=the_request(hall).id))] == [3750]
        held = session_of(session, clerk)
        assert held is not None
        assert drawer_of(session, held) == 0


def test_what_was_cancelled_is_paid_again_with_the_next_number(hall: Hall, now: datetime) -> None:
    from singlewindow.cash.pay import pay
    from singlewindow.requests.receive import reopen
    from tests.singlewindow.at_the_window import money

    clerk, payment = paid(hall, now)
    hall.do(cancel_payment, hall.center_id, payment.receipt_number, hall.staff("supervisor1"), because(), now)
    with hall.database.writing() as work:
        received = reopen(work, hall.center_id, the_request(hall).number)
        again = pay(work, received, clerk, money({}), now)
    assert again.receipt_number == "R-000-2026-27-000002"


def test_the_cashier_can_not_give_back_what_they_took(hall: Hall, now: datetime) -> None:
    clerk, payment = paid(hall, now)
    for deed, amount in ((cancel_payment, ()), (refund, (100,))):
        with pytest.raises(OwnPayment):
            hall.do(deed, hall.center_id, payment.receipt_number, clerk, *amount, because(), now)


def test_the_same_form_gives_back_once(hall: Hall, now: datetime) -> None:
    _, payment = paid(hall, now)
    wish, supervisor = because(), hall.staff("supervisor1")
    entries = {hall.do(refund, hall.center_id, payment.receipt_number, supervisor, 100, wish, now).id for _ in range(2)}
    assert len(entries) == 1


def test_no_more_is_given_back_than_was_paid(hall: Hall, now: datetime) -> None:
    _, payment = paid(hall, now)
    supervisor = hall.staff("supervisor1")
    hall.do(refund, hall.center_id, payment.receipt_number, supervisor, 3700, because(), now)
    for amount in (51, 0, -5):
        with pytest.raises(RefundTooLarge):
            hall.do(refund, hall.center_id, payment.receipt_number, supervisor, amount, because(), now)
    with pytest.raises(RefundTooLarge):
        hall.do(cancel_payment, hall.center_id, payment.receipt_number, supervisor, because(), now)
    hall.do(refund, hall.center_id, payment.receipt_number, supervisor, 50, because(), now)
    with hall.database.reading() as session:
        assert given_back(session, payment.id) == 3750


def test_a_second_cancellation_is_refused_and_so_is_an_unknown_receipt_or_no_reason(hall: Hall, now: datetime) -> None:
    _, payment = paid(hall, now)
    supervisor = hall.staff("supervisor1")
    with pytest.raises(TextMissing):
        hall.do(cancel_payment, hall.center_id, payment.receipt_number, supervisor, because(reason=" "), now)
    hall.do(cancel_payment, hall.center_id, payment.receipt_number.lower(), supervisor, because(), now)
    with pytest.raises(CancelledAlready):
        hall.do(cancel_payment, hall.center_id, payment.receipt_number, supervisor, because(), now)
    with pytest.raises(UnknownReceipt):
        hall.do(cancel_payment, hall.center_id, "R-000-2026-27-000009", supervisor, because(), now)
    with hall.database.reading() as session:
        assert len(session.scalars(select(CounterEntry)).all()) == 1


def test_cash_leaves_an_open_drawer_of_today_only(hall: Hall, now: datetime) -> None:
    clerk, payment = paid(hall, now)
    supervisor = hall.staff("supervisor1")
    hall.do(close_session, clerk, {2000: 1, 1000: 1, 500: 1, 100: 2, 50: 1}, "", now)
    tomorrow = now + timedelta(days=1)
    for wish in (because(), because(drawer="S-000-2026-27-000001")):
        with pytest.raises(DrawerMissing):
            hall.do(cancel_payment, hall.center_id, payment.receipt_number, supervisor, wish, tomorrow)
    other = hall.seat("clerk2", 2)
    drawer = open_drawer(hall, other, tomorrow, opening_float=5000)
    hall.do(cancel_payment, hall.center_id, payment.receipt_number, supervisor, because(drawer=drawer), tomorrow)
    with hall.database.reading() as session:
        held = session_of(session, other)
        assert held is not None
        assert drawer_of(session, held) == 1250


def test_cash_does_not_leave_a_drawer_that_was_closed_today(hall: Hall, now: datetime) -> None:
    clerk, payment = paid(hall, now)
    hall.do(close_session, clerk, {2000: 1, 1000: 1, 500: 1, 100: 2, 50: 1}, "", now)
    with pytest.raises(DrawerMissing):
        hall.do(cancel_payment, hall.center_id, payment.receipt_number, hall.staff("supervisor1"), because(), now)


def test_no_more_cash_leaves_a_drawer_than_came_into_it(hall: Hall, now: datetime) -> None:
    hall.take_ticket(now)
    clerk, supervisor = hall.seat("clerk1", 1), hall.staff("supervisor1")
    hall.serve(clerk, now)
    open_drawer(hall, clerk, now)
    fixed = tariff(hall, now)[0]
    split = money({fixed.id: 3750}, others=(Offered("card", "A-1", 2750),))
    with hall.database.writing() as work:
        payment = pay(work, receive(work, clerk, intake(), now), clerk, split, now)
    given = [
        hall.do(refund, hall.center_id, payment.receipt_number, supervisor, amount, because(), now)
        for amount in (800, 800, 800)
    ]
    assert [entry.drawer_amount for entry in given] == [800, 200, 0]


def test_another_center_neither_cancels_a_payment_nor_lends_its_drawer(hall: Hall, now: datetime) -> None:
    _, payment = paid(hall, now)
    supervisor = hall.staff("supervisor1")
    with hall.database.writing() as work:
        elsewhere = work.session.scalars(select(Center.id).where(Center.id != hall.center_id).limit(1)).one()
        held = work.session.get_one(CashSession, payment.session_id)
        same = ("fiscal_year", "serial", "window_id", "day", "opening_float", "opened_at", "center_version")
        copied = {name: getattr(held, name) for name in same}
        other = CashSession(id=new_uuid(), center_id=elsewhere, number="S-X", form_key=new_key(), **copied)
        other.cashier_id, other.closed_at, other.expected, other.counted = hall.staff("clerk2"), None, None, None
        other.window_id = work.session.scalars(select(Window.id).where(Window.id != held.window_id).limit(1)).one()
        work.add(other)
    with pytest.raises(UnknownReceipt):
        hall.do(cancel_payment, elsewhere, payment.receipt_number, supervisor, because(), now)
    with pytest.raises(UnknownCashSession):
        hall.do(cancel_payment, hall.center_id, payment.receipt_number, supervisor, because(drawer="S-X"), now)


def test_no_certificate_names_what_was_cancelled(hall: Hall, now: datetime) -> None:
    clerk, payment = paid(hall, now)
    hall.do(cancel_payment, hall.center_id, payment.receipt_number, hall.staff("supervisor1"), because(), now)
    wish = CertificateWish(new_key(), "", "", "ar", "http://localhost", PaperKey(), no_fee_because="توضيحي")
    with pytest.raises(NoPayment):
        hall.do(certify, the_request(hall), clerk, wish, now)
