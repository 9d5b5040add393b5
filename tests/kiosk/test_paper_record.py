"""A paper's record at the counter: who may copy, replace and cancel, and what the page says."""

import re

import pytest
from sqlalchemy import select

from singlewindow.documents.records import Document, DocumentKind, PaperEvent
from singlewindow.people.records import Staff
from singlewindow.places.centers import center_by_code
from tests.client import CheckedClient
from tests.kiosk.at_window_three import NAME, Window, text_of

REASON = "سبب توضيحي"
NO_FEE = {"no_fee_because": REASON}
DEEDS = ("copies", "replacements", "cancellations")


class Record:
    """The record of a receipt and a certificate that clerk1 issued, and browsers of others."""

    def __init__(self, window: Window) -> None:
        self.window = window
        address = window.send().headers["Location"]
        window.client.submit(
            address, f"{address}/certificates", addressee="", purpose="", paper_language="ar", **NO_FEE
        )
        self.request = address

    def address(self, kind: str = "certificate") -> str:
        """The address of a paper."""
        with self.window.desk.database.reading() as session:
            query = select(Document.id).where(Document.kind == DocumentKind(kind)).order_by(Document.id)
            return f"/papers/{session.scalars(query).all()[0]}"

    def browser(self, username: str) -> CheckedClient:
        """A browser in which someone is signed in."""
        client = self.window.client.application.test_client()
        assert isinstance(client, CheckedClient)
        client.sign_in(username)
        return client

    def events(self) -> list[str]:
        """What became of all papers."""
        with self.window.desk.database.reading() as session:
            return [kind.value for kind in session.scalars(select(PaperEvent.kind).order_by(PaperEvent.id))]


@pytest.fixture
def record(window: Window) -> Record:
    return Record(window)


def test_a_request_leads_to_the_record_of_each_of_its_papers(record: Record) -> None:
    page = text_of(record.window.client.get(record.request))
    for kind in ("receipt", "certificate"):
        assert f'href="{record.address(kind)}/record"' in page


def test_a_clerk_prints_a_copy_and_the_page_says_who_and_why(record: Record) -> None:
    address, client = record.address("receipt"), record.window.client
    answer = client.submit(f"{address}/record", f"{address}/copies", reason=REASON)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{address}/record")
    page = text_of(client.get(f"{address}/record"))
    assert "طُبعت صورة رقم ١" in page
    assert REASON in page
    assert "D001" in page
    assert re.findall(r"<em>صورة (.+?)</em>", text_of(client.get(record.request))) == ["١"]


@pytest.mark.parametrize("deed", DEEDS)
def test_without_a_reason_the_page_comes_again_and_nothing_is_done(record: Record, deed: str) -> None:
    address, client = record.address(), record.browser("supervisor1")
    answer = client.submit(f"{address}/record", f"{address}/{deed}", reason=" ")
    assert answer.status_code == 422
    assert 'role="alert"' in text_of(answer)
    assert record.events() == []


def test_a_double_press_makes_one_copy(record: Record) -> None:
    address, client = record.address(), record.window.client
    fields = client.tokens(f"{address}/record") | {"reason": REASON}
    for _ in range(2):
        assert client.post(f"{address}/copies", data=fields).status_code == 303
    assert record.events() == ["reprinted"]


@pytest.mark.parametrize("deed", ["replacements", "cancellations"])
def test_a_clerk_neither_replaces_nor_cancels(record: Record, deed: str) -> None:
    address, client = record.address(), record.window.client
    page = text_of(client.get(f"{address}/record"))
    assert f"{address}/{deed}" not in page
    assert client.submit(f"{address}/record", f"{address}/{deed}", reason=REASON).status_code == 403
    assert record.events() == []


def test_a_supervisor_replaces_a_lost_certificate(record: Record) -> None:
    address, client = record.address(), record.browser("supervisor1")
    assert client.submit(f"{address}/record", f"{address}/replacements", reason=REASON).status_code == 303
    page = text_of(client.get(f"{address}/record"))
    assert "صدر بدلها" in page
    assert f"{address}/copies" not in page
    assert f"{address}/cancellations" not in page


def test_a_supervisor_cancels_what_a_clerk_issued_and_not_a_receipt(record: Record) -> None:
    client = record.browser("supervisor1")
    address, receipt = record.address(), record.address("receipt")
    assert client.submit(f"{address}/record", f"{address}/cancellations", reason=REASON).status_code == 303
    assert client.submit(f"{receipt}/record", f"{receipt}/cancellations", reason=REASON).status_code == 409
    assert record.events() == ["cancelled"]
    assert "يُلغى الإيصال مع مبلغه في الخزينة" in text_of(client.get(f"{receipt}/record"))


def test_who_issued_is_told_that_a_second_person_cancels(record: Record) -> None:
    desk = record.window.desk
    with desk.database.writing() as work:
        staff = work.session.get_one(Staff, desk.staff("clerk1"))
        staff.role = work.session.get_one(Staff, desk.staff("supervisor1")).role
    address, client = record.address(), record.window.client
    answer = client.submit(f"{address}/record", f"{address}/cancellations", reason=REASON)
    assert answer.status_code == 403
    assert "من أصدر الورقة لا يلغيها" in text_of(answer)


def test_the_search_finds_by_number_what_the_center_issued(record: Record) -> None:
    client = record.browser("supervisor1")
    with record.window.desk.database.reading() as session:
        paper = session.scalars(select(Document).where(Document.kind == DocumentKind.CERTIFICATE)).one()
    page = text_of(client.get("/papers", query_string={"number": paper.serial.lower()}))
    assert f'href="{record.address()}/record"' in page
    assert "لا توجد في هذا المركز" in text_of(client.get("/papers?number=C-1"))
    assert 'name="number"' in text_of(client.get("/papers"))
    assert 'href="/papers"' in page


def test_another_center_finds_nothing(record: Record) -> None:
    with record.window.desk.database.writing() as work:
        staff = work.session.get_one(Staff, record.window.desk.staff("supervisor1"))
        staff.center_id = center_by_code(work.session, "zagazig").id
    client = record.browser("supervisor1")
    assert client.get(f"{record.address()}/record").status_code == 404
    assert client.submit("/papers", f"{record.address()}/copies", reason=REASON).status_code == 404


@pytest.mark.parametrize(
    ("username", "search", "page"), [("receiver1", 403, 403), ("clerk2", 403, 200), ("officer1", 403, 403)]
)
def test_each_role_sees_what_it_may(record: Record, username: str, search: int, page: int) -> None:
    client = record.browser(username)
    assert client.get("/papers").status_code == search
    assert client.get(f"{record.address()}/record").status_code == page


def test_no_name_stands_on_the_record(record: Record) -> None:
    assert NAME not in text_of(record.browser("supervisor1").get(f"{record.address()}/record"))


def test_an_auditor_of_no_center_reads_receipts_and_records_of_all_and_changes_nothing(record: Record) -> None:
    auditor, address = record.browser("auditor1"), record.address("receipt")
    found = text_of(auditor.get("/receipts"))
    (receipt,) = re.findall(r'href="(/receipts/R-[^"]+)"', found)
    assert auditor.get(receipt).status_code == 200
    page = text_of(auditor.get(f"{address}/record"))
    assert 'method="post" action="/papers' not in page
    assert auditor.submit(f"{address}/record", f"{address}/copies", reason=REASON).status_code == 403
