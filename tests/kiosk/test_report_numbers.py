"""Every number on every view of reports is what its rows come to, what its files say, and what its parts add up to."""

import csv
import re
import subprocess
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from html import unescape
from io import BytesIO, StringIO
from operator import itemgetter
from pathlib import Path

import pytest
from flask import Flask
from openpyxl import load_workbook
from openpyxl.cell import Cell
from sqlalchemy import select

from kiosk.reports.measures import ALL, Figures
from kiosk.reports.sources import OF_DESK, OF_LATE, OF_MONEY, OF_REQUESTS, OF_VISITS, Source
from kiosk.reports.written import written
from kiosk.settings import Settings
from printing.render import render
from singlewindow.cash.records import Certificate
from singlewindow.complaints.records import Complaint, ComplaintKind
from singlewindow.database import Database
from singlewindow.documents.records import Document
from singlewindow.places.records import Center
from singlewindow.reports.measures import MEASURES
from singlewindow.reports.request_measures import STANDING as OF_STANDING
from singlewindow.reports.scope import Axis, Scope
from singlewindow.reports.span import Span
from singlewindow.reports.table import ColumnKind
from singlewindow.requests.records import Request
from tests.cast import new_key
from tests.client import CheckedClient
from tests.kiosk.at_reports import Tables
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


FORMS = {"0.00%": "{:.2%}", "#,##0": "{:,.0f}", "#,##0.0": "{:,.1f}", "#,##0.00": "{:,.2f}"}
UNRIPE = "not ripe yet"
NUMBER = re.compile(r"-?[\d,]+(\.\d+)?%?")
STANDING = {measure.code for measure in OF_STANDING}


def on_page(client: CheckedClient, view: str) -> list[list[list[str]]]:
    """Give the tables of a page as its files have them: parts, then what is compared, a row a span, then the course."""
    tables = Tables(client.get(f"/reports?{FEBRUARY}&view={view}").get_data(as_text=True)).found
    told = {"parts": 0, "compared": 1, "trend": 2}
    ranked = sorted(
        ((told[name], rows) for classes, rows in tables for name in classes.split() if name in told), key=itemgetter(0)
    )
    plain = [[[cell.removesuffix(UNRIPE).rstrip("▲▼") for cell in row] for row in rows] for _, rows in ranked]
    return [
        [list(line) for line in zip(*rows, strict=True)] if rank == 1 else rows
        for (rank, _), rows in zip(ranked, plain, strict=True)
    ]


def in_file(cell: Cell) -> str:
    """Write a cell of a workbook as a page does."""
    if cell.value in (None, ""):
        return "—"
    if isinstance(cell.value, datetime):
        return written(cell.value.date(), ColumnKind.DATE, "en", False)
    return FORMS[cell.number_format].format(cell.value) if cell.number_format in FORMS else str(cell.value)


@pytest.mark.parametrize("view", VIEWS)
def test_a_workbook_says_every_number_of_its_page(reader: CheckedClient, view: str) -> None:
    pages = on_page(reader, view)
    with reader.get(f"/reports/tables.xlsx?{FEBRUARY}&view={view}") as answer:
        sheets = load_workbook(BytesIO(answer.data)).worksheets
    assert len(sheets) == len(pages)
    for sheet, page in zip(sheets, pages, strict=True):
        assert sheet.max_row == len(page)
        for line, row in zip(list(sheet.iter_rows())[1:], page[1:], strict=True):
            assert [in_file(cell) for cell in line] == [cell or "—" for cell in row[: len(line)]]


@pytest.mark.slow
@pytest.mark.parametrize("view", VIEWS)
def test_the_text_of_a_paper_says_every_number_of_its_page(reader: CheckedClient, view: str, tmp_path: Path) -> None:
    asked = {"period": "month", "first": "2026-02-01", "view": view}
    key = new_key()
    answer = reader.submit("/reports?lang=en", "/reports/papers?lang=en", **asked, form_key=key)
    assert answer.status_code == 303
    with reader.application.extensions["database"].reading() as session:
        paper = session.scalars(select(Document).where(Document.form_key == key)).one()
    file = tmp_path / "report.pdf"
    file.write_bytes(render("report", "en", paper.serial, paper.facts))
    text = subprocess.run(["pdftotext", "-layout", str(file), "-"], check=True, capture_output=True, text=True).stdout
    on_paper = set(text.split())
    tables = on_page(reader, view)
    course = reader.get(f"/reports?{FEBRUARY}&view={view}").get_data(as_text=True).count('class="figures trend"')
    said = {cell for table in tables[: len(tables) - course] for row in table for cell in row if NUMBER.fullmatch(cell)}
    assert said
    assert said - on_paper == set()


@pytest.mark.parametrize("source", [OF_REQUESTS, OF_VISITS, OF_MONEY, OF_DESK, OF_LATE], ids=lambda one: one.field)
@pytest.mark.parametrize("axis", [Axis.CENTER, Axis.KIND, Axis.MARKAZ, Axis.DAY, Axis.MONTH])
def test_parts_add_up_to_the_whole_or_say_nothing(reader: CheckedClient, source: Source, axis: Axis) -> None:
    winter_days, today = Span(date(2026, 1, 10), date(2026, 3, 5)), date(2026, 3, 12)
    adds_up = {each.code for each in MEASURES if each.adds_up}
    measures = [each for each in ALL.values() if each.field == source.field and each.code in adds_up and not each.days]
    with reader.application.extensions["database"].reading() as session:
        scope = Scope(session.scalars(select(Center.governorate_id)).first())
        whole = Figures(**{source.field: source.whole(session, scope, winter_days, today)})
        if axis not in source.axes:
            assert source is OF_LATE
            return
        parts = [
            Figures(**{source.field: each}) for each in source.by(session, scope, winter_days, today, axis).values()
        ]
    for measure in measures:
        values = [measure.read(part) for part in parts]
        standing = source is OF_REQUESTS and axis in (Axis.DAY, Axis.MONTH) and measure.counted in STANDING
        assert sum(each or 0 for each in values) == (0 if standing else measure.read(whole)), measure.key
        assert not standing or set(values) == {None}
