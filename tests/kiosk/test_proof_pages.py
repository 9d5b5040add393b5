"""Checking a paper in a browser: every standing, one answer for the unknown, nothing personal."""

import json
import re
from collections.abc import Callable

import pytest
from sqlalchemy import select

from kiosk.edge import now
from singlewindow.cash.counter_entries import GiveBack, cancel_payment, refund
from singlewindow.cash.records import CounterEntry
from singlewindow.cash.replace import Replacement, replace_certificate
from singlewindow.documents.events import PaperDeed, cancel, reprint
from singlewindow.documents.records import Document, DocumentKind
from tests.cast import Hall, new_key
from tests.client import CheckedClient
from tests.kiosk.at_window_three import NAME, Window, text_of


class Issued:
    """A receipt and a certificate, issued at window 3 by clerk1."""

    def __init__(self, window: Window) -> None:
        self.desk, self.client = window.desk, window.client
        self.address = window.send().headers["Location"]
        self.client.submit(self.address, f"{self.address}/certificates", no_fee_because="توضيحي", paper_language="ar")

    def paper(self, kind: str = "certificate") -> Document:
        """The first paper of a kind."""
        with self.desk.database.reading() as session:
            query = select(Document).where(Document.kind == DocumentKind(kind)).order_by(Document.id)
            return session.scalars(query).all()[0]

    def path(self, kind: str = "certificate") -> str:
        """The path in the paper's QR code."""
        return "/" + str(self.paper(kind).facts["verify_url"]).split("/", 3)[3]

    def deed(self, kind: str = "certificate", by: str = "supervisor1") -> PaperDeed:
        """A deed of someone about the paper."""
        return PaperDeed(self.desk.center_id, self.paper(kind).id, self.desk.staff(by), new_key(), "سبب توضيحي")

    def give_back(self, deed: Callable[..., CounterEntry], *amount: int) -> None:
        """Give money of the receipt back, as supervisor1."""
        receipt, wish = self.paper("receipt").serial, GiveBack(new_key(), "سبب توضيحي")
        self.desk.do(deed, self.desk.center_id, receipt, self.desk.staff("supervisor1"), *amount, wish, now())


@pytest.fixture
def issued(window: Window) -> Issued:
    return Issued(window)


@pytest.mark.parametrize("kind", ["receipt", "certificate"])
@pytest.mark.parametrize("change", [str, str.lower])
def test_a_scanned_code_shows_the_facts_without_a_name(
    issued: Issued, client: CheckedClient, kind: str, change: Callable[[str], str]
) -> None:
    answer = client.get(change(issued.path(kind)))
    page = text_of(answer)
    assert answer.status_code == 200
    assert "هذه الورقة سارية" in page
    assert issued.paper(kind).serial in page
    assert "----------0120" in page
    assert "٣٧٫٥٠" in page
    assert NAME not in page
    assert "29001011300120" not in page


@pytest.mark.parametrize("change", [str, str.lower])
def test_a_typed_code_shows_the_same(issued: Issued, client: CheckedClient, change: Callable[[str], str]) -> None:
    paper = issued.paper()
    page = text_of(client.get(f"/verify/{change(str(paper.code))}?lang=en"))
    assert "This paper is valid" in page
    assert paper.serial in page


def test_the_form_leads_to_the_answer_whatever_was_pasted(issued: Issued, client: CheckedClient) -> None:
    paper = issued.paper()
    spaced = f" {str(paper.code)[:10]} {str(paper.code)[10:]}-"
    for typed in (spaced, str(paper.facts["verify_url"])):
        answer = client.get("/verify", query_string={"code": typed}, follow_redirects=True)
        assert paper.serial in text_of(answer)


def test_a_cancelled_paper_says_so_and_not_why(issued: Issued, client: CheckedClient) -> None:
    issued.desk.do(cancel, issued.deed(), now())
    page = text_of(client.get(issued.path()))
    assert "هذه الورقة ملغاة" in page
    assert "هذه الورقة سارية" not in page
    assert "سبب توضيحي" not in page


@pytest.mark.parametrize(
    ("language", "verdict", "told"),
    [
        ("ar", "هذه الورقة سارية", r"رُدَّ مبلغ من هذا الإيصال.*المبلغ المردود بعد صدوره</dt><dd[^>]*>.*?١٠٫٠٠"),
        ("en", "This paper is valid", r"An amount of this receipt.*Given back later</dt><dd[^>]*>.*?10\.00"),
    ],
)
def test_a_receipt_says_what_was_given_back_of_it(
    issued: Issued, client: CheckedClient, language: str, verdict: str, told: str
) -> None:
    path = issued.path("receipt")
    assert not re.search(told, text_of(client.get(f"{path}?lang={language}")), re.DOTALL)
    issued.give_back(refund, 1000)
    page = text_of(client.get(f"{path}?lang={language}"))
    assert verdict in page
    assert re.search(told, page, re.DOTALL)
    assert "سبب توضيحي" not in page
    assert not re.search(told, text_of(client.get(f"{issued.path()}?lang={language}")), re.DOTALL)


@pytest.mark.parametrize("kind", ["receipt", "certificate"])
def test_papers_of_a_cancelled_payment_are_cancelled_on_the_answer(
    issued: Issued, client: CheckedClient, kind: str
) -> None:
    issued.give_back(cancel_payment)
    for language, verdict in (("ar", "هذه الورقة ملغاة"), ("en", "This paper has been cancelled")):
        page = text_of(client.get(f"{issued.path(kind)}?lang={language}"))
        assert verdict in page
        assert "سبب توضيحي" not in page
        assert "المبلغ المردود" not in page
        assert "Given back later" not in page


def test_a_replaced_paper_names_its_successor(issued: Issued, client: CheckedClient) -> None:
    signer = client.application.extensions["keyring"]
    event = issued.desk.do(replace_certificate, issued.deed(), Replacement("http://localhost", signer), now())
    with issued.desk.database.reading() as session:
        successor = session.get_one(Document, event.successor_id)
    page = text_of(client.get(issued.path()))
    assert "حلّت ورقة أخرى محل هذه الورقة" in page
    assert successor.serial in page
    assert issued.paper().serial in text_of(client.get(f"/verify/{successor.code}"))


def test_copies_are_counted_on_the_answer(issued: Issued, client: CheckedClient) -> None:
    for _ in range(2):
        issued.desk.do(reprint, issued.deed(), now())
    assert re.search(r"صور مطبوعة</dt><dd>٢", text_of(client.get(issued.path())))


def test_unknown_and_malformed_codes_have_one_answer(issued: Issued, client: CheckedClient) -> None:
    right = issued.path()
    wrong = [right[:-9] + "AAAAAAAA" + right[-1], right[:-1], "/V/x", "/verify/" + "A" * 26, "/verify/٠٠", "/V/%00"]
    answers = [client.get(path) for path in (*wrong, "/v/" + "A" * 5000)]
    assert {answer.status_code for answer in answers} == {404}
    bodies = {text_of(answer).replace(path, "") for answer, path in zip(answers, wrong, strict=False)}
    assert len({re.sub(r'href="[^"]*lang=en"', "", body) for body in bodies}) == 1


def test_guessing_is_slowed_down_over_all_doors_together(client: CheckedClient) -> None:
    tries = [client.get(f"/{door}/{'A' * 26}").status_code for door in ("verify", "v", "V") for _ in range(11)]
    assert tries[:30] == [404] * 30
    assert set(tries[30:]) == {429}


def test_the_keys_are_public_ones_and_retired_ones_stay(issued: Issued, client: CheckedClient) -> None:
    keyring = client.application.extensions["keyring"]
    before = client.get("/verify/keys.json").get_json()["keys"]
    keyring.rotate(now())
    told = client.get("/verify/keys.json").get_json()
    assert before.items() <= told["keys"].items()
    assert len(told["keys"]) == 2
    assert set(told["centers"]["0"]) == {"ar", "en"}
    folder = keyring._folder
    secret = next(folder.glob("*.key")).read_bytes()
    assert secret.hex() not in json.dumps(told)
    assert "هذه الورقة سارية" in text_of(client.get(issued.path()))


def test_a_paper_signed_by_a_stranger_is_not_on_record(issued: Issued, client: CheckedClient) -> None:
    (folder := client.application.extensions["keyring"]._folder).joinpath("papers.json").unlink()
    client.application.extensions["keyring"].make_first(now())
    assert folder.exists()
    assert client.get(issued.path()).status_code == 404


def test_the_worker_may_serve_the_addresses_of_qr_codes(client: CheckedClient) -> None:
    with client.get("/verify/worker.js") as answer:
        assert answer.headers["Service-Worker-Allowed"] == "/"
        assert answer.mimetype == "text/javascript"


def test_no_payment_is_taken_without_keys(window: Window, desk: Hall) -> None:
    folder = window.client.application.extensions["keyring"]._folder
    for file in folder.iterdir():
        file.unlink()
    answer = window.send()
    assert answer.status_code == 503
    assert "مفاتيح إثبات الأوراق" in text_of(answer)
    assert window.nothing_changed()
