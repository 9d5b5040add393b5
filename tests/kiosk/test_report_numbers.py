"""Every number on every view of reports leads to rows that are as many, or come to as much, as it says."""

import csv
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from html import unescape
from io import StringIO
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from kiosk.settings import Settings
from singlewindow.cash.records import Certificate
from singlewindow.complaints.records import Complaint, ComplaintKind
from singlewindow.database import Database
from singlewindow.places.records import Center
from singlewindow.requests.records import Request
from tests.cast import new_key
from tests.client import CheckedClient
from tests.servers import PostgresServer
from tests.singlewindow.made_year import winter
from tests.templates import Content, Templates
from wsgi import create_app

FEBRUARY = "period=month&first=2026-02-01&lang=en"
LINKED = re.compile(r'href="(/reports/rows/[^"]+)"><bdi dir="ltr">([\d,.-]+)</bdi>')
VIEWS = {
    "": ("markaz", "kind", "sector", "service", "department", "lane"),
    "cohorts": ("month",),
    "late": ("reason", "markaz", "kind", "sector", "service", "department"),
    "stages": ("stage",),
    "hall": ("hour", "weekday", "day", "service"),
    "lanes": ("lane",),
    "money": ("item", "method", "center", "markaz", "kind", "sector", "service", "day"),
    "desk": ("markaz", "kind", "day"),
    "mobile": ("day", "center", "service"),
}
OF_A_CENTER = {"": ("window",), "hall": ("clerk", "window"), "money": ("clerk", "window", "day"), "desk": ("day",)}
WALKS = [(view, by, "") for view, axes in VIEWS.items() for by in axes] + [
    (view, by, "&center=diwan") for view, axes in OF_A_CENTER.items() for by in axes
]


ON_POSTGRESQL = [("cohorts", "month"), ("late", "reason"), ("stages", "stage"), ("lanes", "lane"), ("money", "item")]


@pytest.fixture(scope="module")
def reader(templates: Templates, tmp_path_factory: pytest.TempPathFactory) -> Iterator[CheckedClient]:
    """The supervisor of the governorate, signed in where a winter was made up, with certificates and complaints."""
    folder = tmp_path_factory.mktemp("numbers")
    yield from _signed_in(templates.sqlite(Content.DEMONSTRATION, folder / "shubbak.sqlite"), folder)


@pytest.fixture(scope="module")
def reader_of_postgresql(
    templates: Templates, postgres: PostgresServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[CheckedClient]:
    """The same on PostgreSQL."""
    address = templates.postgresql(Content.DEMONSTRATION, postgres)
    yield from _signed_in(address, tmp_path_factory.mktemp("numbers"))


@pytest.fixture(scope="module")
def come_to() -> dict[str, str]:
    """What the rows at each address came to, asked for once."""
    return {}


def _signed_in(address: str, folder: Path) -> Iterator[CheckedClient]:
    settings = Settings(data_dir=folder, database_url=address, demonstration=True, secret_key="x" * 40)
    app: Flask = create_app(settings, strict=True)
    app.test_client_class = CheckedClient
    winter(app.extensions["database"])
    _more(app.extensions["database"])
    client = app.test_client()
    assert isinstance(client, CheckedClient)
    client.sign_in("governorate1")
    yield client
    app.extensions["database"].engine.dispose()


def _more(database: Database) -> None:
    """Put in what a made-up year has not: certificates and complaints, some answered, one of them too late."""
    with database.writing() as work:
        requests = work.session.scalars(select(Request).order_by(Request.id).limit(5)).all()
        for serial, request in enumerate(requests, 1):
            work.session.add(_certificate(request, serial))
            work.session.add(_complaint(work.session.get_one(Center, request.center_id), serial))


def _certificate(request: Request, serial: int) -> Certificate:
    return Certificate(
        center_id=request.center_id,
        number=f"certificate-{serial}",
        fiscal_year="2025-2026",
        serial=900 + serial,
        form_key=new_key(),
        request_id=request.id,
        addressee="",
        no_fee_because="بيان توضيحي",
        issued_at=datetime(2026, 2, serial, 9, tzinfo=UTC),
        issued_by=request.received_by,
    )


def _complaint(center: Center, serial: int) -> Complaint:
    return Complaint(
        center_id=center.id,
        number=f"complaint-{serial}",
        year=2026,
        serial=900 + serial,
        form_key=new_key(),
        code=new_key(),
        kind=ComplaintKind.DELAY,
        words="شكوى توضيحية",
        received_at=datetime(2026, 2, serial, 9, tzinfo=UTC),
        due_on=date(2026, 2, 8),
        answer="تم" if serial > 2 else "",
        answered_at=datetime(2026, 2, serial + 4, 9, tzinfo=UTC) if serial > 2 else None,
        answered_by=None,
    )


def numbers(client: CheckedClient, address: str) -> dict[str, str]:
    """Give what a page says at each address of rows; a number that stands twice says the same."""
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status)
    found: dict[str, str] = {}
    for link, number in LINKED.findall(answer.get_data(as_text=True)):
        assert found.setdefault(unescape(link), number) == number
    return found


def behind(client: CheckedClient, address: str, number: str) -> str:
    """Give what the rows at an address come to, written as the number is: their sum of money or how many they are."""
    file = client.get(re.sub(r"^(/reports/rows/\w+)", r"\1.csv", address))
    assert file.status_code == 200, (address, file.status)
    rows = list(csv.DictReader(StringIO(file.data.decode("utf-8-sig"))))
    if "." in number:
        return f"{sum(Decimal(row['Amount (pounds)']) for row in rows):,.2f}"
    return f"{len(rows):,}"


@pytest.mark.parametrize(("view", "by", "place"), WALKS)
def test_every_number_is_what_its_rows_come_to(
    reader: CheckedClient, come_to: dict[str, str], view: str, by: str, place: str
) -> None:
    said = numbers(reader, f"/reports?{FEBRUARY}&view={view}&by={by}{place}")
    assert said
    come_to.update({address: behind(reader, address, said[address]) for address in said.keys() - come_to.keys()})
    assert {address: come_to[address] for address in said} == said


@pytest.mark.postgres
@pytest.mark.parametrize(("view", "by"), ON_POSTGRESQL)
def test_on_postgresql_too_every_number_is_what_its_rows_come_to(
    reader_of_postgresql: CheckedClient, view: str, by: str
) -> None:
    said = numbers(reader_of_postgresql, f"/reports?{FEBRUARY}&view={view}&by={by}")
    assert said
    assert {address: behind(reader_of_postgresql, address, number) for address, number in said.items()} == said
