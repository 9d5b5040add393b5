"""A request, its charges, its payment and its certificate."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from singlewindow.cash.certificate import CertificateWish, NoPayment, certify
from singlewindow.cash.charges import UnknownTariffItem
from singlewindow.cash.methods import ReferenceMissing, UnknownMethod
from singlewindow.cash.pay import NothingToPay, pay
from singlewindow.cash.records import Charge, Payment
from singlewindow.cash.sessions import close_session
from singlewindow.cash.tariff import AmountIsFixed
from singlewindow.catalogue.records import Service
from singlewindow.documents.records import Document, DocumentKind
from singlewindow.errors import Refusal
from singlewindow.numbering import Series
from singlewindow.records import new_key
from singlewindow.requests.papers import UnknownPaper
from singlewindow.requests.receive import RequestExists, receive
from singlewindow.requests.records import Request
from singlewindow.tickets.desk import NoTicketHere
from tests.cast import Hall
from tests.cast import new_key as form_key
from tests.singlewindow.at_the_window import intake, money, open_drawer, receive_and_pay, tariff, the_request
from tests.singlewindow.paper_key import PaperKey


def test_a_request_is_paid_and_its_receipt_wanted_in_one_transaction(hall: Hall, now: datetime) -> None:
    hall.take_ticket(now)
    clerk = hall.seat("clerk1", 3)
    hall.serve(clerk, now)
    payment = receive_and_pay(hall, clerk, now)
    with hall.database.reading() as session:
        receipt = session.scalars(select(Document).where(Document.payment_id == payment.id)).one()
    assert (payment.receipt_number, payment.amount) == ("R-000-2026-27-000001", 3750)
    assert the_request(hall).number.startswith("000-2026-000001-")
    assert receipt.kind is DocumentKind.RECEIPT
    assert receipt.facts["payer"] == "مواطن توضيحي"
    assert receipt.facts["national_id_masked"] == "----------0120"
    assert receipt.facts["window"] == 3
    assert receipt.facts["lines"] == [{"description": "مقابل خدمة (توضيحي)", "amount": 3750}]


def test_the_facts_of_a_receipt_stay_when_the_service_is_renamed(hall: Hall, now: datetime) -> None:
    hall.take_ticket(now)
    clerk = hall.seat("clerk1", 1)
    hall.serve(clerk, now)
    payment = receive_and_pay(hall, clerk, now)
    with hall.database.writing() as work:
        work.session.scalars(select(Service).where(Service.code == "building_permit_issue")).one().name_ar = "آخر"
    with hall.database.reading() as session:
        facts = session.scalars(select(Document.facts).where(Document.payment_id == payment.id)).one()
    assert facts["service"] == "إصدار ترخيص بناء"


def test_the_same_form_sent_twice_is_paid_once(hall: Hall, now: datetime) -> None:
    hall.take_ticket(now)
    clerk = hall.seat("clerk1", 1)
    hall.serve(clerk, now)
    key = form_key()
    first, second = (receive_and_pay(hall, clerk, now, form_key=key) for _ in range(2))
    assert first.id == second.id
    with hall.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Payment)) == 1


def test_a_second_request_for_one_number_is_refused(hall: Hall, now: datetime) -> None:
    hall.take_ticket(now)
    clerk = hall.seat("clerk1", 1)
    hall.serve(clerk, now)
    receive_and_pay(hall, clerk, now)
    with pytest.raises(RequestExists):
        receive_and_pay(hall, clerk, now)


def test_a_request_needs_a_number_being_served(hall: Hall, now: datetime) -> None:
    hall.take_ticket(now)
    clerk = hall.seat("clerk1", 1)
    hall.call(clerk, now)
    with pytest.raises(NoTicketHere):
        receive_and_pay(hall, clerk, now)


def test_money_that_can_not_be_taken_leaves_no_request_and_no_number(hall: Hall, now: datetime) -> None:
    hall.take_ticket(now)
    clerk = hall.seat("clerk1", 1)
    hall.serve(clerk, now)
    fixed, assessed = tariff(hall, now)
    wrong = [
        (money({}), NothingToPay),
        (money({assessed.id: 0}), NothingToPay),
        (money({new_key(): 100}), UnknownTariffItem),
        (money({fixed.id: 1}), AmountIsFixed),
        (money({fixed.id: 3750}, method="gold"), UnknownMethod),
        (money({fixed.id: 3750}, method="card"), ReferenceMissing),
        (money({fixed.id: 3750}, form33="x" * 99), Refusal),
    ]
    open_drawer(hall, clerk, now)
    for bad, refusal in wrong:
        with pytest.raises(refusal), hall.database.writing() as work:
            pay(work, receive(work, clerk, intake(), now), clerk, bad, now)
    with hall.database.reading() as session:
        for record in (Request, Payment, Charge):
            assert session.scalar(select(func.count()).select_from(record)) == 0
        assert session.scalar(select(Series.last).where(Series.kind.in_(["receipt", "request"]))) is None


def test_a_foreign_paper_is_refused(hall: Hall, now: datetime) -> None:
    hall.take_ticket(now)
    clerk = hall.seat("clerk1", 1)
    hall.serve(clerk, now)
    with pytest.raises(UnknownPaper), hall.database.writing() as work:
        receive(work, clerk, intake(papers=frozenset({new_key()})), now)


def test_receipts_begin_anew_with_the_fiscal_year(hall: Hall, now: datetime) -> None:
    clerk = hall.seat("clerk1", 1)
    numbers = []
    for moment in (now.replace(month=6, day=30), now.replace(month=7, day=1)):
        hall.take_ticket(moment)
        hall.serve(clerk, moment)
        numbers.append(receive_and_pay(hall, clerk, moment).receipt_number)
        with hall.database.writing() as work:
            from singlewindow.tickets.serve import finish
            from singlewindow.tickets.states import Outcome

            finish(work, clerk, Outcome.SERVED, moment)
            close_session(work, clerk, {2000: 1, 1000: 1, 500: 1, 100: 2, 50: 1}, "", moment)
    assert numbers == ["R-000-2025-26-000001", "R-000-2026-27-000001"]


def test_a_certificate_names_the_payments_that_exist(hall: Hall, now: datetime) -> None:
    hall.take_ticket(now)
    clerk = hall.seat("clerk1", 1)
    hall.serve(clerk, now)
    payment = receive_and_pay(hall, clerk, now)
    wish = CertificateWish(form_key(), "", "", "ar", "http://localhost", PaperKey(), no_fee_because="توضيحي")
    certificates = []
    for _ in range(2):
        with hall.database.writing() as work:
            certificates.append(certify(work, the_request(hall), clerk, wish, now + timedelta(hours=1)))
    assert certificates[0].id == certificates[1].id
    with hall.database.reading() as session:
        facts = session.scalars(select(Document.facts).where(Document.certificate_id == certificates[0].id)).one()
    assert facts["certificate_number"] == "C-000-2026-27-000001"
    assert facts["addressee"] == "إلى من يهمه الأمر"
    assert facts["payments"] == [
        {"receipt_number": payment.receipt_number, "date": "2026-11-24", "item": "إصدار ترخيص بناء", "amount": 3750}
    ]
    assert facts["total"] == 3750


def test_no_certificate_without_a_payment(hall: Hall, now: datetime) -> None:
    hall.take_ticket(now)
    clerk = hall.seat("clerk1", 1)
    hall.serve(clerk, now)
    with hall.database.writing() as work:
        receive(work, clerk, intake(), now)
    with pytest.raises(NoPayment), hall.database.writing() as work:
        certify(work, the_request(hall), clerk, CertificateWish(form_key(), "", "", "ar", "http://x", PaperKey()), now)
