"""Accounts: rent and instalments by period, their ledger, and the balance that only a complete one states."""

from datetime import date, datetime
from uuid import UUID

import pytest
from sqlalchemy import select

from singlewindow.cash.accounts import (
    AccountExists,
    Holder,
    PeriodWrong,
    UnknownAccount,
    account_by_number,
    charge_account,
    declare_complete,
    ledger_of,
    open_account,
    pay_account,
)
from singlewindow.cash.certificate import CertificateWish, LedgerIncomplete, ValidityPassed, certify_account
from singlewindow.cash.certificate_fee import FeeMissing, FeeReceiptWrong
from singlewindow.cash.charges import ChargeIsPaid, Debtor, Span, UnknownCharge, unpaid, withdraw
from singlewindow.cash.pay import NothingToPay, PaysTooMuch
from singlewindow.cash.records import Account, AccountKind, Charge
from singlewindow.documents.records import Document, DocumentKind
from tests.cast import Hall, new_key
from tests.singlewindow.at_the_window import money, open_drawer, tariff
from tests.singlewindow.paper_key import PaperKey

UNIT = AccountKind.UNIT


def month(number: int) -> Span:
    """A month of 2026 with thirty days at most, due on its tenth."""
    return Span(date(2026, number, 1), date(2026, number, 28), date(2026, number, 10))


def rent(hall: Hall, now: datetime) -> UUID:
    """The item of the rent, assessed."""
    return next(item.id for item in tariff(hall, now, "rent_payment") if item.amount is None)


def an_account(hall: Hall, now: datetime, months: tuple[int, ...] = (1, 2)) -> Account:
    """An account that owes 200 pounds for each month."""
    clerk, item = hall.staff("clerk1"), rent(hall, now)
    account = hall.do(open_account, hall.center_id, UNIT, "ع-١٢", Holder("مواطن توضيحي", "", "وحدة 12"), clerk, now)
    for number in months:
        hall.do(charge_account, account, "rent_payment", {item: 20_000}, month(number), clerk, now)
    return account


def test_a_ledger_shows_what_is_due_paid_and_left(hall: Hall, now: datetime) -> None:
    account = an_account(hall, now)
    clerk = hall.seat("clerk1", 1)
    open_drawer(hall, clerk, now)
    with hall.database.reading() as session:
        first, second = (owed.charge for owed in unpaid(session, Debtor(account_id=account.id)))
    payment = hall.do(pay_account, account, clerk, {first.id: 20_000, second.id: 5_000}, money({}), now)
    assert payment.amount == 25_000
    with hall.database.reading() as session:
        ledger = ledger_of(session, account)
        january = ledger_of(session, account, date(2026, 1, 1), date(2026, 1, 31))
        facts = session.scalars(select(Document.facts).where(Document.payment_id == payment.id)).one()
    assert (ledger.due, ledger.paid, ledger.balance) == (40_000, 25_000, 15_000)
    assert [entry.left for entry in ledger.entries] == [0, 15_000]
    assert january.balance == 0
    assert facts["period"] == "01/01/2026 إلى 28/02/2026"
    assert (facts["payer"], facts["request_number"]) == ("مواطن توضيحي", "")


def test_an_instalment_pays_no_more_than_is_left(hall: Hall, now: datetime) -> None:
    account = an_account(hall, now, (1,))
    clerk = hall.seat("clerk1", 1)
    open_drawer(hall, clerk, now)
    with hall.database.reading() as session:
        (owed,) = unpaid(session, Debtor(account_id=account.id))
    for amounts, refusal in (
        ({owed.charge.id: 20_001}, PaysTooMuch), ({owed.charge.id: -1}, PaysTooMuch), ({}, NothingToPay),
    ):  # fmt: skip
        with pytest.raises(refusal):
            hall.do(pay_account, account, clerk, amounts, money({}), now)


def test_an_account_is_known_by_its_number_in_any_digits_and_stands_once(hall: Hall, now: datetime) -> None:
    account = an_account(hall, now, ())
    with hall.database.reading() as session:
        assert account_by_number(session, hall.center_id, UNIT, " ع-12 ").id == account.id
        with pytest.raises(UnknownAccount):
            account_by_number(session, hall.center_id, AccountKind.FILE, "ع-12")
    with pytest.raises(AccountExists):
        an_account(hall, now)
    backwards = Span(date(2026, 2, 1), date(2026, 1, 1), date(2026, 2, 1))
    with pytest.raises(PeriodWrong):
        hall.do(charge_account, account, "rent_payment", {}, backwards, hall.staff("clerk1"), now)


def test_a_charge_is_withdrawn_for_a_reason_until_it_is_paid(hall: Hall, now: datetime) -> None:
    account = an_account(hall, now)
    clerk = hall.seat("clerk1", 1)
    open_drawer(hall, clerk, now)
    with hall.database.reading() as session:
        first, second = (owed.charge for owed in unpaid(session, Debtor(account_id=account.id)))
    hall.do(pay_account, account, clerk, {first.id: 1}, money({}), now)
    with pytest.raises(ChargeIsPaid):
        hall.do(withdraw, first.id, clerk, "خطأ", now)
    hall.do(withdraw, second.id, clerk, "خطأ", now)
    with pytest.raises(UnknownCharge):
        hall.do(withdraw, second.id, clerk, "خطأ", now)
    with hall.database.reading() as session:
        assert ledger_of(session, account).due == 20_000
        assert session.get_one(Charge, second.id).amount == 20_000


def wish(**changes: object) -> CertificateWish:
    """A wish for a certificate whose own fee is not due."""
    values: dict[str, object] = {
        "form_key": new_key(), "addressee": "", "purpose": "", "language": "ar",
        "public_url": "http://localhost", "signer": PaperKey(), "no_fee_because": "توضيحي",
    }  # fmt: skip
    return CertificateWish(**(values | changes))  # type: ignore[arg-type]


def paid_account(hall: Hall, now: datetime) -> tuple[Account, UUID]:
    """An account of which one month of two is paid."""
    account = an_account(hall, now)
    clerk = hall.seat("clerk1", 1)
    open_drawer(hall, clerk, now)
    with hall.database.reading() as session:
        first = unpaid(session, Debtor(account_id=account.id))[0].charge
    hall.do(pay_account, account, clerk, {first.id: 20_000}, money({}), now)
    return account, clerk


def test_a_balance_is_stated_only_when_the_ledger_is_complete(hall: Hall, now: datetime) -> None:
    account, clerk = paid_account(hall, now)
    with pytest.raises(LedgerIncomplete):
        hall.do(certify_account, account, clerk, wish(with_balance=True), now)
    hall.do(declare_complete, account, date(2026, 1, 1), hall.staff("manager1"), now)
    with hall.database.reading() as session:
        account = account_by_number(session, hall.center_id, UNIT, "ع-12")
    certificate = hall.do(certify_account, account, clerk, wish(with_balance=True), now)
    plain = hall.do(certify_account, account, clerk, wish(), now)
    assert (certificate.balance, plain.balance) == (20_000, None)
    with hall.database.reading() as session:
        papers = select(Document.facts).where(Document.kind == DocumentKind.CERTIFICATE).order_by(Document.serial)
        first, second = session.scalars(papers)
    assert (first["balance"].endswith("200.00 جنيه"), second["balance"]) == (True, "")
    assert (first["subject"], first["address"]) == ("وحدة رقم ع-12", "وحدة 12")
    assert first["payments"][0]["item"] == "سداد الإيجارات"


def test_a_certificate_that_is_over_before_it_begins_is_refused(hall: Hall, now: datetime) -> None:
    account, clerk = paid_account(hall, now)
    with pytest.raises(ValidityPassed):
        hall.do(certify_account, account, clerk, wish(valid_until=now.date()), now)
    given = hall.do(certify_account, account, clerk, wish(valid_until=date(2027, 1, 1)), now)
    assert given.valid_until == date(2027, 1, 1)


def test_a_certificates_own_fee_is_paid_or_not_due_for_a_reason(hall: Hall, now: datetime) -> None:
    account, clerk = paid_account(hall, now)
    with pytest.raises(FeeMissing):
        hall.do(certify_account, account, clerk, wish(no_fee_because=""), now)
    with pytest.raises(FeeReceiptWrong):
        hall.do(certify_account, account, clerk, wish(fee_receipt="R-000-2026-27-000001"), now)


def test_only_chosen_payments_stand_on_a_certificate(hall: Hall, now: datetime) -> None:
    account, clerk = paid_account(hall, now)
    from singlewindow.cash.certificate import NoPayment

    for other in (wish(receipts=frozenset({"R-none"})), wish(first=date(2027, 1, 1)), wish(last=date(2025, 1, 1))):
        with pytest.raises(NoPayment):
            hall.do(certify_account, account, clerk, other, now)
