"""The views of reports: who sees which, by what they are split, and what they say of people and of young months."""

import re
from collections.abc import Callable
from dataclasses import fields

import pytest

from kiosk.reports.measures import ALL, NAMES
from kiosk.reports.views import VIEWS
from singlewindow.reports.desk_rows import DeskRow
from singlewindow.reports.money_rows import MoneyRow
from singlewindow.reports.stage_rows import StageRow
from tests.cast import Hall, new_key
from tests.client import CheckedClient
from tests.kiosk.at_reports import Tables, scatter

SignIn = Callable[..., CheckedClient]
OCTOBER = "period=month&first=2026-10-01&lang=en"


def views(client: CheckedClient, asked: str = "") -> set[str]:
    """The views that a page offers."""
    page = client.get(f"/reports?{OCTOBER}{asked}").get_data(as_text=True)
    offered = page.partition('<nav class="views"')[2].partition("</nav>")[0]
    return {
        found[1] if (found := re.search(r"view=(\w+)", link)) else "" for link in re.findall(r'href="([^"]+)', offered)
    }


def test_who_follows_all_centers_sees_every_view(signed_in: SignIn) -> None:
    assert views(signed_in("governorate1")) == {view.key for view in VIEWS}


@pytest.mark.parametrize(
    ("username", "missing"),
    [
        ("manager1", {"mobile"}),
        ("supervisor1", {"mobile"}),
        ("auditor1", set()),
        ("admin1", {"money"}),
        ("head1", {"money", "hall", "lanes", "desk", "mobile"}),
    ],
)
def test_a_view_is_offered_to_who_has_figures_of_it_and_may_see_them(
    signed_in: SignIn, username: str, missing: set[str]
) -> None:
    client = signed_in(username)
    assert views(client) == {view.key for view in VIEWS} - missing
    for key in missing:
        assert client.get(f"/reports?{OCTOBER}&view={key}").status_code == 404
        assert client.get(f"/reports/tables.xlsx?{OCTOBER}&view={key}").status_code == 404


def test_who_may_see_no_money_is_given_none_of_its_rows_nor_its_paper(signed_in: SignIn) -> None:
    money = signed_in("governorate1").submit(
        "/reports?lang=en",
        "/reports/papers?lang=en",
        **{"period": "month", "first": "2026-10-01", "view": "money", "form_key": new_key()},
    )
    assert signed_in("governorate1").get(money.headers["Location"]).status_code == 200
    admin = signed_in("admin1")
    assert admin.get(money.headers["Location"]).status_code == 404
    for address in ("money_received", "money_received.csv", "receipts.xlsx", "money_short"):
        assert admin.get(f"/reports/rows/{address}?{OCTOBER}").status_code == 404
        assert signed_in("governorate1").get(f"/reports/rows/{address}?{OCTOBER}").status_code == 200


@pytest.mark.parametrize(
    "asked",
    [
        "view=nothing", "view=money&lane=booked", "view=desk&sector=revenue", "view=mobile&center=zagazig",
    ],
)  # fmt: skip
def test_a_view_that_a_place_has_not_is_not_found(signed_in: SignIn, asked: str) -> None:
    assert signed_in("governorate1").get(f"/reports?{OCTOBER}&{asked}").status_code == 404


@pytest.mark.parametrize(
    "asked",
    [
        "received?hour=9", "late_open?reason=nothing", "late_open?hour=9", "stage_visits?stage=properties/nothing",
        "money_received?method=nothing", "money_received?item=nothing/nothing", "money_received?clerk=1",
        "money_received?method=cash&item=nothing", "certificates?clerk=-", "overtaken?lane=booked", "arrived?hour=24",
    ],
)  # fmt: skip
def test_rows_narrowed_by_what_there_is_not_are_not_found(signed_in: SignIn, asked: str) -> None:
    measure, _, query = asked.partition("?")
    assert signed_in("governorate1").get(f"/reports/rows/{measure}?{OCTOBER}&{query}").status_code == 404


@pytest.mark.parametrize("view", ["نقدية", "money", "a%0Ab"])
def test_a_file_of_rows_is_named_in_plain_letters_whatever_the_address_says(signed_in: SignIn, view: str) -> None:
    answer = signed_in("governorate1").get(f"/reports/rows/received.csv?{OCTOBER}&view={view}")
    named = "report-money-" if view == "money" else "report-"
    assert answer.headers["Content-Disposition"].startswith(f'attachment; filename="{named}2026-10-01')


def test_clerks_stand_by_name_and_are_not_sorted_by_figures(desk: Hall, signed_in: SignIn) -> None:
    address = f"/reports?{OCTOBER}&view=hall&by=clerk&center=demo"
    page = signed_in("manager1").get(f"{address}&sort=arrived&down=1").get_data(as_text=True)
    parts = page.partition('id="parts"')[2].partition("</section>")[0]
    assert "sort=" not in parts
    assert "<svg" not in parts
    assert "not ranked" in parts
    assert "longest" not in parts
    assert "nine of ten" not in parts


def test_clerks_are_told_within_a_center_only(signed_in: SignIn) -> None:
    for view in ("hall", "money"):
        page = signed_in("governorate1").get(f"/reports?{OCTOBER}&view={view}&by=clerk").get_data(as_text=True)
        assert "by=clerk" not in page.partition("<main>")[2]


def test_a_month_whose_days_are_not_over_is_marked(desk: Hall, signed_in: SignIn) -> None:
    scatter(desk, 60)
    page = signed_in("governorate1").get("/reports?lang=en&view=cohorts").get_data(as_text=True)
    head, *rows = Tables(page).named("parts")
    assert len(rows) == 13
    assert "(not over)" in page
    ripe = {row[0]: int(row[-1]) for row in rows[:-1]}
    assert sorted(ripe.values(), reverse=True) == list(ripe.values())
    for row in rows[:-1]:
        for name, cell in zip(head, row, strict=True):
            if name.endswith("share") and cell != "—":
                days = int(re.findall(r"\d+", name)[0])
                assert cell.endswith("not ripe yet") == (days > ripe[row[0]]), (row[0], name)


def test_centers_are_sorted_by_kind_and_by_markaz(signed_in: SignIn) -> None:
    client = signed_in("governorate1")
    for key, column in (("kind", 1), ("markaz", 2)):
        for down in ("0", "1"):
            page = client.get(f"/reports?{OCTOBER}&sort={key}&down={down}").get_data(as_text=True)
            said = [row[column] for row in Tables(page).named("parts")[1:-1] if row[column]]
            assert len(set(said)) > 2
            assert said == sorted(said, reverse=down == "1")


def test_a_view_is_kept_by_every_step_of_its_page(signed_in: SignIn) -> None:
    page = signed_in("governorate1").get(f"/reports?{OCTOBER}&view=money").get_data(as_text=True)
    main = page.partition('<form class="period"')[2]
    links = [link for link in re.findall(r'href="(/reports\?[^"]+)"', main) if "lang=" not in link]
    assert links
    assert [link for link in links if "view=money" not in link] == []
    assert '<input type="hidden" name="view" value="money">' in page


def test_the_car_is_told_apart_with_its_own_numbers(desk: Hall, signed_in: SignIn) -> None:
    page = signed_in("governorate1").get(f"/reports?{OCTOBER}&view=mobile").get_data(as_text=True)
    rows = re.findall(r'href="/reports/rows/[^"]+', page)
    assert [link for link in rows if "kind=mobile" not in link] == []
    assert views(signed_in("governorate1"), "&view=mobile") == {view.key for view in VIEWS}
    leaving = page.partition('<nav class="views"')[2].partition("</nav>")[0]
    assert leaving.count("kind=mobile") == 1


def test_a_period_that_is_not_over_is_marked_wherever_it_is_named(signed_in: SignIn) -> None:
    page = signed_in("governorate1").get("/reports?lang=en").get_data(as_text=True)
    now = page.partition("<h1>")[2].partition("</h1>")[0]
    assert "(not over)" in now
    assert Tables(page).named("compared")[0][1].endswith("(not over)")
    assert "(not over)" not in signed_in("governorate1").get(f"/reports?{OCTOBER}").get_data(as_text=True)


def test_every_measure_of_a_page_is_named_by_the_registry() -> None:
    shown = {m.code for view in VIEWS for _, measures in view.groups.values() for m in measures}
    assert {measure.code for measure in ALL.values()} | shown <= NAMES.keys()


def test_rows_of_stages_money_and_desks_tell_numbers_and_places_and_nothing_of_a_person() -> None:
    places = {"id", "number", "center_ar", "center_en", "moment"}
    assert {field.name for field in fields(DeskRow)} == places
    assert {field.name for field in fields(MoneyRow)} == places | {"amount"}
    of_a_stage = {"department_ar", "department_en", "kind", "entered_at", "due_on"}
    assert {field.name for field in fields(StageRow)} == places | of_a_stage
