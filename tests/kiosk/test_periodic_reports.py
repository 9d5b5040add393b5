"""Reports that are made by themselves: what is due, once for each period, with the figures of their page, for whom."""

import re
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from flask import Flask
from sqlalchemy import create_engine, func, select, update

from kiosk.reports.issuing import issue_report
from kiosk.reports.unattended import speaking
from singlewindow.audit.actions import Action
from singlewindow.audit.records import AuditEntry
from singlewindow.database import Database, prepare_sqlite
from singlewindow.documents.records import Document
from singlewindow.places.records import Center, CenterKind, Governorate
from singlewindow.reports.periodic import Every, Issue, choose, due, spans_over
from singlewindow.reports.span import Span
from singlewindow.requests.records import Request
from tests.cast import Hall
from tests.client import CheckedClient
from tests.kiosk.at_reports import Tables, scatter

SignIn = Callable[[str], CheckedClient]
ROOT = Path(__file__).resolve().parents[2]
MORNING = date(2026, 11, 1)
PAGE = "/reports/periodic"


def run(app: Flask, *extra: str) -> str:
    return str(app.test_cli_runner().invoke(args=["reports", "run", *extra], catch_exceptions=False).output)


def papers(desk: Hall) -> list[Document]:
    with desk.database.reading() as session:
        made = select(Document).where(Document.form_key.startswith("periodic:"))
        return list(session.scalars(made.order_by(Document.form_key)))


def wish_for(desk: Hall, *wanted: Every) -> None:
    """Let the demonstration center wish for reports."""
    with desk.database.writing() as work:
        choose(work, work.session.get_one(Center, desk.center_id), wanted, None, datetime.now(UTC))


@pytest.mark.parametrize(
    ("every", "first", "last"),
    [
        (Every.DAY, date(2026, 10, 31), date(2026, 10, 31)),
        (Every.WEEK, date(2026, 10, 24), date(2026, 10, 30)),
        (Every.MONTH, date(2026, 10, 1), date(2026, 10, 31)),
    ],
)
def test_a_period_is_due_when_it_is_over(every: Every, first: date, last: date) -> None:
    assert spans_over(every, MORNING, 1) == [Span(first, last)]


@pytest.mark.parametrize(
    ("day", "first"), [(date(2026, 10, 30), date(2026, 10, 17)), (date(2026, 10, 31), date(2026, 10, 24))]
)
def test_a_week_ends_on_friday(day: date, first: date) -> None:
    assert spans_over(Every.WEEK, day, 1)[0].first == first


def test_the_periods_before_follow_without_a_gap() -> None:
    months = spans_over(Every.MONTH, MORNING, 12)
    assert [span.first.month for span in months] == [10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 12, 11]


def test_a_governorate_has_all_three_from_the_start_and_a_center_what_it_wishes(hall: Hall) -> None:
    with hall.database.reading() as session:
        assert [issue.center_id for issue in due(session, MORNING)] == [None] * 3
    wish_for(hall, Every.WEEK)
    with hall.database.reading() as session:
        assert [(issue.every, issue.center_id) for issue in due(session, MORNING)][3:] == [(Every.WEEK, hall.center_id)]


def test_a_practice_center_has_none(hall: Hall) -> None:
    wish_for(hall, *Every)
    hall.set_rules(kind=CenterKind.PRACTICE)
    with hall.database.reading() as session:
        assert [issue for issue in due(session, MORNING) if issue.center_id] == []


def test_the_run_of_the_night_makes_each_report_once(app: Flask, desk: Hall) -> None:
    wish_for(desk, *Every)
    said = run(app, "--day", "2026-11-01")
    assert said.splitlines() == [
        "sharqia: day 2026-10-31 to 2026-10-31",
        "sharqia: week 2026-10-24 to 2026-10-30",
        "sharqia: month 2026-10-01 to 2026-10-31",
        "demo: day 2026-10-31 to 2026-10-31",
        "demo: week 2026-10-24 to 2026-10-30",
        "demo: month 2026-10-01 to 2026-10-31",
    ]
    assert run(app, "--day", "2026-11-01") == "no report is due\n"
    assert len(papers(desk)) == 6


def test_a_run_that_was_cut_off_goes_on_with_what_is_left(app: Flask, desk: Hall) -> None:
    with desk.database.reading() as session:
        first = due(session, MORNING)[0]
    with speaking(app, "ar"):
        issue_report(desk.database, first, datetime.now(UTC), MORNING)
    assert run(app, "--day", "2026-11-01").count("\n") == 2
    assert len(papers(desk)) == 3


def test_a_day_that_is_still_to_come_is_refused(app: Flask, desk: Hall) -> None:
    assert "still to come" in run(app, "--day", "2199-01-01")
    assert papers(desk) == []


def test_a_governorate_without_centers_is_left_alone(app: Flask, desk: Hall) -> None:
    with desk.database.writing() as work:
        work.add(Governorate(code="elsewhere", name_ar="محافظة أخرى", name_en="Elsewhere"))
    assert "elsewhere" not in run(app)


def test_whoever_asks_at_once_gets_the_same_paper(app: Flask, database_url: str, hall: Hall) -> None:
    with hall.database.reading() as session:
        issue = due(session, MORNING)[0]
    made, ready = [], threading.Barrier(4)

    def ask() -> None:
        engine = create_engine(database_url)
        prepare_sqlite(engine)
        with speaking(app, "ar"):
            ready.wait()
            made.append(issue_report(Database(engine), issue, datetime.now(UTC), MORNING))
        engine.dispose()

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 4
    assert len(set(made)) == 1
    with hall.database.reading() as session:
        assert session.scalar(select(func.count()).where(Document.form_key == issue.key)) == 1


def test_no_form_of_a_page_can_take_the_place_of_a_report(signed_in: SignIn, desk: Hall) -> None:
    with desk.database.reading() as session:
        key = due(session, MORNING)[0].key
    answer = signed_in("manager1").submit("/reports", "/reports/papers", form_key=key, period="month")
    assert answer.status_code == 400
    assert papers(desk) == []


@pytest.fixture
def made(app: Flask, desk: Hall) -> Hall:
    """The reports of October of the governorate and of the demonstration center."""
    scatter(desk, 60)
    wish_for(desk, Every.MONTH)
    run(app, "--day", "2026-11-01")
    return desk


def of_month(made: Hall, center: bool = False) -> Document:
    wanted = [paper for paper in papers(made) if ":month:" in (paper.form_key or "")]
    return next(paper for paper in wanted if bool(paper.facts["about"]) is center)


def test_its_paper_is_in_arabic_and_its_text_is_the_one_of_the_page(made: Hall, signed_in: SignIn) -> None:
    paper = of_month(made)
    assert paper.facts["title"] == "تقرير المتابعة الشهري"
    assert paper.facts["period"] == "أكتوبر ٢٠٢٦"
    page = signed_in("governorate1").get("/reports?period=month&first=2026-10-01&lang=ar").get_data(as_text=True)
    assert paper.facts["announced"] in page
    assert "خلال شهر أكتوبر ٢٠٢٦" in paper.facts["announced"]


def test_its_workbook_has_the_figures_of_the_page_as_numbers(made: Hall, signed_in: SignIn) -> None:
    client = signed_in("governorate1")
    book = openpyxl.load_workbook(BytesIO(client.get(f"/reports/papers/{of_month(made).id}.xlsx").data))
    sheet = book.worksheets[0]
    shown = Tables(client.get("/reports?period=month&first=2026-10-01&lang=en").get_data(as_text=True)).named("parts")
    figures = {row[0]: row[3:5] for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert sheet.sheet_view.rightToLeft
    assert len(figures) == len(shown) - 1
    for row in shown[1:-1]:
        name = next(arabic for arabic, english in names(made) if english == row[0])
        received, finished = figures[name]
        assert [str(received or 0), str(finished or 0)] == [cell.replace("—", "0") for cell in row[3:5]]


def names(made: Hall) -> list[tuple[str, str]]:
    with made.database.reading() as session:
        return [(row.name_ar, row.name_en) for row in session.execute(select(Center.name_ar, Center.name_en))]


def test_its_text_file_has_the_same_rows_as_its_workbook(made: Hall, signed_in: SignIn) -> None:
    client, paper = signed_in("governorate1"), of_month(made)
    text = client.get(f"/reports/papers/{paper.id}/parts.csv").data.decode()
    sheet = openpyxl.load_workbook(BytesIO(client.get(f"/reports/papers/{paper.id}.xlsx").data)).worksheets[0]
    assert text.startswith("\ufeff")
    lines = [line.split(",") for line in text.splitlines()]
    rows = [[str(cell if cell is not None else "") for cell in row[:5]] for row in sheet.values]
    assert [line[:5] for line in lines[1:]] == rows[1:]


def test_what_was_made_stays_as_it_was_when_more_comes_in(made: Hall, app: Flask, signed_in: SignIn) -> None:
    client, paper = signed_in("governorate1"), of_month(made)
    before = client.get(f"/reports/papers/{paper.id}/requests.csv").data
    now_says = "/reports/requests.csv?period=month&first=2026-10-01"
    live = client.get(now_says).data
    with made.database.writing() as work:
        work.session.execute(update(Request).values(received_at=datetime(2026, 10, 5, 9, tzinfo=UTC)))
    assert client.get(now_says).data != live
    run(app, "--day", "2026-11-01")
    assert client.get(f"/reports/papers/{paper.id}/requests.csv").data == before


def test_a_center_never_opens_what_is_the_governorates(made: Hall, signed_in: SignIn) -> None:
    of_all, of_one, manager = of_month(made).id, of_month(made, center=True).id, signed_in("manager1")
    for ending in ("", "/state", ".xlsx", "/requests.csv"):
        assert manager.get(f"/reports/papers/{of_all}{ending}").status_code == 404
        assert manager.get(f"/reports/papers/{of_one}{ending}").status_code == 200
    page = manager.get(f"{PAGE}?center=").get_data(as_text=True)
    assert str(of_one) in page
    assert str(of_all) not in page


def test_the_page_lists_what_was_made(made: Hall, signed_in: SignIn) -> None:
    page = signed_in("governorate1").get(f"{PAGE}?until=2026-11-01&lang=en").get_data(as_text=True)
    assert "October 2026" in page
    assert str(of_month(made).id) in page
    assert "was not made" not in page
    assert 'value="demo"' in page


def test_the_page_says_which_were_not_made_in_between(made: Hall, app: Flask, signed_in: SignIn) -> None:
    run(app, "--day", "2026-07-01")
    page = signed_in("governorate1").get(f"{PAGE}?until=2026-11-01&lang=en").get_data(as_text=True)
    assert page.count("was not made") == 3
    assert all(f"{month} 2026" in page for month in ("June", "July", "August", "September", "October"))
    assert "May 2026" not in page


def test_a_center_is_chosen_and_an_unknown_one_is_not_found(made: Hall, signed_in: SignIn) -> None:
    client = signed_in("governorate1")
    assert str(of_month(made, center=True).id) in client.get(f"{PAGE}?center=demo&until=2026-11-01").get_data(True)
    assert client.get(f"{PAGE}?center=nowhere").status_code == 404


@pytest.mark.parametrize("until", ["", "x", "0001-01-01", "1900-01-02", "9999-12-31"])
def test_a_day_that_cannot_be_looked_back_from_is_today(signed_in: SignIn, until: str) -> None:
    assert signed_in("governorate1").get(f"{PAGE}?until={until}").status_code == 200


def test_a_head_of_a_department_is_told_that_there_are_none(made: Hall, signed_in: SignIn) -> None:
    page = signed_in("head1").get(f"{PAGE}?lang=en").get_data(as_text=True)
    assert "one department are not made by themselves" in page
    assert str(of_month(made, center=True).id) not in page


def test_a_manager_chooses_for_the_own_center_and_it_is_noted_once(signed_in: SignIn, desk: Hall) -> None:
    manager = signed_in("manager1")
    for _ in range(2):
        assert manager.submit(PAGE, PAGE, every=["week"], center="zagazig").status_code == 303
    with desk.database.reading() as session:
        chosen = {row.code: row.weekly_reports for row in session.scalars(select(Center))}
        noted = session.scalars(
            select(AuditEntry.facts).where(AuditEntry.action == Action.PERIODIC_REPORTS_SET.value)
        ).all()
        governorate = session.scalars(select(Governorate)).one()
    assert [code for code, weekly in chosen.items() if weekly] == ["demo"]
    assert noted == ['{"day":false,"month":false,"week":true}']
    assert governorate.daily_reports


def test_the_supervisor_of_the_governorate_chooses_for_it_and_the_auditor_does_not(
    signed_in: SignIn, desk: Hall
) -> None:
    assert signed_in("governorate1").submit(PAGE, PAGE, every=["month"]).status_code == 303
    with desk.database.reading() as session:
        row = session.scalars(select(Governorate)).one()
    assert (row.daily_reports, row.weekly_reports, row.monthly_reports) == (False, False, True)
    auditor = signed_in("auditor1")
    assert '<form class="wanted"' not in auditor.get(PAGE).get_data(as_text=True)
    assert auditor.submit("/account", PAGE, every=["day"]).status_code == 403


def test_the_timer_runs_the_command_that_there_is(app: Flask) -> None:
    unit = (ROOT / "deploy/systemd/shubbak-reports.service").read_text(encoding="utf-8")
    command = re.search(r"^ExecStart=/usr/local/bin/shubbak (.+)$", unit, re.MULTILINE)
    assert command
    group = app.cli.commands[command[1].split()[0]]
    assert command[1].split()[1] in group.commands  # type: ignore[attr-defined]
    assert "shubbak-reports.timer" in (ROOT / "docs/operator.md").read_text(encoding="utf-8")


def test_the_key_of_a_report_tells_places_kinds_and_periods_apart(hall: Hall) -> None:
    place = hall.center_id
    issues = [
        Issue(every, place, center, span)
        for every in Every
        for center in (None, hall.staff("clerk1"))
        for span in spans_over(every, MORNING, 3)
    ]
    assert len({issue.key for issue in issues}) == len(issues)
