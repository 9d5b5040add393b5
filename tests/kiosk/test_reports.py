"""The pages of reports: what they show is what the measures give, within what each reader may see."""

import csv
import functools
import re
from collections.abc import Callable, Iterator
from io import BytesIO, StringIO

import pytest
from flask import Flask
from openpyxl import Workbook, load_workbook

from kiosk.limits import limiter
from kiosk.reports.written import written
from kiosk.settings import Settings
from singlewindow.places.records import Center
from singlewindow.reports.request_parts import Part
from singlewindow.reports.requests import requests, requests_by
from singlewindow.reports.scope import Axis
from singlewindow.reports.span import Span
from singlewindow.reports.table import ColumnKind
from singlewindow.reports.visits import visits, visits_by
from singlewindow.tickets.states import Lane
from tests.cast import Hall
from tests.client import CheckedClient
from tests.conftest import NOON
from tests.kiosk.at_reports import Tables, scatter
from tests.singlewindow.at_reports import scope_of
from tests.templates import Content, Templates
from wsgi import create_app

OCTOBER = Span.month(2026, 10)
MONTH = "period=month&first=2026-10-15"
PAGE = f"/reports?{MONTH}&lang=en"
TODAY = NOON.date()
SignIn = Callable[..., CheckedClient]


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory, templates: Templates) -> Iterator[Flask]:
    """The application after some months of work in six centers; nothing here changes it."""
    folder = tmp_path_factory.mktemp("reports")
    templates.sqlite(Content.DEMONSTRATION, folder / "shubbak.sqlite")
    app = create_app(Settings(data_dir=folder, demonstration=True, secret_key="x" * 40), strict=True)
    app.test_client_class = CheckedClient
    scatter(Hall(app.extensions["database"]))
    yield app
    app.extensions["database"].engine.dispose()


@pytest.fixture(scope="module")
def desk(product: Flask) -> Hall:
    return Hall(product.extensions["database"])


@pytest.fixture(scope="module")
def enter(product: Flask) -> SignIn:
    """Give a browser in which someone is signed in, the same one each time."""

    @functools.cache
    def sign_in(username: str) -> CheckedClient:
        client = product.test_client()
        assert isinstance(client, CheckedClient)
        with product.app_context():
            limiter.reset()
        client.sign_in(username)
        return client

    return sign_in


@pytest.fixture
def reader(enter: SignIn) -> CheckedClient:
    """The supervisor of the governorate."""
    return enter("governorate1")


def read(client: CheckedClient, address: str) -> Tables:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status
    return Tables(answer.get_data(as_text=True))


def english(value: object, kind: ColumnKind) -> str:
    return written(value, kind, "en", False)  # type: ignore[arg-type]


def lines(client: CheckedClient, address: str = PAGE) -> dict[str, dict[str, str]]:
    head, *rows = read(client, address).named("parts")
    head = [name.rstrip("▲▼") for name in head]
    return {row[0]: dict(zip(head, row, strict=True)) for row in rows}


def test_the_lines_of_centers_are_the_figures_of_their_requests_and_visits(desk: Hall, reader: CheckedClient) -> None:
    shown = lines(reader)
    with desk.database.reading() as session:
        asked = requests_by(session, scope_of(desk), OCTOBER, TODAY, Axis.CENTER)
        came = visits_by(session, scope_of(desk), OCTOBER, Axis.CENTER)
        names = {center.id: center.name_en for center in session.query(Center)}
    assert sum(figures.received for figures in asked.values()) > 10
    assert len(shown) == len(asked) + 1
    for key, figures in asked.items():
        line, hall = shown[names[key]], came.get(key)
        assert line["Requests received"] == english(figures.received, ColumnKind.COUNT)
        assert line["Requests finished"] == english(figures.finished, ColumnKind.COUNT)
        assert line["Open files"] == english(figures[Part.OPEN], ColumnKind.COUNT)
        rate = figures.period_rate
        assert line["Rate of the period"] == english(float(rate / 100) if rate is not None else None, ColumnKind.SHARE)
        assert line["Numbers taken"] == english(hall.arrived if hall else None, ColumnKind.COUNT)
        waited = hall.waiting.median if hall else None
        assert line["Waiting time: half at most (minutes)"] == english(waited, ColumnKind.SECONDS)


def test_the_whole_is_asked_of_the_rows_and_the_centers_add_up_to_it(desk: Hall, reader: CheckedClient) -> None:
    shown = lines(reader)
    whole = shown.pop("The whole")
    with desk.database.reading() as session:
        figures = requests(session, scope_of(desk), OCTOBER, TODAY)
        hall = visits(session, scope_of(desk), OCTOBER)
    assert whole["Requests received"] == str(figures.received)
    assert whole["Waiting time: half at most (minutes)"] == english(hall.waiting.median, ColumnKind.SECONDS)
    for column in ("Requests received", "Requests finished", "Open files"):
        assert sum(int(line[column]) for line in shown.values()) == int(whole[column])


@pytest.mark.parametrize("axis", ["markaz", "kind", "sector", "service", "department", "lane"])
def test_every_part_of_the_whole_is_shown_whatever_it_is_split_by(reader: CheckedClient, axis: str) -> None:
    shown = lines(reader, f"{PAGE}&by={axis}")
    whole = shown.pop("The whole")
    column = "Numbers taken" if axis == "lane" else "Requests received"
    if axis != "department":
        assert sum(int(line[column].replace("—", "0")) for line in shown.values()) == int(whole[column])


def test_each_number_leads_to_as_many_rows(reader: CheckedClient) -> None:
    addresses = {link for link in read(reader, PAGE).links if link.startswith("/reports/rows/")}
    assert len(addresses) > 30
    for address in sorted(addresses)[::7]:
        page = reader.get(address).get_data(as_text=True)
        rows = list(csv.reader(StringIO(reader.get(_file(address)).get_data(as_text=True))))
        assert len(rows) - 1 == len(Tables(page).named("rows")) - 1 > 0


def _file(address: str) -> str:
    return re.sub(r"^(/reports/rows/\w+)", r"\1.csv", address)


def test_the_number_that_leads_to_rows_is_how_many_they_are(reader: CheckedClient) -> None:
    page = reader.get(PAGE).get_data(as_text=True)
    shown = re.findall(r'href="(/reports/rows/[^"]+)"><bdi dir="ltr">([\d,]+)</bdi>', page)
    assert len(shown) > 30
    for address, number in shown[::9]:
        rows = reader.get(_file(address.replace("&amp;", "&"))).get_data(as_text=True).splitlines()
        assert len(rows) - 1 == int(number.replace(",", ""))


def test_more_rows_than_a_page_holds_are_found_on_further_pages(reader: CheckedClient) -> None:
    address, numbers = "/reports/rows/received?period=year&first=2026-01-01&lang=en", list[str]()
    while address:
        page = read(reader, address)
        numbers += [row[0] for row in page.named("rows")[1:]]
        address = next((link for link in page.links if "after=" in link and "lang=" not in link), "")
    assert len(numbers) == len(set(numbers)) == 120


def test_a_heading_sorts_and_a_second_press_turns_the_order(reader: CheckedClient) -> None:
    downward = [int(line["Requests received"]) for line in _parts(reader, "sort=received&down=1")]
    assert downward == sorted(downward, reverse=True)
    assert downward[0] > 0
    assert [int(line["Requests received"]) for line in _parts(reader, "sort=received")] == downward[::-1]
    page = reader.get(f"{PAGE}&sort=received&down=1").get_data(as_text=True)
    assert 'aria-sort="descending"' in page


def _parts(client: CheckedClient, sorting: str) -> list[dict[str, str]]:
    return [line for name, line in lines(client, f"{PAGE}&{sorting}").items() if name != "The whole"]


def test_what_has_no_value_stands_last_whichever_way_it_is_sorted(reader: CheckedClient) -> None:
    for sorting in ("sort=period_rate", "sort=period_rate&down=1"):
        rates = [line["Rate of the period"] for line in _parts(reader, sorting)]
        assert rates[0] != "—"
        assert rates[-1] == "—"


def workbook(client: CheckedClient, language: str) -> Workbook:
    with client.get(f"/reports/tables.xlsx?{MONTH}&lang={language}") as answer:
        assert answer.mimetype.endswith("spreadsheetml.sheet")
        return load_workbook(BytesIO(answer.data))


def test_a_workbook_holds_what_the_page_shows(reader: CheckedClient) -> None:
    shown = read(reader, PAGE).named("parts")
    sheet = workbook(reader, "en")["Centers"]
    kinds = {"0.00%": ColumnKind.SHARE, "#,##0": ColumnKind.COUNT, "#,##0.0": ColumnKind.SECONDS}
    for line, row in zip(sheet.iter_rows(), shown, strict=True):
        for cell, text in zip(line, row, strict=False):
            kind = kinds.get(cell.number_format, ColumnKind.TEXT)
            value = cell.value * 60 if kind is ColumnKind.SECONDS and cell.value is not None else cell.value
            value = None if value == "" else value
            assert english(value, kind) == (text.rstrip("▲▼") or "—")


def test_a_workbook_has_a_sheet_for_each_table_and_is_laid_out_for_its_language(reader: CheckedClient) -> None:
    book = workbook(reader, "ar")
    assert book.sheetnames[0] == "المراكز"
    assert len(book.sheetnames) == 6
    assert all(sheet.sheet_view.rightToLeft for sheet in book)


def test_a_text_file_holds_what_the_page_shows(reader: CheckedClient) -> None:
    shown = lines(reader)
    answer = reader.get(f"/reports/parts.csv?{MONTH}&lang=en")
    assert answer.data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(StringIO(answer.data.decode("utf-8-sig"))))
    assert [row["Center"] for row in rows] == list(shown)
    assert [row["Requests received"] for row in rows] == [line["Requests received"] for line in shown.values()]


@pytest.mark.parametrize(("username", "own"), [("manager1", "demo"), ("supervisor1", "demo"), ("head1", "demo")])
def test_who_belongs_to_a_center_sees_that_center_whatever_the_address_says(
    enter: SignIn, username: str, own: str
) -> None:
    client = enter(username)
    for address in (PAGE, f"{PAGE}&center=zagazig", f"{PAGE}&markaz=Belbeis&center="):
        page = read(client, address)
        links = [link for link in page.links if "lang=" not in link]
        places = {found[1] for link in links if (found := re.search(r"[?&]center=([^&]*)", link))}
        assert places == {own}
    numbers = reader_numbers(client, f"/reports/rows/received?{MONTH}&center=zagazig")
    assert numbers == reader_numbers(client, f"/reports/rows/received?{MONTH}")


def reader_numbers(client: CheckedClient, address: str) -> list[str]:
    return [row[0] for row in read(client, address).named("rows")[1:]]


def test_a_head_sees_the_own_department_and_no_hall(enter: SignIn) -> None:
    page = enter("head1").get(f"{PAGE}&department=nothing").get_data(as_text=True)
    assert "The waiting hall" not in page
    assert enter("head1").get(f"/reports/rows/arrived?{MONTH}").status_code == 404


def test_a_center_is_narrowed_step_by_step_and_the_way_back_is_shown(reader: CheckedClient) -> None:
    page = read(reader, f"{PAGE}&center=demo&sector=revenue&lane=ordinary")
    back = [link for link in page.links if link.startswith("/reports?") and "lang=" not in link][:4]
    assert ["center" in link for link in back] == [False, True, True, True]
    assert ["sector" in link for link in back] == [False, False, True, True]
    assert ["lane" in link for link in back] == [False, False, False, True]


@pytest.mark.parametrize(
    "asked",
    [
        "center=nowhere", "sector=nothing", "service=nothing", "department=nothing", "markaz=nothing", "kind=practice",
        "lane=fast", "window=1", "center=demo&window=99", "center=demo&window=x",
    ],
)  # fmt: skip
def test_a_place_that_there_is_not_is_not_found(reader: CheckedClient, asked: str) -> None:
    assert reader.get(f"/reports?{asked}").status_code == 404


@pytest.mark.parametrize(
    "asked",
    [
        "period=days&first=2026-10-02&last=2026-10-01",
        "period=century",
        "first=yesterday",
        "first=0001-01-01",
        "period=week&first=0001-01-01",
    ],
)
def test_a_period_that_can_not_be_is_refused_in_words(reader: CheckedClient, asked: str) -> None:
    answer = reader.get(f"/reports?{asked}")
    assert answer.status_code == 422
    assert 'role="alert"' in answer.get_data(as_text=True)


def test_years_on_end_are_read_with_as_many_periods_before_them_as_there_is_room_for(reader: CheckedClient) -> None:
    assert reader.get("/reports?period=days&first=2024-01-01&last=2025-12-31").status_code == 200


def test_an_address_with_a_nul_is_refused(reader: CheckedClient) -> None:
    assert reader.get("/reports?center=%00").status_code == 400


def test_rows_of_what_is_no_number_of_rows_are_not_found(reader: CheckedClient) -> None:
    for asked in (
        "period_rate",
        "nothing",
        "arrived?weekday=8",
        "received?after=x",
        "received?after=0001-01-01T00:00%2B14:00~x",
        "arrived?after=x",
    ):
        assert reader.get(f"/reports/rows/{asked}").status_code == 404, asked


def test_a_month_stands_beside_the_one_before_and_the_same_of_the_year_before(reader: CheckedClient) -> None:
    heads = read(reader, PAGE).found[2][1][0]
    assert heads == ["", "October 2026", "September 2026", "October 2025"]


def test_numbers_are_written_in_the_digits_of_the_page(reader: CheckedClient, desk: Hall) -> None:
    with desk.database.reading() as session:
        received = requests(session, scope_of(desk), OCTOBER, TODAY).received
    page = reader.get(f"/reports?{MONTH}&lang=ar").get_data(as_text=True)
    assert f'<bdi dir="ltr">{written(received, ColumnKind.COUNT, "ar", True)}</bdi>' in page


def test_every_lane_of_tickets_can_be_looked_at_alone(reader: CheckedClient) -> None:
    for lane in Lane:
        assert lines(reader, f"{PAGE}&lane={lane.value}")["The whole"]


def test_a_cell_of_the_heat_map_leads_to_those_who_came_in_that_hour(reader: CheckedClient) -> None:
    links = [link for link in read(reader, PAGE).links if "weekday=" in link]
    assert links
    hour = re.search(r"hour=(\d+)", links[0])
    assert hour
    rows = read(reader, links[0]).named("rows")
    assert {row[1].partition(":")[0] for row in rows[1:]} == {f"{int(hour[1]):02d}"}
