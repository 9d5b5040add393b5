"""What the pages say while a paper is on its way to a printer, and what a supervisor does about papers in trouble."""

from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from kiosk.edge import now
from singlewindow.devices.printers import note_printer
from singlewindow.devices.records import PrinterState
from singlewindow.documents.jobs import claim_job, hold, settle, want_print
from singlewindow.documents.lease import claim, done, failed
from singlewindow.documents.records import Document, DocumentRetry, DocumentState, JobState
from tests.cast import Hall
from tests.client import CheckedClient

PDF = b"%PDF-1.7 not really\n%%EOF\n"
REASON = "أُصلح القالب"


def archive_all(app: Flask, desk: Hall) -> None:
    """Do the press's work on all papers."""
    while True:
        moment = now()
        with desk.database.writing() as work:
            paper = claim(work, moment)
            if paper is None:
                return
            kept = app.extensions["archive"].keep(str(paper.id), "ticket", PDF, moment.date())
            done(work, paper, kept.name, kept.sha256, kept.size, moment)
            want_print(work, paper.id, moment)


def set_aside_all(desk: Hall) -> None:
    """Let the press fail five times on all papers."""
    for _ in range(5):
        with desk.database.writing() as work:
            paper = claim(work, now())
            assert paper is not None
            failed(work, paper, "FactsWrong: number is missing")


@pytest.fixture
def address(app: Flask, desk: Hall) -> str:
    """The page of a ticket whose paper is archived and wanted at the center's printer."""
    ticket = desk.take_ticket(now())
    archive_all(app, desk)
    return f"/kiosk/demo/tickets/{ticket.follow_code}"


def bring_to(desk: Hall, state: JobState, moment: datetime) -> None:
    """Bring the only job to a state."""
    if state is JobState.WANTED:
        return
    with desk.database.writing() as work:
        if state in (JobState.PAPER_OUT, JobState.COVER_OPEN, JobState.OFFLINE):
            hold(work, "file:", state, moment)
            return
        job = claim_job(work, "file:", moment)
        assert job is not None
        if state is not JobState.PRINTING:
            settle(work, job, state, moment)


@pytest.mark.parametrize(
    ("state", "arabic", "english", "trouble", "settled"),
    [
        (JobState.WANTED, "تذكرتك قيد الطباعة", "is being printed", False, False),
        (JobState.PRINTING, "تذكرتك قيد الطباعة", "is being printed", False, False),
        (JobState.PRINTED, "خذ تذكرتك من الطابعة", "Take your ticket", False, True),
        (JobState.PAPER_OUT, "نفد ورق الطابعة", "run out of paper", True, False),
        (JobState.COVER_OPEN, "غطاء الطابعة مفتوح", "cover is open", True, False),
        (JobState.OFFLINE, "الطابعة لا تستجيب", "does not answer", True, False),
        (JobState.REFUSED, "تعذر على الطابعة", "could not print", True, True),
        (JobState.DROPPED, "لم تُطبع التذكرة", "was not printed", True, True),
    ],
)
def test_the_kiosk_says_how_its_ticket_fares_in_both_languages(
    client: CheckedClient,
    desk: Hall,
    address: str,
    state: JobState,
    arabic: str,
    english: str,
    trouble: bool,
    settled: bool,
) -> None:
    bring_to(desk, state, now())
    text = client.get(f"{address}?fragment=1&lang=ar").text
    assert arabic in text
    assert ("data-trouble" in text, "data-settled" in text) == (trouble, settled)
    assert english in client.get(f"{address}?fragment=1&lang=en").text
    if trouble:
        page = client.get(f"{address}?lang=ar").text
        assert "دورك محفوظ" in page
        assert "ب ١" in page
        assert "<svg" in page.split('class="qr"')[1]


@pytest.mark.parametrize(
    ("state", "arabic", "english"),
    [
        (JobState.PRINTING, "قائمتك قيد الطباعة", "Your list is being printed"),
        (JobState.PRINTED, "خذ قائمتك من الطابعة", "Take your list from the printer"),
        (JobState.PAPER_OUT, "نفد ورق الطابعة", "run out of paper"),
        (JobState.REFUSED, "تعذر على الطابعة طباعة القائمة", "could not print the list"),
        (JobState.DROPPED, "لم تُطبع القائمة", "The list was not printed"),
    ],
)
def test_the_kiosk_says_how_a_list_fares_and_never_speaks_of_a_ticket_to_take(
    client: CheckedClient, app: Flask, desk: Hall, state: JobState, arabic: str, english: str
) -> None:
    service = "/kiosk/demo/services/rent_payment"
    address = client.submit(service, f"{service}/list").headers["Location"]
    archive_all(app, desk)
    bring_to(desk, state, now())
    text = client.get(f"{address}?fragment=1&lang=ar").text
    assert arabic in text
    assert "خذ تذكرتك" not in text
    assert english in client.get(f"{address}?fragment=1&lang=en").text


def test_a_ticket_without_a_printer_is_ready_and_settled(client: CheckedClient, app: Flask, desk: Hall) -> None:
    desk.set_rules(ticket_printer="")
    ticket = desk.take_ticket(now())
    archive_all(app, desk)
    text = client.get(f"/kiosk/demo/tickets/{ticket.follow_code}?fragment=1").text
    assert "تذكرتك جاهزة" in text
    assert "data-settled" in text


def test_a_page_that_is_its_own_printer_prints_once_and_says_so(client: CheckedClient, app: Flask, desk: Hall) -> None:
    desk.set_rules(ticket_printer="browser:")
    ticket = desk.take_ticket(now())
    archive_all(app, desk)
    page = f"/kiosk/demo/tickets/{ticket.follow_code}"
    assert "data-print-here" in client.get(f"{page}?fragment=1").text
    tokens = client.tokens(page)
    assert client.post("/kiosk/demo/tickets/NONE/printed", data=tokens).status_code == 404
    assert client.post(f"{page}/printed", data=tokens).status_code == 303
    text = client.get(f"{page}?fragment=1").text
    assert "data-print-here" not in text
    assert 'data-print="printed"' in text


@pytest.mark.parametrize("state", [state for state in PrinterState if state not in ("unknown", "ready")])
def test_a_printer_in_trouble_is_an_alarm_of_the_hall(client: CheckedClient, desk: Hall, state: PrinterState) -> None:
    client.sign_in("supervisor1")
    seen = client.get("/hall/fragment").text.split('data-mark="')[1].split('"')[0]
    desk.do(note_printer, "file:", state, "", now())
    changed = client.get(f"/hall/fragment?seen={seen}")
    assert changed.status_code == 200
    assert "طابعة التذاكر" in changed.text
    assert "طابعة أوراق الشباك" in changed.text
    desk.do(note_printer, "file:", PrinterState.READY, "", now())
    assert "طابعة التذاكر" not in client.get("/hall/fragment").text


def test_a_paper_set_aside_is_an_alarm_and_is_tried_again_for_a_reason(client: CheckedClient, desk: Hall) -> None:
    client.sign_in("supervisor1")
    desk.take_ticket(now())
    set_aside_all(desk)
    assert "ورقة واحدة تحتاج إليك" in client.get("/hall").text
    page = client.get("/hall/papers").text
    assert "FactsWrong" in page
    assert "number is missing" not in page
    with desk.database.reading() as session:
        key = session.scalars(select(Document.id)).one()
    refused = client.submit("/hall/papers", f"/hall/papers/{key}", reason=" ")
    assert (refused.status_code, 'role="alert"' in refused.text) == (422, True)
    assert client.submit("/hall/papers", f"/hall/papers/{key}", reason=REASON).status_code == 303
    with desk.database.reading() as session:
        document, retry = session.get_one(Document, key), session.scalars(select(DocumentRetry)).one()
    assert (document.state, document.tries) == (DocumentState.WANTED, 0)
    assert (retry.reason, retry.trouble) == (REASON, "FactsWrong: number is missing")
    assert client.submit("/hall", f"/hall/papers/{key}", reason=REASON).status_code == 409
    assert "كل الأوراق سليمة" in client.get("/hall/papers").text


def test_a_damaged_paper_is_an_alarm_and_has_no_button(client: CheckedClient, desk: Hall, address: str) -> None:
    client.sign_in("supervisor1")
    with desk.database.writing() as work:
        work.session.execute(update(Document).values(damaged_at=now()))
    assert "ورقة واحدة تحتاج إليك" in client.get("/hall").text
    page = client.get("/hall/papers").text
    assert "تغيّر أو فُقد" in page
    assert 'name="reason"' not in page


def test_only_who_supervises_sees_papers_in_trouble(client: CheckedClient, desk: Hall) -> None:
    client.sign_in("clerk1")
    assert client.get("/hall/papers").status_code == 403
    key = desk.center_id
    assert client.submit("/counter", f"/hall/papers/{key}", reason=REASON).status_code == 403


def test_another_center_s_paper_is_not_tried_again(client: CheckedClient, desk: Hall) -> None:
    desk.take_ticket(now())
    set_aside_all(desk)
    with desk.database.reading() as session:
        key = session.scalars(select(Document.id)).one()
    with desk.database.writing() as work:
        from singlewindow.places.centers import center_key

        elsewhere: Any = center_key(work.session, "zagazig")
        work.session.execute(update(Document).values(center_id=elsewhere))
    client.sign_in("supervisor1")
    assert client.submit("/hall", f"/hall/papers/{key}", reason=REASON).status_code == 409
