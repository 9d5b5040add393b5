"""Papers of money as the press makes them from what was really paid: copies, cancelled, replaced, sealed, read back."""

import io
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from pikepdf.pdfa import validate_written
from sqlalchemy import select

from printing.archive import Archive
from printing.pool import RenderPool
from printing.press import Press
from printing.proof.authority import make_illustrative_seal
from printing.proof.files import SealFiles, seal_files
from singlewindow.cash.certificate import CertificateWish, certify
from singlewindow.cash.counter_entries import GiveBack, cancel_payment
from singlewindow.cash.replace import Replacement, replace_certificate
from singlewindow.documents.events import PaperDeed, cancel, reprint
from singlewindow.documents.records import Document, DocumentKind, PaperEvent
from tests.cast import Hall, new_key
from tests.printing.test_seal import told_by_pdfsig
from tests.singlewindow.at_the_window import receive_and_pay, the_request
from tests.singlewindow.paper_key import PaperKey

Reader = Callable[[bytes], str]
KEY, ADDRESS = PaperKey(), "http://localhost:8000"
REASON = "سبب توضيحي"


@pytest.fixture(scope="module")
def pool() -> Iterator[RenderPool]:
    with RenderPool(1) as pool:
        yield pool


@pytest.fixture(scope="module")
def seal(tmp_path_factory: pytest.TempPathFactory) -> SealFiles:
    """The demonstration's certificate."""
    folder = tmp_path_factory.mktemp("seal") / "keys"
    make_illustrative_seal(folder, datetime.now(UTC))
    found = seal_files(folder, None, None)
    assert found
    return found


class Desk:
    """A request that was paid, its receipt and its certificate, and the press that makes every paper wanted."""

    def __init__(self, hall: Hall, now: datetime, press: Press, archive: Archive) -> None:
        self.hall, self.now, self._press, self._archive = hall, now, press, archive
        hall.take_ticket(now)
        clerk = hall.seat("clerk1", 1)
        hall.serve(clerk, now)
        self.payment = receive_and_pay(hall, clerk, now)
        wish = CertificateWish(new_key(), "", "", "ar", ADDRESS, KEY, no_fee_because=REASON)
        hall.do(certify, the_request(hall), clerk, wish, now)

    def deed(self, kind: DocumentKind) -> PaperDeed:
        """What the supervisor does to the first paper of a kind."""
        paper = self.papers(kind)[0]
        return PaperDeed(self.hall.center_id, paper.id, self.hall.staff("supervisor1"), new_key(), REASON)

    def papers(self, kind: DocumentKind) -> list[Document]:
        """The papers of a kind, oldest first."""
        with self.hall.database.reading() as session:
            return list(session.scalars(select(Document).where(Document.kind == kind).order_by(Document.id)))

    def made(self, kind: DocumentKind = DocumentKind.CERTIFICATE, after: PaperEvent | None = None) -> bytes:
        """The file of the paper that came of an event, or of the first of a kind, once the press has made it."""
        while self._press.press_one():
            pass
        key = after.successor_id if after else None
        paper = next(paper for paper in self.papers(kind) if key in (None, paper.id))
        assert paper.file, paper.trouble
        return self._archive.read(paper.file, paper.sha256 or "")


@pytest.fixture
def desk(hall: Hall, now: datetime, pool: RenderPool, seal: SealFiles, tmp_path: Path) -> Desk:
    archive = Archive(tmp_path / "papers")
    return Desk(hall, now, Press(hall.database, pool, archive, lambda: now, "test", seal=seal), archive)


def test_a_copy_of_a_receipt_is_printed_as_a_copy_and_its_original_is_not(desk: Desk, text_of: Reader) -> None:
    for copy in ("١", "٢"):
        event = desk.hall.do(reprint, desk.deed(DocumentKind.RECEIPT), desk.now)
        assert f"صورة رقم {copy}" in text_of(desk.made(DocumentKind.RECEIPT, event))
    assert "صورة رقم" not in text_of(desk.made(DocumentKind.RECEIPT))


def test_a_receipt_whose_money_was_given_back_is_printed_as_cancelled(desk: Desk, text_of: Reader) -> None:
    second, because = desk.hall.staff("supervisor1"), GiveBack(new_key(), REASON)
    desk.hall.do(cancel_payment, desk.hall.center_id, desk.payment.receipt_number, second, because, desk.now)
    event = desk.hall.do(reprint, desk.deed(DocumentKind.RECEIPT), desk.now)
    assert "ملغى" in text_of(desk.made(DocumentKind.RECEIPT, event))


def test_a_cancelled_certificate_is_printed_as_cancelled(desk: Desk, text_of: Reader) -> None:
    desk.hall.do(cancel, desk.deed(DocumentKind.CERTIFICATE), desk.now)
    event = desk.hall.do(reprint, desk.deed(DocumentKind.CERTIFICATE), desk.now)
    copy = text_of(desk.made(after=event))
    assert "ملغى" in copy
    assert "صورة رقم ١" in copy


def test_a_certificate_in_place_of_a_lost_one_names_it(desk: Desk, text_of: Reader) -> None:
    lost = desk.papers(DocumentKind.CERTIFICATE)[0].serial
    with_ = Replacement(ADDRESS, KEY)
    event = desk.hall.do(replace_certificate, desk.deed(DocumentKind.CERTIFICATE), with_, desk.now)
    text = text_of(desk.made(after=event))
    assert f"بدل فاقد للشهادة رقم {lost}" in text
    assert "صورة رقم" not in text


def test_the_press_signs_certificates_and_they_stay_pdf_a_3(desk: Desk, tmp_path: Path) -> None:
    pdf = desk.made()
    told = told_by_pdfsig(pdf, tmp_path, "-nocert")
    assert "Signature is Valid." in told
    assert "Total document signed" in told
    found = {str(finding) for finding in validate_written(io.BytesIO(pdf), "3b").findings}
    judged = {finding for finding in found if not finding.startswith("[unsupported]")}
    assert not {finding for finding in judged if "conformance is 'A', expected 'B'" not in finding}


@pytest.mark.parametrize("kind", [DocumentKind.RECEIPT, DocumentKind.CERTIFICATE])
def test_a_camera_reads_back_the_code_of_a_paper_at_203_dots_an_inch(desk: Desk, kind: DocumentKind) -> None:
    page = pypdfium2.PdfDocument(desk.made(kind))[0].render(scale=203 / 72).to_pil().convert("1")
    read = {code.text for code in zxingcpp.read_barcodes(page.convert("L"))}
    assert desk.papers(kind)[0].facts["verify_url"] in read
