"""Copies, cancellations and replacements: who, why, and what stays as it was."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select

from singlewindow.cash.certificate import CertificateWish, certify
from singlewindow.cash.records import Certificate, CertificatePayment
from singlewindow.cash.replace import OnlyCertificates, Replacement, replace_certificate
from singlewindow.database import Work
from singlewindow.documents.events import (
    IssuerCantCancel,
    MoneyCancelsReceipts,
    PaperDeed,
    PaperEnded,
    cancel,
    end,
    open_case,
    reprint,
)
from singlewindow.documents.proof import check, prove
from singlewindow.documents.records import Document, DocumentKind, PaperEvent
from singlewindow.documents.standing import (
    FoundPaper,
    Standing,
    UnknownDocument,
    found_by_code,
    originals,
    stand,
)
from singlewindow.errors import Invalid
from singlewindow.places.centers import center_by_code
from singlewindow.requests.correct import Correction, correct_applicant
from tests.cast import Hall, new_key
from tests.singlewindow.at_the_window import receive_and_pay, the_request
from tests.singlewindow.paper_key import PaperKey

KEY = PaperKey()
WITH = Replacement("https://shubbak.example", KEY)


class Papers:
    """A receipt and a certificate of one request, issued by clerk1."""

    def __init__(self, hall: Hall, now: datetime) -> None:
        self.hall, self.now = hall, now
        hall.take_ticket(now)
        clerk = hall.seat("clerk1", 1)
        hall.serve(clerk, now)
        receive_and_pay(hall, clerk, now)
        wish = CertificateWish(new_key(), "", "", "ar", "https://shubbak.example", KEY, no_fee_because="توضيحي")
        with hall.database.writing() as work:
            certify(work, the_request(hall), clerk, wish, now)

    def of(self, kind: DocumentKind) -> Document:
        """The first paper of a kind."""
        with self.hall.database.reading() as session:
            return session.scalars(select(Document).where(Document.kind == kind).order_by(Document.id)).all()[0]

    def deed(self, kind: DocumentKind = DocumentKind.CERTIFICATE, by: str = "supervisor1", **changes: Any) -> PaperDeed:
        """A deed by someone, for a reason."""
        values: dict[str, Any] = {
            "center_id": self.hall.center_id,
            "document_id": self.of(kind).id,
            "staff_id": self.hall.staff(by),
            "form_key": new_key(),
            "reason": "سبب توضيحي",
        }
        return PaperDeed(**(values | changes))

    def do(self, deed: Callable[..., PaperEvent], *arguments: Any) -> PaperEvent:
        """Do a deed in a transaction of its own."""
        return self.hall.do(deed, *arguments, self.now)

    def found(self, kind: DocumentKind = DocumentKind.CERTIFICATE) -> FoundPaper:
        """How the first paper of a kind stands."""
        paper = self.of(kind)
        with self.hall.database.reading() as session:
            return stand(session, paper)

    def made_by(self, event: PaperEvent) -> Document:
        """The paper that came of an event."""
        with self.hall.database.reading() as session:
            return session.get_one(Document, event.successor_id)

    def count(self, record: type) -> int:
        """How many rows of a record there are."""
        with self.hall.database.reading() as session:
            return session.scalar(select(func.count()).select_from(record)) or 0


@pytest.fixture
def papers(hall: Hall, now: datetime) -> Papers:
    return Papers(hall, now)


def test_a_copy_has_the_same_facts_and_its_count(papers: Papers) -> None:
    for copy in (1, 2, 3):
        event = papers.do(reprint, papers.deed(DocumentKind.RECEIPT, by="clerk1"))
        made, first = papers.made_by(event), papers.of(DocumentKind.RECEIPT)
        assert (event.copy_number, made.facts) == (copy, first.facts | {"copy": copy})
        assert (made.serial, made.code, made.payment_id) == (first.serial, None, first.payment_id)
    assert papers.found(DocumentKind.RECEIPT).standing is Standing.VALID


def test_the_first_paper_is_never_touched(papers: Papers) -> None:
    before = papers.of(DocumentKind.CERTIFICATE).facts
    papers.do(reprint, papers.deed())
    papers.do(replace_certificate, papers.deed(), WITH)
    assert papers.of(DocumentKind.CERTIFICATE).facts == before


def test_a_copy_of_a_cancelled_paper_says_so(papers: Papers) -> None:
    papers.do(cancel, papers.deed())
    copy = papers.made_by(papers.do(reprint, papers.deed()))
    assert (copy.facts["copy"], copy.facts["cancelled"]) == (1, True)


def test_the_same_form_sent_twice_makes_one_copy(papers: Papers) -> None:
    deed = papers.deed()
    first, second = papers.do(reprint, deed), papers.do(reprint, deed)
    assert first.id == second.id
    assert papers.count(PaperEvent) == 1


def test_copies_asked_for_at_once_are_counted_one_by_one(papers: Papers) -> None:
    deeds = [papers.deed() for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        events = list(pool.map(lambda deed: papers.do(reprint, deed), deeds))
    assert sorted(event.copy_number for event in events) == list(range(1, 9))


def test_a_paper_is_ended_once_however_many_press_at_once(papers: Papers) -> None:
    deeds = [papers.deed() for _ in range(6)]

    def try_to(deed: PaperDeed) -> str:
        try:
            return papers.do(cancel, deed).kind
        except PaperEnded:
            return "refused"

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(try_to, deeds)) == ["cancelled", *["refused"] * 5]


def test_who_issued_a_certificate_cannot_cancel_it(papers: Papers) -> None:
    with pytest.raises(IssuerCantCancel):
        papers.do(cancel, papers.deed(by="clerk1"))
    assert papers.found().standing is Standing.VALID


def test_a_second_person_cancels_and_it_is_known_who_and_why(papers: Papers) -> None:
    papers.do(cancel, papers.deed())
    found = papers.found()
    assert found.standing is Standing.CANCELLED
    assert [(event.staff_id, event.reason) for event in found.events] == [
        (papers.hall.staff("supervisor1"), "سبب توضيحي")
    ]


def test_a_receipt_is_not_cancelled_without_its_money(papers: Papers) -> None:
    with pytest.raises(MoneyCancelsReceipts):
        papers.do(cancel, papers.deed(DocumentKind.RECEIPT))
    assert papers.count(PaperEvent) == 0


def test_the_cash_desk_ends_a_receipt_by_a_second_person(papers: Papers, now: datetime) -> None:
    def counter_entry(work: Work, deed: PaperDeed, now: datetime) -> PaperEvent:
        return end(work, open_case(work, deed), deed, now)

    with pytest.raises(IssuerCantCancel):
        papers.do(counter_entry, papers.deed(DocumentKind.RECEIPT, by="clerk1"))
    papers.do(counter_entry, papers.deed(DocumentKind.RECEIPT))
    assert papers.found(DocumentKind.RECEIPT).standing is Standing.CANCELLED


def test_a_lost_certificate_is_replaced_by_one_with_a_new_number_and_code(papers: Papers) -> None:
    lost = papers.of(DocumentKind.CERTIFICATE)
    made = papers.made_by(papers.do(replace_certificate, papers.deed(), WITH))
    assert made.facts["replaces"] == lost.serial
    assert made.facts["certificate_number"] == made.serial != lost.serial
    assert made.code
    assert made.code != lost.code
    claims = check(KEY, made.facts["verify_url"].rsplit("/", 1)[1])
    assert (claims.number, claims.total) == (made.serial, lost.facts["total"])
    assert (papers.count(Certificate), papers.count(CertificatePayment)) == (2, 2)
    found = papers.found()
    assert (found.standing, found.successor) == (Standing.REPLACED, made.serial)


def test_a_replacement_names_the_applicant_as_corrected_and_the_lost_one_keeps_what_it_said(papers: Papers) -> None:
    lost = papers.of(DocumentKind.CERTIFICATE)
    right = Correction({"applicant_name": "اسم صحيح", "national_id": "29001011300155"}, "mistyped")
    number = the_request(papers.hall).number
    papers.hall.do(correct_applicant, papers.hall.staff("clerk1"), number, right, papers.now)
    made = papers.made_by(papers.do(replace_certificate, papers.deed(), WITH))
    assert (made.facts["citizen"], made.facts["national_id_masked"]) == ("اسم صحيح", "----------0155")
    assert check(KEY, made.facts["verify_url"].rsplit("/", 1)[1]).identity == 155
    assert papers.of(DocumentKind.CERTIFICATE).facts == lost.facts


def test_a_receipt_is_never_replaced(papers: Papers) -> None:
    with pytest.raises(OnlyCertificates):
        papers.do(replace_certificate, papers.deed(DocumentKind.RECEIPT), WITH)


@pytest.mark.parametrize("first", ["cancel", "replace"])
def test_what_has_ended_ends_no_second_time(papers: Papers, first: str) -> None:
    papers.do(*((cancel, papers.deed()) if first == "cancel" else (replace_certificate, papers.deed(), WITH)))
    with pytest.raises(PaperEnded):
        papers.do(cancel, papers.deed())
    with pytest.raises(PaperEnded):
        papers.do(replace_certificate, papers.deed(), WITH)


def test_a_replaced_paper_gets_no_copies(papers: Papers) -> None:
    papers.do(replace_certificate, papers.deed(), WITH)
    with pytest.raises(PaperEnded):
        papers.do(reprint, papers.deed())


@pytest.mark.parametrize(
    "changes", [{"reason": ""}, {"reason": "  "}, {"reason": "س" * 201}, {"reason": "a\u202eb"}, {"form_key": "x"}]
)
def test_a_deed_without_its_reason_changes_nothing(papers: Papers, changes: dict[str, str]) -> None:
    for deed, more in ((reprint, ()), (cancel, ()), (replace_certificate, (WITH,))):
        with pytest.raises(Invalid):
            papers.do(deed, papers.deed(**changes), *more)
    assert papers.count(PaperEvent) == 0


def test_another_centers_paper_is_unknown(papers: Papers) -> None:
    with papers.hall.database.reading() as session:
        other: UUID = center_by_code(session, "zagazig").id
    with pytest.raises(UnknownDocument):
        papers.do(reprint, papers.deed(center_id=other))


def test_a_copy_is_no_original(papers: Papers) -> None:
    copy = papers.made_by(papers.do(reprint, papers.deed()))
    with pytest.raises(UnknownDocument):
        papers.do(reprint, papers.deed(document_id=copy.id))


def test_a_paper_is_found_by_its_number_in_any_digits(papers: Papers) -> None:
    papers.do(reprint, papers.deed())
    paper = papers.of(DocumentKind.CERTIFICATE)
    typed = paper.serial.lower().translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    with papers.hall.database.reading() as session:
        assert [one.id for one in originals(session, papers.hall.center_id, f" {typed} ")] == [paper.id]
        for number in ("", "\0", "C-1\0", "%", "رقم", "1" * 5000):
            assert originals(session, papers.hall.center_id, number) == []


def test_a_paper_is_found_by_either_code_and_by_no_other(papers: Papers) -> None:
    paper = papers.of(DocumentKind.CERTIFICATE)
    proof = paper.facts["verify_url"].rsplit("/", 1)[1]
    with papers.hall.database.reading() as session:
        for code in (paper.code, str(paper.code).lower(), proof, proof.lower()):
            found = found_by_code(session, KEY, code or "")
            assert found
            assert found.paper.id == paper.id
        for code in (
            proof[:-1],
            proof[:-1] + ("A" if proof[-1] != "A" else "B"),
            "",
            "A" * 26,
            "A" * 25 + "\0",
            "ı" * 26,
            "٠" * 26,
        ):
            assert found_by_code(session, KEY, code) is None
        assert found_by_code(session, PaperKey(), proof) is None


def test_a_signed_code_of_a_paper_that_is_not_on_record_finds_nothing(papers: Papers) -> None:
    proof = papers.of(DocumentKind.CERTIFICATE).facts["verify_url"].rsplit("/", 1)[1]
    claims = check(KEY, proof)
    with papers.hall.database.reading() as session:
        for other in (replace(claims, serial=99), replace(claims, total=claims.total + 1)):
            assert found_by_code(session, KEY, prove(KEY, other)) is None
