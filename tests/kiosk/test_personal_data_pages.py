"""The pages of personal data: how long it is kept, the run of the night, and the file for the person who asks."""

import io
import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zipfile import ZipFile

import pytest
from flask import Flask
from sqlalchemy import select, update

from singlewindow.audit.actions import Action
from singlewindow.audit.records import AuditEntry
from singlewindow.complaints.complaints import ComplaintWords, complain
from singlewindow.complaints.complaints import answer as reply
from singlewindow.people.records import Staff
from singlewindow.personal.records import RetentionPeriod
from singlewindow.requests.records import Request, RequestPaper, RequestScan
from tests.cast import WRONG_CHECK_DIGIT_ID, Hall, new_key
from tests.client import CheckedClient
from tests.kiosk.at_window_three import NAME, Window, text_of

SignIn = Callable[[str], CheckedClient]
RETENTION, GIVING = "/manage/centers/demo/retention", "/manage/personal-data"
PDF = b"%PDF-1.7 illustrative %%EOF"


@pytest.fixture
def number(window: Window) -> str:
    """A request with a scan, received at the window."""
    text = text_of(window.client.get("/counter/request/new"))
    paper = text.split('name="papers" value="')[1].split('"')[0]
    number = window.send(papers=paper).headers["Location"].rpartition("/")[2]
    with window.desk.database.reading() as session:
        first = session.scalars(select(RequestPaper.id).order_by(RequestPaper.position)).first()
    page = f"/counter/requests/{number}"
    sent = window.client.submit(page, f"{page}/scans", paper=str(first), scan=(io.BytesIO(PDF), "a.pdf"))
    assert sent.status_code == 303
    return number


def long_ago(desk: Hall) -> None:
    """Let every request have ended, and every period been set, long ago."""
    with desk.database.writing() as work:
        old = datetime.now(UTC) - timedelta(days=400)
        work.session.execute(update(Request).values(state="withdrawn", state_since=old))
        work.session.execute(update(RetentionPeriod).values(set_at=old))


def noted(desk: Hall, action: Action) -> list[tuple[str, str]]:
    """Subject and facts of what was noted of an action."""
    with desk.database.reading() as session:
        query = select(AuditEntry.subject, AuditEntry.facts).where(AuditEntry.action == action)
        return [(row.subject, row.facts) for row in session.execute(query)]


def test_the_page_says_that_everything_is_kept_until_a_period_is_set(signed_in: SignIn) -> None:
    text = text_of(signed_in("manager1").get(RETENTION))
    assert text.count("محفوظة") == 5
    assert "لا يفترض أي مدة" in text


def test_a_period_is_set_shown_and_not_in_force_at_once(signed_in: SignIn, number: str) -> None:
    manager = signed_in("manager1")
    assert manager.submit(RETENTION, RETENTION, phones="٧٣٠").status_code == 303
    text = text_of(manager.get(RETENTION))
    assert 'value="٧٣٠"' in text
    assert "لا تُحذف قبل" in text


def test_a_bad_period_is_said_and_what_was_typed_stays(signed_in: SignIn) -> None:
    answer = signed_in("manager1").submit(RETENTION, RETENTION, phones="30", scans="x")
    assert answer.status_code == 422
    text = text_of(answer)
    assert 'value="x"' in text
    assert text.count("aria-invalid") == 1


def test_a_manager_sets_no_other_center(signed_in: SignIn) -> None:
    assert signed_in("manager1").get("/manage/centers/zagazig/retention").status_code == 403


def test_the_night_counts_first_and_then_removes(app: Flask, signed_in: SignIn, desk: Hall, number: str) -> None:
    runner = app.test_cli_runner()
    assert "everything is kept" in runner.invoke(args=["retention", "run"]).output
    signed_in("manager1").submit(RETENTION, RETENTION, identity="30", scans="30")
    long_ago(desk)
    assert runner.invoke(args=["retention", "run", "--dry-run"]).output == "demo: identity: 1 due\ndemo: scans: 1 due\n"
    assert runner.invoke(args=["retention", "run"]).output == "demo: identity: 1 removed\ndemo: scans: 1 removed\n"
    assert runner.invoke(args=["retention", "run"]).output == ""
    with desk.database.reading() as session:
        sha256 = session.scalars(select(RequestScan.sha256)).one()
    with pytest.raises(FileNotFoundError):
        (app.extensions["scans"].folder / sha256[:2] / sha256).read_bytes()


def test_the_request_stays_readable_after_its_applicant_was_removed(
    app: Flask, window: Window, signed_in: SignIn, number: str
) -> None:
    signed_in("manager1").submit(RETENTION, RETENTION, identity="30", scans="30")
    long_ago(window.desk)
    app.test_cli_runner().invoke(args=["retention", "run"])
    for client in (window.client, signed_in("supervisor1")):
        answer = client.get(f"/counter/requests/{number}")
        text = text_of(answer)
        assert answer.status_code == 200
        assert "حُذفت بانتهاء مدة الحفظ" in text
        assert NAME not in text
        assert not re.search(r"/scans/[0-9a-f]", text)
        assert 'class="certificate"' not in text
    refused = signed_in("manager1").submit(GIVING, GIVING, number=number, reason="asked")
    assert refused.status_code == 409


def give(manager: CheckedClient, number: str) -> ZipFile:
    """Say why, and fetch the file."""
    said = manager.submit(GIVING, GIVING, number=number, reason="asked")
    assert said.status_code == 303
    assert f"{GIVING}/{number}" in text_of(manager.get(said.headers["Location"]))
    with manager.get(f"{GIVING}/{number}") as answer:
        content = answer.get_data()
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["Content-Disposition"].endswith(f"personal-data-{number}.zip")
    return ZipFile(io.BytesIO(content))


def test_the_person_gets_all_that_is_held_with_the_scans(signed_in: SignIn, desk: Hall, number: str) -> None:
    file = give(signed_in("manager1"), number)
    page, data = file.read("index.html").decode(), json.loads(file.read("data.json"))
    assert file.read(f"scans/{number}-1.pdf") == PDF
    assert file.read("look.css").startswith(b"/*")
    for said in (NAME, WRONG_CHECK_DIGIT_ID, "R-000-", f"scans/{number}-1.pdf", "طلب صاحب الشأن كتابةً"):
        assert said in page
    rows = {row["name"]: row["value"] for section in data["sections"] for row in section["rows"]}
    assert rows["الرقم القومي"] == WRONG_CHECK_DIGIT_ID
    assert noted(desk, Action.PERSONAL_DATA_GIVEN) == [(number, '{"reason":"asked"}')]


def test_no_member_of_staff_is_named_to_the_person(signed_in: SignIn, desk: Hall, number: str) -> None:
    page = give(signed_in("manager1"), number).read("index.html").decode()
    with desk.database.reading() as session:
        names = session.scalars(select(Staff.full_name)).all()
    assert not [name for name in names if name in page]


def test_a_damaged_scan_is_said_and_the_rest_is_given(app: Flask, signed_in: SignIn, number: str) -> None:
    for file in app.extensions["scans"].folder.rglob("*"):
        if file.is_file():
            file.write_bytes(b"changed")
    packed = give(signed_in("manager1"), number)
    assert [name for name in packed.namelist() if name.startswith("scans/")] == []
    assert "تعذرت قراءة الملف" in packed.read("index.html").decode()


def test_the_file_is_only_for_who_said_why_and_only_for_a_while(
    signed_in: SignIn, desk: Hall, number: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    manager = signed_in("manager1")
    assert manager.get(f"{GIVING}/{number}").status_code == 409
    give(manager, number)
    monkeypatch.setattr("singlewindow.personal.held.GIVEN_FOR", timedelta(0))
    assert manager.get(f"{GIVING}/{number}").status_code == 409


@pytest.mark.parametrize(
    ("typed", "status"), [({"reason": ""}, 422), ({"reason": "curious"}, 422), ({"number": "x"}, 404)]
)
def test_without_a_reason_or_a_request_nothing_is_given(
    signed_in: SignIn, desk: Hall, number: str, typed: dict[str, str], status: int
) -> None:
    answer = signed_in("manager1").submit(GIVING, GIVING, **{"number": number, "reason": "asked", **typed})
    assert answer.status_code == status
    assert noted(desk, Action.PERSONAL_DATA_GIVEN) == []


def test_a_supervisor_gives_no_data(signed_in: SignIn, number: str) -> None:
    assert signed_in("supervisor1").get(GIVING).status_code == 403


def test_a_complaint_says_that_its_words_were_removed(app: Flask, signed_in: SignIn, desk: Hall) -> None:
    moment = datetime.now(UTC)
    with desk.database.writing() as work:
        made = complain(work, desk.center_id, ComplaintWords(new_key(), "delay", "كلام توضيحي"), None, moment)
        work.session.flush()
        reply(work, made, desk.staff("supervisor1"), "رد توضيحي", moment - timedelta(days=400))
    signed_in("manager1").submit(RETENTION, RETENTION, complaints="30")
    long_ago(desk)
    app.test_cli_runner().invoke(args=["retention", "run"])
    for page in (f"/complaints/desk/{made.number}", f"/complaints/{made.code}"):
        text = text_of(signed_in("supervisor1").get(page))
        assert "حُذفت بانتهاء مدة الحفظ" in text
        assert "توضيحي</p>" not in text
