"""Papers: their state, and their bytes."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from printing.archive import Kept
from singlewindow.audit.actions import Action
from singlewindow.audit.records import AuditEntry
from singlewindow.documents.lease import claim, done, failed
from singlewindow.documents.records import Document, DocumentKind, DocumentState
from singlewindow.people.records import Staff
from singlewindow.places.centers import center_by_code
from tests.cast import Hall
from tests.client import CheckedClient
from tests.kiosk.at_window_three import Window, text_of

PDF = b"%PDF-1.7 not really\n%%EOF\n"


@pytest.fixture
def receipt(window: Window) -> UUID:
    """A receipt that waits for a press."""
    window.send()
    with window.desk.database.reading() as session:
        return session.scalars(select(Document.id).where(Document.kind == DocumentKind.RECEIPT)).one()


def keep(app: Flask, folder: Path, desk: Hall, receipt: UUID) -> Path:
    """Do the press's work: archive bytes for the receipt, and give their file."""
    now = datetime.now(UTC)
    kept: Kept = app.extensions["archive"].keep(str(receipt), "receipt", PDF, now.date())
    with desk.database.writing() as work:
        while (paper := claim(work, now)) is not None:
            done(work, paper, kept.name, kept.sha256, kept.size, now)
    return next(folder.rglob(kept.name.rpartition("/")[2]))


def test_a_receipt_that_is_not_ready_says_so(window: Window, receipt: UUID) -> None:
    assert 'data-paper="wanted"' in text_of(window.client.get(f"/papers/{receipt}"))
    answer = window.client.get(f"/papers/{receipt}.pdf")
    assert answer.status_code == 409
    assert 'role="alert"' in text_of(answer)


def test_a_finished_receipt_is_opened_with_its_number_as_name(
    app: Flask, tmp_path: Path, window: Window, receipt: UUID
) -> None:
    keep(app, tmp_path, window.desk, receipt)
    assert f'href="/papers/{receipt}.pdf"' in text_of(window.client.get(f"/papers/{receipt}"))
    answer = window.client.get(f"/papers/{receipt}.pdf")
    assert (answer.status_code, answer.data, answer.mimetype) == (200, PDF, "application/pdf")
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["Content-Disposition"] == 'inline; filename="R-000-2026-27-000001.pdf"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("username", ["supervisor1", "auditor1"])
def test_a_paper_that_names_its_applicant_opens_for_a_reason_that_is_noted(
    app: Flask, tmp_path: Path, window: Window, receipt: UUID, username: str
) -> None:
    keep(app, tmp_path, window.desk, receipt)
    window.client.submit("/counter", "/counter/finish", outcome="served")
    other, address = app.test_client(), f"/papers/{receipt}.pdf"
    assert isinstance(other, CheckedClient)
    other.sign_in(username)
    asked = other.get(address)
    assert (asked.status_code, asked.mimetype) == (403, "text/html")
    assert other.submit(address, f"/papers/{receipt}/identity", reason="").status_code == 422
    assert other.get(address).status_code == 403
    assert other.submit(address, f"/papers/{receipt}/identity", reason="inspection").headers["Location"] == address
    assert other.get(address).data == PDF
    with window.desk.database.reading() as session:
        seen = session.scalars(select(AuditEntry.action).where(AuditEntry.action == Action.VIEW_IDENTITY)).all()
    assert len(seen) == 1


def test_a_colleague_who_may_read_no_identity_opens_no_such_paper(
    app: Flask, tmp_path: Path, window: Window, receipt: UUID, signed_in: Callable[[str], CheckedClient]
) -> None:
    keep(app, tmp_path, window.desk, receipt)
    colleague = signed_in("clerk2")
    refused = colleague.get(f"/papers/{receipt}.pdf")
    assert refused.status_code == 403
    assert f"/papers/{receipt}/identity" not in refused.text, "no form that would be refused"
    assert colleague.post(f"/papers/{receipt}/identity").status_code in {400, 403}


def test_a_receipt_set_aside_tells_the_clerk_whom_to_ask(window: Window, receipt: UUID) -> None:
    moment = datetime.now(UTC)
    for _ in range(18):
        moment += timedelta(minutes=2)
        with window.desk.database.writing() as work:
            paper = claim(work, moment)
            if paper is not None:
                failed(work, paper, "no ink")
    text = text_of(window.client.get(f"/papers/{receipt}"))
    assert f'data-paper="{DocumentState.SET_ASIDE.value}"' in text
    assert "no ink" not in text


@pytest.mark.parametrize(("harm", "status"), [("changed", 409), ("gone", 404)])
def test_a_damaged_paper_is_never_given_out(
    app: Flask, tmp_path: Path, window: Window, receipt: UUID, harm: str, status: int
) -> None:
    file = keep(app, tmp_path, window.desk, receipt)
    file.chmod(0o600)
    file.write_bytes(PDF + b"more") if harm == "changed" else file.unlink()
    answer = window.client.get(f"/papers/{receipt}.pdf")
    assert answer.status_code == status
    assert answer.mimetype == "text/html"
    assert 'role="alert"' in text_of(answer)


def test_a_stranger_is_asked_to_sign_in(app: Flask, tmp_path: Path, window: Window, receipt: UUID) -> None:
    keep(app, tmp_path, window.desk, receipt)
    for address in (f"/papers/{receipt}", f"/papers/{receipt}.pdf"):
        assert app.test_client().get(address).headers["Location"] == f"/signin?next={address}"


def test_a_receiver_may_not_read_papers(app: Flask, window: Window, receipt: UUID) -> None:
    client = _other(app, "receiver1")
    assert client.get(f"/papers/{receipt}").status_code == 403
    assert client.get(f"/papers/{receipt}.pdf").status_code == 403


def test_another_centers_clerk_finds_no_such_paper(app: Flask, tmp_path: Path, window: Window, receipt: UUID) -> None:
    keep(app, tmp_path, window.desk, receipt)
    with window.desk.database.writing() as work:
        clerk = work.session.get_one(Staff, window.desk.staff("clerk2"))
        clerk.center_id = center_by_code(work.session, "zagazig").id
    client = _other(app, "clerk2")
    assert client.get(f"/papers/{receipt}").status_code == 404
    assert client.get(f"/papers/{receipt}.pdf").status_code == 404


@pytest.mark.parametrize("key", ["01a20b97-6981-731c-bc57-e1b821f74b7d", "x", "../etc/passwd", "0"])
def test_an_unknown_paper_is_not_found(window: Window, key: str) -> None:
    assert window.client.get(f"/papers/{key}").status_code == 404
    assert window.client.get(f"/papers/{key}.pdf").status_code == 404


def _other(app: Flask, username: str) -> CheckedClient:
    client = app.test_client()
    assert isinstance(client, CheckedClient)
    client.sign_in(username)
    return client
