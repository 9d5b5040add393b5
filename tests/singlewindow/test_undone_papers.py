"""What becomes of the certificates that name a payment when its money is given back."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from singlewindow.audit.actions import Action
from singlewindow.audit.records import AuditEntry
from singlewindow.cash.certificate import CertificateWish, certify
from singlewindow.cash.counter_entries import DrawerMissing, GiveBack, cancel_payment, refund
from singlewindow.cash.pay import pay
from singlewindow.cash.records import Certificate, Payment
from singlewindow.cash.replace import Replacement, replace_certificate
from singlewindow.documents.events import PaperDeed, PaperEnded, cancel
from singlewindow.documents.records import Document, PaperEvent, PaperEventKind
from singlewindow.documents.standing import FoundPaper, Standing, stand
from singlewindow.places.centers import lock_center
from singlewindow.requests.receive import Received
from tests.cast import Hall, new_key
from tests.singlewindow.at_the_window import money, receive_and_pay, tariff, the_request
from tests.singlewindow.paper_key import PaperKey

WHY = "سُجل باسم شخص آخر"


class Money:
    """A payment that clerk1 took, and what people do about it."""

    def __init__(self, hall: Hall, now: datetime) -> None:
        self.hall, self.now = hall, now
        hall.take_ticket(now)
        self.clerk = hall.seat("clerk1", 1)
        hall.serve(self.clerk, now)
        self.payment = receive_and_pay(hall, self.clerk, now)

    def certify(self, by: str = "clerk1", *receipts: str) -> Certificate:
        """Issue a certificate of all payments or of those named."""
        wish = CertificateWish(
            new_key(), "", "", "ar", "http://localhost", PaperKey(), frozenset(receipts), no_fee_because="توضيحي"
        )
        return self.hall.do(certify, the_request(self.hall), self.hall.staff(by), wish, self.now)

    def pay_more(self) -> Payment:
        """Take 20 pounds more for the same request."""
        assessed = tariff(self.hall, self.now)[1]
        with self.hall.database.writing() as work:
            received = Received(the_request(self.hall), lock_center(work.session, self.hall.center_id))
            return pay(work, received, self.clerk, money({assessed.id: 2000}), self.now)

    def cancel(self, form_key: str = "", now: datetime | None = None) -> None:
        """Cancel the first payment, as supervisor1."""
        wish = GiveBack(form_key or new_key(), WHY)
        who = self.hall.staff("supervisor1")
        self.hall.do(cancel_payment, self.hall.center_id, self.payment.receipt_number, who, wish, now or self.now)

    def give_back(self, amount: int, form_key: str = "") -> None:
        """Refund piastres of the first payment, as supervisor1."""
        who, wish = self.hall.staff("supervisor1"), GiveBack(form_key or new_key(), WHY)
        self.hall.do(refund, self.hall.center_id, self.payment.receipt_number, who, amount, wish, self.now)

    def receipt(self) -> FoundPaper:
        """How the receipt of the first payment stands."""
        with self.hall.database.reading() as session:
            own = (Document.payment_id == self.payment.id, Document.code.is_not(None))
            return stand(session, session.scalars(select(Document).where(*own)).one())

    def deed(self, certificate: Certificate, reason: str = "سبب توضيحي") -> PaperDeed:
        """A deed of supervisor1 about a certificate."""
        return PaperDeed(
            self.hall.center_id, self.found(certificate).paper.id, self.hall.staff("supervisor1"), new_key(), reason
        )

    def found(self, certificate: Certificate) -> FoundPaper:
        """How a certificate stands."""
        with self.hall.database.reading() as session:
            own = (Document.certificate_id == certificate.id, Document.code.is_not(None))
            return stand(session, session.scalars(select(Document).where(*own)).one())

    def standings(self, *certificates: Certificate) -> list[Standing]:
        """How certificates stand."""
        return [self.found(certificate).standing for certificate in certificates]


@pytest.fixture
def paid(hall: Hall, now: datetime) -> Money:
    return Money(hall, now)


def test_certificates_that_name_a_cancelled_payment_end_with_it(paid: Money) -> None:
    certificates = [paid.certify(), paid.certify()]
    paid.cancel()
    for certificate in certificates:
        found = paid.found(certificate)
        assert found.standing is Standing.CANCELLED
        (event,) = found.events
        assert (event.kind, event.staff_id) == (PaperEventKind.CANCELLED, paid.hall.staff("supervisor1"))
        assert event.reason == f"{paid.payment.receipt_number}: {WHY}"
        assert event.at == paid.now


def test_the_audit_names_each_certificate_that_ended(paid: Money) -> None:
    certificate = paid.certify()
    paid.cancel()
    with paid.hall.database.reading() as session:
        noted = session.scalars(select(AuditEntry.subject).where(AuditEntry.action == Action.PAPER_CANCELLED)).all()
    assert set(noted) == {paid.payment.receipt_number, certificate.number}


def test_it_ends_also_when_the_canceller_issued_it(paid: Money) -> None:
    certificate = paid.certify("supervisor1")
    paid.cancel()
    assert paid.standings(certificate) == [Standing.CANCELLED]


def test_a_certificate_of_other_payments_stands_and_one_of_both_ends(paid: Money) -> None:
    more = paid.pay_more()
    other, both = paid.certify("clerk1", more.receipt_number), paid.certify()
    paid.cancel()
    assert paid.standings(other, both) == [Standing.VALID, Standing.CANCELLED]


def test_a_replaced_certificate_stays_replaced_and_its_successor_ends(paid: Money) -> None:
    lost = paid.certify()
    paid.hall.do(replace_certificate, paid.deed(lost), Replacement("http://localhost", PaperKey()), paid.now)
    with paid.hall.database.reading() as session:
        second = session.scalars(select(Certificate).where(Certificate.id != lost.id)).one()
    paid.cancel()
    assert paid.standings(lost, second) == [Standing.REPLACED, Standing.CANCELLED]


def test_a_certificate_that_was_cancelled_before_keeps_its_reason(paid: Money) -> None:
    certificate = paid.certify()
    paid.hall.do(cancel, paid.deed(certificate), paid.now)
    paid.cancel()
    assert [event.reason for event in paid.found(certificate).events] == ["سبب توضيحي"]


def test_the_same_form_ends_nothing_twice(paid: Money) -> None:
    certificate, form_key = paid.certify(), new_key()
    paid.cancel(form_key)
    paid.cancel(form_key)
    assert len(paid.found(certificate).events) == 1


def test_a_part_given_back_ends_no_paper(paid: Money) -> None:
    certificate = paid.certify()
    paid.give_back(paid.payment.amount - 1)
    assert paid.standings(certificate) == [Standing.VALID]
    assert paid.receipt().standing is Standing.VALID


def test_what_is_given_back_as_a_whole_ends_its_papers_as_a_cancellation_does(paid: Money) -> None:
    certificate = paid.certify()
    paid.give_back(paid.payment.amount)
    assert [paid.receipt().standing, *paid.standings(certificate)] == [Standing.CANCELLED] * 2
    assert [event.reason for event in paid.receipt().events] == [WHY]
    assert [event.reason for event in paid.found(certificate).events] == [f"{paid.payment.receipt_number}: {WHY}"]


def test_the_last_of_several_refunds_ends_the_papers_once(paid: Money) -> None:
    certificate, last = paid.certify(), new_key()
    paid.give_back(1)
    paid.give_back(paid.payment.amount - 2)
    assert paid.standings(certificate) == [Standing.VALID]
    paid.give_back(1, last)
    paid.give_back(1, last)
    assert [len(found.events) for found in (paid.receipt(), paid.found(certificate))] == [1, 1]
    assert [paid.receipt().standing, *paid.standings(certificate)] == [Standing.CANCELLED] * 2


def test_of_two_refunds_at_once_the_later_ends_the_papers(paid: Money) -> None:
    certificate = paid.certify()
    half = paid.payment.amount // 2
    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(paid.give_back, part) for part in (half, paid.payment.amount - half)]:
            done.result(60)
    assert [paid.receipt().standing, *paid.standings(certificate)] == [Standing.CANCELLED] * 2
    assert len(paid.receipt().events) == 1


def test_a_refused_cancellation_leaves_the_certificate(paid: Money) -> None:
    certificate = paid.certify()
    with pytest.raises(DrawerMissing):
        paid.cancel(now=paid.now + timedelta(days=1))
    assert paid.standings(certificate) == [Standing.VALID]


def test_the_longest_reason_fits_behind_the_receipts_number(paid: Money) -> None:
    certificate = paid.certify()
    wish = GiveBack(new_key(), "س" * 200)
    who = paid.hall.staff("supervisor1")
    paid.hall.do(cancel_payment, paid.hall.center_id, paid.payment.receipt_number, who, wish, paid.now)
    assert paid.found(certificate).events[0].reason.endswith("س" * 200)


def test_whoever_comes_first_a_certificate_ends_once(paid: Money) -> None:
    certificate = paid.certify()
    deed = paid.deed(certificate)

    def end_paper() -> str:
        try:
            return paid.hall.do(cancel, deed, paid.now).kind
        except PaperEnded:
            return "ended by the money"

    deeds: list[Callable[[], object]] = [end_paper, paid.cancel]
    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(one) for one in deeds]:
            done.result(30)
    with paid.hall.database.reading() as session:
        ends = session.scalars(select(PaperEvent.document_id)).all()
    assert len(ends) == len(set(ends)) == 2, "the receipt and the certificate, each once"
    assert paid.standings(certificate) == [Standing.CANCELLED]
