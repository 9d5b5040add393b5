"""Figures of money, counted by hand from deeds at given moments, and laws that hold of any."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from singlewindow.cash.accounts import pay_account
from singlewindow.cash.certificate import CertificateWish, certify
from singlewindow.cash.charges import Debtor, unpaid
from singlewindow.cash.counter_entries import cancel_payment, refund
from singlewindow.cash.methods import Offered
from singlewindow.cash.pay import Money, pay
from singlewindow.cash.records import Payment
from singlewindow.cash.sessions import close_session
from singlewindow.complaints.complaints import ComplaintWords, answer, complain
from singlewindow.places.records import CenterKind
from singlewindow.reports.desk_counts import DeskFigures, desk_counts, desk_counts_by
from singlewindow.reports.money import MoneyFigures, money, money_by
from singlewindow.reports.money_parts import MoneyPart
from singlewindow.reports.money_rows import MoneyRow, money_rows
from singlewindow.reports.request_scope import NotSplitThus
from singlewindow.reports.scope import Axis, Scope
from singlewindow.reports.span import Span
from singlewindow.requests.receive import receive
from singlewindow.requests.records import Request
from singlewindow.tickets.serve import finish
from singlewindow.tickets.states import Outcome
from tests.cast import Hall, new_key
from tests.singlewindow.at_reports import scope_of
from tests.singlewindow.at_the_window import intake, open_drawer, tariff
from tests.singlewindow.at_the_window import money as paid_in_cash
from tests.singlewindow.paper_key import PaperKey
from tests.singlewindow.test_accounts import an_account
from tests.singlewindow.test_counter_entries import because

NOVEMBER, DECEMBER = Span.month(2026, 11), Span.month(2026, 12)
P = MoneyPart


class Till:
    """A clerk who takes money at window 1, and a supervisor who gives it back."""

    def __init__(self, hall: Hall, now: datetime) -> None:
        self.hall, self.now = hall, now
        self.clerk, self.supervisor = hall.seat("clerk1", 1), hall.staff("supervisor1")

    def paid(self, **changes: object) -> Payment:
        """Take 37.50 pounds for a building permit."""
        self.hall.take_ticket(self.now)
        self.hall.serve(self.clerk, self.now)
        fixed = tariff(self.hall, self.now)[0]
        open_drawer(self.hall, self.clerk, self.now)
        with self.hall.database.writing() as work:
            typed = intake()
            offered: Money = paid_in_cash({fixed.id: fixed.amount or 0}, **({"form_key": typed.form_key} | changes))
            payment = pay(work, receive(work, self.clerk, typed, self.now), self.clerk, offered, self.now)
        self.hall.do(finish, self.clerk, Outcome.SERVED, self.now)
        return payment

    def cancel(self, payment: Payment, drawer: str = "") -> None:
        """Undo a payment."""
        wish = because(drawer=drawer)
        self.hall.do(cancel_payment, self.hall.center_id, payment.receipt_number, self.supervisor, wish, self.now)

    def give(self, payment: Payment, amount: int) -> None:
        """Give part of a payment back."""
        self.hall.do(refund, self.hall.center_id, payment.receipt_number, self.supervisor, amount, because(), self.now)

    def close(self, counts: dict[int, int], explanation: str = "") -> None:
        """Close the drawer."""
        self.hall.do(close_session, self.clerk, counts, explanation, self.now)


@pytest.fixture
def till(hall: Hall, now: datetime) -> Till:
    """A till on Tuesday 24 November 2026."""
    return Till(hall, now)


def figures(hall: Hall, span: Span = NOVEMBER, scope: Scope | None = None) -> MoneyFigures:
    """The money of the governorate, or of a scope."""
    with hall.database.reading() as session:
        return money(session, scope or scope_of(hall), span)


def by(hall: Hall, axis: Axis, span: Span = NOVEMBER) -> dict[object, MoneyFigures]:
    """The money of the governorate by an axis."""
    with hall.database.reading() as session:
        return money_by(session, scope_of(hall), span, axis)


def rows(
    hall: Hall, part: MoneyPart, span: Span = NOVEMBER, of: tuple[Axis, str | UUID] | None = None
) -> list[MoneyRow]:
    """All rows of a part, fetched two at a time."""
    found: list[MoneyRow] = []
    with hall.database.reading() as session:
        while True:
            fetched = money_rows(session, scope_of(hall), span, part, found[-1].key if found else None, 2, of)
            found += fetched
            if len(fetched) < 2:
                return found


def test_a_cancelled_receipt_stays_received_and_is_told_apart(till: Till) -> None:
    cancelled = till.paid()
    till.paid()
    till.cancel(cancelled)
    found = figures(till.hall)
    assert (found[P.RECEIVED], found[P.CANCELLED], found[P.REFUNDED], found.kept) == (7500, 3750, 0, 3750)
    assert (found.counts[P.RECEIVED], found.counts[P.CANCELLED]) == (2, 1)


def test_what_is_given_back_counts_in_the_month_it_is_given(till: Till) -> None:
    payment = till.paid(method="card", reference="77")
    till.now += timedelta(days=10)
    till.give(payment, 1000)
    november, december = figures(till.hall), figures(till.hall, DECEMBER)
    assert (november[P.RECEIVED], november[P.REFUNDED], november.kept) == (3750, 0, 3750)
    assert (december[P.RECEIVED], december[P.REFUNDED], december.kept) == (0, 1000, -1000)


def test_a_payment_in_two_ways_is_split_by_method_to_the_piastre(till: Till) -> None:
    till.paid(others=(Offered("card", "77", 1250),))
    till.paid()
    methods = by(till.hall, Axis.METHOD)
    assert {code: (found[P.RECEIVED], found.counts[P.RECEIVED]) for code, found in methods.items()} == {
        "cash": (6250, 2),
        "card": (1250, 1),
    }
    assert P.CANCELLED not in methods["cash"].amounts
    assert [row.amount for row in rows(till.hall, P.RECEIVED, of=(Axis.METHOD, "card"))] == [1250]


def test_an_instalment_is_received_under_its_own_item_and_service(till: Till) -> None:
    account = an_account(till.hall, till.now)
    open_drawer(till.hall, till.clerk, till.now)
    with till.hall.database.reading() as session:
        first, second = (owed.charge.id for owed in unpaid(session, Debtor(account_id=account.id)))
    till.hall.do(pay_account, account, till.clerk, {first: 20_000, second: 5_000}, paid_in_cash({}), till.now)
    till.paid()
    items = {str(item).partition("/")[0]: found[P.RECEIVED] for item, found in by(till.hall, Axis.ITEM).items()}
    assert items == {"rent_payment": 25_000, "building_permit_issue": 3750}
    for key, found in by(till.hall, Axis.SERVICE).items():
        assert figures(till.hall, scope=scope_of(till.hall, service_id=key)).amounts == found.amounts
    (rent,) = [item for item in by(till.hall, Axis.ITEM) if str(item).startswith("rent")]
    assert [row.amount for row in rows(till.hall, P.RECEIVED, of=(Axis.ITEM, str(rent)))] == [25_000]


def test_sums_over_ways_items_services_and_cashiers_are_what_was_received(till: Till) -> None:
    till.paid(others=(Offered("card", "77", 1),))
    till.cancel(till.paid())
    for axis in (Axis.METHOD, Axis.ITEM, Axis.SERVICE, Axis.SECTOR, Axis.CLERK, Axis.WINDOW, Axis.CENTER, Axis.KIND):
        assert sum(found[P.RECEIVED] for found in by(till.hall, axis).values()) == 7500, axis


def test_a_cashier_has_what_they_took_and_who_gave_back_has_that(till: Till) -> None:
    till.cancel(till.paid())
    clerks = by(till.hall, Axis.CLERK)
    assert {key: (found[P.RECEIVED], found[P.CANCELLED]) for key, found in clerks.items()} == {
        till.clerk: (3750, 0),
        till.supervisor: (0, 3750),
    }


def test_money_belongs_to_the_day_in_cairo(till: Till) -> None:
    till.now = datetime(2026, 11, 30, 21, 59, tzinfo=UTC)
    till.paid()
    till.close({2000: 1, 1000: 1, 500: 1, 100: 2, 50: 1})
    till.now = datetime(2026, 11, 30, 22, 1, tzinfo=UTC)
    till.paid()
    assert (figures(till.hall)[P.RECEIVED], figures(till.hall, DECEMBER)[P.RECEIVED]) == (3750, 3750)
    both = Span(NOVEMBER.first, DECEMBER.last)
    days = {day: found[P.RECEIVED] for day, found in by(till.hall, Axis.DAY, both).items() if found[P.RECEIVED]}
    assert days == {date(2026, 11, 30): 3750, date(2026, 12, 1): 3750}
    assert [found[P.RECEIVED] for found in by(till.hall, Axis.MONTH, both).values()] == [3750, 3750]


def test_a_fiscal_year_is_the_span_from_july_to_june(till: Till) -> None:
    for moment in (datetime(2026, 6, 30, 20, 59, tzinfo=UTC), datetime(2026, 6, 30, 21, 0, tzinfo=UTC)):
        till.now = moment
        till.paid(method="card", reference="77")
        till.close({})
    numbers = [row.number for row in rows(till.hall, P.RECEIVED, Span(date(2026, 7, 1), date(2027, 6, 30)))]
    assert numbers == ["R-000-2026-27-000001"]


def test_drawers_that_differ_are_told_short_and_over_apart(till: Till) -> None:
    till.paid()
    till.close({2000: 1, 1000: 1, 500: 1, 100: 1}, "فكة")
    till.paid()
    till.close({5000: 1}, "زيادة")
    till.paid()
    till.close({2000: 1, 1000: 1, 500: 1, 100: 2, 50: 1})
    found = figures(till.hall)
    assert (found[P.SHORT], found.counts[P.SHORT], found[P.OVER], found.counts[P.OVER]) == (150, 1, 1250, 1)


def test_a_practice_center_takes_no_money_that_counts(till: Till) -> None:
    till.cancel(till.paid())
    till.hall.set_rules(kind=CenterKind.PRACTICE)
    assert set(figures(till.hall).amounts.values()) == {0}


def test_every_sum_is_the_sum_of_its_rows(till: Till) -> None:
    payments = [till.paid() for _ in range(5)]
    till.cancel(payments[0])
    till.give(payments[1], 700)
    till.give(payments[1], 50)
    till.close({2000: 4}, "فرق")
    found = figures(till.hall)
    for part in MoneyPart:
        lines = rows(till.hall, part)
        assert sum(line.amount for line in lines) == found[part], part
        assert len({line.id for line in lines}) == len(lines) == found.counts[part], part
    assert [found.counts[part] for part in MoneyPart] == [5, 1, 2, 1, 0]
    for axis in (Axis.CENTER, Axis.KIND, Axis.MARKAZ, Axis.CLERK, Axis.WINDOW, Axis.DAY, Axis.MONTH):
        together: Counter[MoneyPart] = Counter()
        for each in by(till.hall, axis).values():
            together.update(each.amounts)
        assert together == Counter(found.amounts), axis


def test_money_knows_no_department(hall: Hall) -> None:
    with pytest.raises(NotSplitThus):
        by(hall, Axis.DEPARTMENT)
    with pytest.raises(NotSplitThus):
        figures(hall, scope=scope_of(hall, department_id=hall.center_id))


def test_certificates_complaints_and_collections_are_counted(till: Till) -> None:
    payment = till.paid()
    wish = CertificateWish(new_key(), "", "", "ar", "http://localhost", PaperKey(), no_fee_because="بيان توضيحي")
    with till.hall.database.writing() as work:
        certify(work, work.session.get_one(Request, payment.request_id), till.clerk, wish, till.now)
    said = [ComplaintWords(new_key(), "delay", "تأخير") for _ in range(3)]
    first, second, _ = (till.hall.do(complain, till.hall.center_id, words, None, till.now) for words in said)
    for complaint, days in ((first, 7), (second, 8)):
        with till.hall.database.writing() as work:
            there = work.session.merge(complaint)
            answer(work, there, till.supervisor, "تم", till.now + timedelta(days=days))
    with till.hall.database.reading() as session:
        november = desk_counts(session, scope_of(till.hall), NOVEMBER)
        december = desk_counts(session, scope_of(till.hall), DECEMBER)
        kinds = desk_counts_by(session, scope_of(till.hall), DECEMBER, Axis.KIND)
    assert november == DeskFigures(certificates=1, complaints=3)
    assert december == DeskFigures(answered=2, answered_in_time=1)
    assert kinds[CenterKind.MAIN] == december
