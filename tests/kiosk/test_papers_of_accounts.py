"""Papers of accounts name a holder: they open to who issued them, to others for a reason that is noted."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from singlewindow.audit.actions import Action
from singlewindow.audit.records import AuditEntry
from singlewindow.cash.charges import Debtor, unpaid
from singlewindow.cash.records import Account
from singlewindow.documents.lease import claim, done
from singlewindow.documents.records import Document, DocumentKind
from tests.client import CheckedClient
from tests.kiosk.at_window_three import Window
from tests.singlewindow.at_the_window import tariff

SignIn = Callable[[str], CheckedClient]
PDF = b"%PDF-1.7 not really\n%%EOF\n"


@pytest.fixture
def account(window: Window) -> Account:
    """An account with a payment and a certificate, both issued by clerk1."""
    client = window.client
    opened = client.submit("/accounts", "/accounts", kind="unit", number="12", holder="مواطن توضيحي", subject="وحدة")
    address = opened.headers["Location"]
    item = next(item for item in tariff(window.desk, datetime.now(UTC), "rent_payment") if item.amount is None)
    days = {"period_from": "2026-11-01", "period_to": "2026-11-30", "due_on": "2026-11-10"}
    client.submit(address, f"{address}/charges", service="rent_payment", **{f"amount-{item.id}": "200"}, **days)
    with window.desk.database.reading() as session:
        found = session.scalars(select(Account)).one()
        (owed,) = unpaid(session, Debtor(account_id=found.id))
    client.submit(address, f"{address}/payments", **{f"pay-{owed.charge.id}": "50"}, method="cash")
    client.submit(address, f"{address}/certificates", no_fee_because="توضيحي")
    return found


@pytest.fixture
def papers(app: Flask, window: Window, account: Account) -> dict[DocumentKind, str]:
    """The addresses of both papers, archived."""
    moment = datetime.now(UTC)
    with window.desk.database.writing() as work:
        while (paper := claim(work, moment)) is not None:
            kept = app.extensions["archive"].keep(str(paper.id), paper.kind.value, PDF, moment.date())
            done(work, paper, kept.name, kept.sha256, kept.size, moment)
    with window.desk.database.reading() as session:
        made = session.execute(select(Document.kind, Document.id)).all()
    return {kind: f"/papers/{key}" for kind, key in made}


@pytest.mark.parametrize("kind", [DocumentKind.RECEIPT, DocumentKind.CERTIFICATE])
@pytest.mark.parametrize("username", ["supervisor1", "auditor1"])
def test_others_open_it_for_a_reason_that_is_noted(
    window: Window,
    account: Account,
    papers: dict[DocumentKind, str],
    signed_in: SignIn,
    kind: DocumentKind,
    username: str,
) -> None:
    address, other = f"{papers[kind]}.pdf", signed_in(username)
    assert (other.get(address).status_code, other.get(address).mimetype) == (403, "text/html")
    assert other.submit(address, f"{papers[kind]}/identity", reason="").status_code == 422
    assert other.get(address).status_code == 403
    assert other.submit(address, f"{papers[kind]}/identity", reason="inspection").headers["Location"] == address
    assert other.get(address).data == PDF
    with window.desk.database.reading() as session:
        noted = session.scalars(select(AuditEntry.subject).where(AuditEntry.action == Action.VIEW_IDENTITY)).all()
    assert noted == [str(account.id)]


def test_who_issued_them_opens_them_and_a_colleague_does_not(
    window: Window, papers: dict[DocumentKind, str], signed_in: SignIn
) -> None:
    colleague = signed_in("clerk2")
    for kind in (DocumentKind.RECEIPT, DocumentKind.CERTIFICATE):
        assert window.client.get(f"{papers[kind]}.pdf").data == PDF
        assert colleague.get(f"{papers[kind]}.pdf").status_code == 403
        assert colleague.post(f"{papers[kind]}/identity").status_code in {400, 403}
