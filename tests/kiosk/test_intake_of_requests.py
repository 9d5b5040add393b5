"""The whole intake: kinds of applicants, the service's form, the draft, the slip, papers handed in later, scans."""

import gc
import io
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from singlewindow.cash.records import Payment
from singlewindow.catalogue.records import FieldKind, ServiceField
from singlewindow.documents.records import Document, DocumentKind
from singlewindow.requests.records import IntakeDraft, Request, RequestAnswer, RequestPaper, RequestScan
from singlewindow.requests.scans import LARGEST_SCAN, ScanDamaged, ScanStore
from singlewindow.requests.states import ApplicantKind, RequestState
from tests.client import CheckedClient
from tests.kiosk.at_window_three import FORM, Window, text_of

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40 + b"IEND\xaeB`\x82"
JPEG = b"\xff\xd8\xff\xe0" + b"0" * 40 + b"\xff\xd9"


def the_request(window: Window) -> Request:
    with window.desk.database.reading() as session:
        return session.scalars(select(Request)).one()


def fields(window: Window) -> list[ServiceField]:
    with window.desk.database.reading() as session:
        return list(session.scalars(select(ServiceField).where(ServiceField.kind != FieldKind.FILE_NUMBER)))[:2]


def slips(window: Window) -> list[bool]:
    """The slips so far: whether each says that the file was handed back."""
    of_kind = select(Document).where(Document.kind == DocumentKind.SLIP).order_by(Document.id)
    with window.desk.database.reading() as session:
        return [bool(slip.facts.get("withdrawal")) for slip in session.scalars(of_kind)]


def attach(window: Window, content: bytes, name: str = "x.pdf", paper: str | None = None, **fields: str) -> int:
    page = f"/counter/requests/{the_request(window).number}"
    with window.desk.database.reading() as session:
        key = paper or str(session.scalars(select(RequestPaper.id).order_by(RequestPaper.position)).first())
    data = window.client.tokens(page) | {"paper": key, "scan": (io.BytesIO(content), name)} | fields
    with window.client.post(f"{page}/scans", data=data) as answer:
        return answer.status_code


def test_a_company_needs_its_register_and_who_stands_at_the_window(window: Window) -> None:
    answer = window.send(applicant_kind="company")
    assert answer.status_code == 422
    assert '<a href="#commercial_register">' in text_of(answer)
    assert window.nothing_changed()
    typed = {"applicant_kind": "company", "commercial_register": "١٢٣", "representative_name": "وكيل"}
    assert window.send(**typed).status_code == 303
    request = the_request(window)
    assert (request.applicant_kind, request.commercial_register) == (ApplicantKind.COMPANY, "123")


def test_a_representative_needs_a_power_of_attorney(window: Window) -> None:
    typed = {"applicant_kind": "representative", "representative_name": "وكيل"}
    assert '<a href="#power_of_attorney">' in text_of(window.send(**typed))
    assert window.send(**typed, power_of_attorney="77/ب").status_code == 303
    assert the_request(window).power_of_attorney == "77/ب"


def test_the_governorate_of_birth_is_read_from_the_id(window: Window) -> None:
    assert "الشرقية" in text_of(window.client.get(window.send().headers["Location"]))


def test_the_subject_and_the_form_of_the_service_are_kept(window: Window) -> None:
    area, use = fields(window)
    for typed in ({f"answer-{area.id}": "كبير"}, {f"answer-{use.id}": "آخر"}):
        answer = window.send(**typed)
        assert answer.status_code == 422
        assert f'<a href="#{next(iter(typed))}">' in text_of(answer)
    typed = {f"answer-{area.id}": "١٢٠٫٥", f"answer-{use.id}": "سكني", "plot": "١٢", "address": "شارع توضيحي"}
    assert window.send(**typed).status_code == 303
    with window.desk.database.reading() as session:
        assert list(session.scalars(select(RequestAnswer.value).order_by(RequestAnswer.position))) == ["120٫5", "سكني"]
    assert (the_request(window).plot, the_request(window).address) == ("12", "شارع توضيحي")


def test_a_required_field_is_asked_for(window: Window) -> None:
    with window.desk.database.writing() as work:
        work.session.scalars(select(ServiceField).order_by(ServiceField.position)).first().required = True  # type: ignore[union-attr]
    assert window.send().status_code == 422
    assert window.nothing_changed()


def test_what_is_typed_comes_back_after_a_lost_session_and_is_forgotten_when_received(window: Window) -> None:
    typed = window.client.tokens(FORM) | {"applicant_name": "نصف اسم", "plot": "9"}
    assert window.client.post("/counter/request/draft", data=typed).status_code == 204
    window.client.submit("/counter", "/signout")
    window.client.sign_in("clerk1")
    text = text_of(window.client.get(FORM))
    assert 'value="نصف اسم"' in text
    assert 'value="9"' in text
    assert window.send().status_code == 303
    with window.desk.database.reading() as session:
        assert session.scalars(select(IntakeDraft.fields)).one() == {}


def test_what_was_refused_is_kept_for_when_the_clerk_comes_back(window: Window) -> None:
    assert window.send(phone="12", plot="9").status_code == 422
    assert 'value="9"' in text_of(window.client.get(FORM))


def test_a_request_may_be_saved_to_be_paid_later(window: Window) -> None:
    assert window.send(later="yes").status_code == 303
    assert (window.count(Request), window.count(Payment)) == (1, 0)


def test_a_draft_holds_no_token_and_has_an_end(window: Window) -> None:
    typed = window.client.tokens(FORM)
    assert window.client.post("/counter/request/draft", data=typed | {"plot": "x" * 30_000}).status_code == 413
    window.client.post("/counter/request/draft", data=typed | {"plot": "1"})
    with window.desk.database.reading() as session:
        assert session.scalars(select(IntakeDraft.fields)).one() == {"plot": ["1"]}


def test_missing_papers_are_handed_in_later_and_the_slip_comes_anew(window: Window) -> None:
    page = window.send().headers["Location"]
    text = text_of(window.client.get(page))
    assert "بانتظار استكمال مستندات" in text
    assert window.client.submit(page, f"{page}/papers").status_code == 422
    with window.desk.database.reading() as session:
        papers = [str(key) for key in session.scalars(select(RequestPaper.id))]
    assert window.client.submit(page, f"{page}/papers", papers=papers).status_code == 303
    request = the_request(window)
    assert (request.state, request.due_on is not None) == (RequestState.RECEIVED, True)
    with window.desk.database.reading() as session:
        slips = session.scalars(select(Document).where(Document.kind == DocumentKind.SLIP)).all()
    assert [slip.facts["due_on"] != "" for slip in sorted(slips, key=lambda slip: slip.id)] == [False, True]


@pytest.mark.parametrize(("content", "kind"), [(PDF, "application/pdf"), (PNG, "image/png"), (JPEG, "image/jpeg")])
def test_a_scan_is_kept_under_its_hash_outside_the_web_root(
    window: Window, app: Flask, content: bytes, kind: str
) -> None:
    window.send()
    assert [attach(window, content, "name.exe") for _ in range(2)] == [303, 303]
    with window.desk.database.reading() as session:
        scan = session.scalars(select(RequestScan)).one()
    store: ScanStore = app.extensions["scans"]
    assert (store.folder / scan.sha256[:2] / scan.sha256).read_bytes() == content
    assert "static" not in str(store.folder)
    answer = window.client.get(f"/counter/requests/{the_request(window).number}/scans/{scan.id}")
    assert (answer.data, answer.mimetype, answer.headers["X-Content-Type-Options"]) == (content, kind, "nosniff")


@pytest.mark.parametrize("content", [b"", b"<html><script>", b"MZ\x90", b"GIF89a;", b"%PDF-1.7 cut", PNG[:20]])
def test_what_is_no_scan_is_refused_by_its_content(window: Window, content: bytes) -> None:
    window.send()
    assert attach(window, content) == 422
    assert window.count(RequestScan) == 0


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_scan_has_a_largest_size_and_other_forms_keep_theirs(window: Window) -> None:
    window.send()
    large = PDF[:-6] + b" " * (1024 * 1024) + b"%%EOF\n"
    assert attach(window, large) == 303
    assert attach(window, PDF[:-6] + b" " * LARGEST_SCAN + b"%%EOF\n") == 413
    assert attach(window, PDF[:-6] + b" " * LARGEST_SCAN * 2 + b"%%EOF\n") == 413
    assert window.client.post("/counter/request", data={"plot": "x" * 300_000}).status_code == 413
    gc.collect()  # Werkzeug leaves the half-read upload of a refused form to the collector


def test_a_scan_belongs_to_a_paper_of_its_request(window: Window) -> None:
    window.send()
    assert attach(window, PDF, paper="01930000-0000-7000-8000-000000000000") == 422
    assert attach(window, PDF, paper="x") == 422


def test_scans_are_closed_to_other_roles_and_to_visitors(window: Window, app: Flask) -> None:
    window.send()
    attach(window, PDF)
    with window.desk.database.reading() as session:
        scan = session.scalars(select(RequestScan.id)).one()
    address = f"/counter/requests/{the_request(window).number}/scans/{scan}"
    stranger = app.test_client()
    assert stranger.get(address).status_code == 303
    assert window.client.get(f"/files/scans/{scan}").status_code == 403


def test_a_scan_that_tells_who_asks_needs_a_reason(window: Window, signed_in: Callable[[str], CheckedClient]) -> None:
    window.send()
    attach(window, PDF, identity="on")
    window.client.submit("/counter", "/counter/finish", outcome="served")
    with window.desk.database.reading() as session:
        scan = session.scalars(select(RequestScan.id)).one()
    page = f"/counter/requests/{the_request(window).number}"
    supervisor, address = signed_in("supervisor1"), f"{page}/scans/{scan}"
    assert address not in text_of(supervisor.get(page))
    assert supervisor.get(address).status_code == 403
    supervisor.submit(page, f"{page}/identity", reason="complaint")
    assert address in text_of(supervisor.get(page))
    assert supervisor.get(address).status_code == 200


def test_a_damaged_scan_is_not_shown(tmp_path: Path) -> None:
    store = ScanStore(tmp_path)
    sha256 = store.keep(PDF)
    (tmp_path / sha256[:2] / sha256).write_bytes(b"%PDF-other")
    with pytest.raises(ScanDamaged):
        store.read(sha256)
    with pytest.raises(ScanDamaged):
        store.read("0" * 64)


def test_a_request_is_withdrawn_at_the_window(window: Window) -> None:
    page = window.send().headers["Location"]
    assert window.client.submit(page, f"{page}/withdraw", reason="").status_code == 422
    wrong = {"reason": "رغبته", "with_papers": "on", "collector": "مواطن", "collector_digits": "12"}
    assert window.client.submit(page, f"{page}/withdraw", **wrong).status_code == 422
    assert slips(window) == [False]
    assert window.client.submit(page, f"{page}/withdraw", reason="رغبته").status_code == 303
    assert the_request(window).state is RequestState.WITHDRAWN
    assert window.client.submit(page, f"{page}/withdraw", reason="رغبته").status_code == 409
    assert datetime.now(UTC) >= the_request(window).state_since


def test_a_withdrawn_file_prints_its_paper_once(window: Window) -> None:
    page = window.send().headers["Location"]
    typed = {"reason": "رغبته", "with_papers": "on", "collector": "مواطن توضيحي", "collector_digits": "٠١٢٠"}
    assert window.client.submit(page, f"{page}/withdraw", **typed).status_code == 303
    assert window.client.submit(page, f"{page}/withdraw", **typed).status_code == 409
    assert slips(window) == [False, True]
