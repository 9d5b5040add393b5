"""Exports of rows: few at once, many by the press; how far they are, cancelled, killed, kept, and for whom."""

import csv
import io
import re
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import openpyxl
import pytest
from flask import Flask
from sqlalchemy import func, select, update

from kiosk.reports import listing, making
from kiosk.reports import rows as row_source
from kiosk.reports.making import make_export
from printing.archive import Archive
from printing.exports import ExportLane
from printing.pool import RenderPool
from printing.press import Press
from singlewindow.catalogue.records import Service
from singlewindow.documents.cancelling import NotCancelled, NotTheirs, cancel_making
from singlewindow.documents.jobs import want_print
from singlewindow.documents.lease import claim
from singlewindow.documents.records import Document, DocumentKind, DocumentState
from singlewindow.documents.standing import UnknownDocument
from singlewindow.documents.want import want
from singlewindow.places.centers import lock_center
from singlewindow.places.records import Center
from tests.cast import Hall, new_key
from tests.client import CheckedClient
from tests.kiosk.at_reports import Tables, scatter

SignIn = Callable[[str], CheckedClient]
SPAN = {"period": "days", "first": "2026-09-01", "last": "2026-12-31"}
ROWS = "/reports/rows/{}?period=days&first=2026-09-01&last=2026-12-31&lang={}"
COUNT = 130


class NoPool(RenderPool):
    """A pool that is never asked: exports need none."""

    def __init__(self) -> None:
        super().__init__(0)


@pytest.fixture
def data(desk: Hall, monkeypatch: pytest.MonkeyPatch) -> Hall:
    """More rows than are given at once, told of after every few."""
    monkeypatch.setattr(row_source, "AT_ONCE", 20)
    monkeypatch.setattr(listing, "A_BATCH", 50)
    monkeypatch.setattr(making, "TELL_EVERY", 10)
    scatter(desk, COUNT)
    return desk


@pytest.fixture
def press(app: Flask, data: Hall) -> "Presses":
    return Presses(app, data)


class Presses:
    """Presses over the application's folder, at a time of their own."""

    def __init__(self, app: Flask, hall: Hall) -> None:
        self.app, self.hall, self.folder = app, hall, Path(app.config["DATA_DIR"])
        self.archive: Archive = app.extensions["archive"]
        self.now = datetime.now(UTC)

    def lane(self, make: Callable[..., None] = make_export) -> ExportLane:
        def made(*arguments: Any) -> None:
            make(self.app, self.hall.database, *arguments)

        return ExportLane(self.hall.database, lambda: self.now, made, self.folder / "exports")

    def press(self, make: Callable[..., None] = make_export) -> Press:
        return Press(self.hall.database, NoPool(), self.archive, lambda: self.now, "test", lanes=[self.lane(make)])

    def left(self) -> list[str]:
        """What lies in the folders of exports and in the archive."""
        folders = (self.folder / "exports", self.folder / "papers")
        return sorted(file.name for folder in folders for file in folder.rglob("*") if file.is_file())


def ask(client: CheckedClient, form: str = "xlsx", measure: str = "received", key: str = "", **more: str) -> str:
    answer = client.submit(
        ROWS.format(measure, "en"),
        f"/reports/exports?lang={more.pop('lang', 'en')}",
        **(SPAN | {"measure": measure, "form": form, "form_key": key or new_key()} | more),
    )
    assert answer.status_code == 303, answer.status
    return answer.headers["Location"]


def wanted(hall: Hall) -> Document:
    with hall.database.reading() as session:
        return session.scalars(select(Document).where(Document.kind == DocumentKind.EXPORT)).one()


def shown_rows(client: CheckedClient, measure: str, language: str) -> list[list[str]]:
    """The rows of a page and of those that follow it."""
    rows, address = [], ROWS.format(measure, language)
    while address:
        text = client.get(address).get_data(as_text=True)
        rows += Tables(text).named("rows")[1:]
        onward = re.search(r'rel="next" href="([^"]+)"', text)
        address = onward[1].replace("&amp;", "&") + f"&lang={language}" if onward else ""
    return rows


def test_few_rows_are_given_at_once(desk: Hall, signed_in: SignIn) -> None:
    scatter(desk, 10)
    goal = ask(signed_in("governorate1"), "csv")
    assert goal.startswith("/reports/rows/received.csv?")
    assert signed_in("governorate1").get(goal).data.count(b"\r\n") == 11


def test_many_rows_are_not_given_at_once_and_it_is_said_where_they_are(data: Hall, signed_in: SignIn) -> None:
    client = signed_in("governorate1")
    for ending in ("csv", "xlsx"):
        answer = client.get(ROWS.format(f"received.{ending}", "en"))
        assert answer.status_code == 409
        assert "on their page" in answer.get_data(as_text=True)


@pytest.mark.parametrize("measure", ["received", "arrived"])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_workbook_has_every_row_of_the_page(press: Presses, signed_in: SignIn, measure: str, language: str) -> None:
    client = signed_in("governorate1")
    page = ask(client, "xlsx", measure, lang=language)
    assert press.press().press_one()
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{page}/file").data))
    assert len(book.worksheets) == 1
    sheet = book.worksheets[0]
    head, *rows = sheet.values
    shown = shown_rows(client, measure, language)
    assert sheet.sheet_view.rightToLeft is (language == "ar") or (language == "en" and not sheet.sheet_view.rightToLeft)
    assert len(rows) == len(shown) == COUNT
    texts = [place for place, cell in enumerate(rows[0]) if isinstance(cell, str)]
    assert [[row[place] for place in texts] for row in rows] == [[row[place] for place in texts] for row in shown]
    dates = [place for place, cell in enumerate(rows[0]) if isinstance(cell, datetime)]
    assert dates, head
    assert wanted(press.hall).rows_made == COUNT


def test_a_text_file_has_every_row_of_the_page(press: Presses, signed_in: SignIn) -> None:
    client = signed_in("governorate1")
    page = ask(client, "csv")
    press.press().press_one()
    answer = client.get(f"{page}/file")
    assert answer.mimetype == "text/csv"
    assert answer.data.startswith(b"\xef\xbb\xbf")
    _, *rows = csv.reader(io.StringIO(answer.data.decode("utf-8-sig")))
    assert [row[:3] for row in rows] == [row[:3] for row in shown_rows(client, "received", "en")]
    assert date.fromisoformat(rows[0][3])


def test_nothing_of_a_person_is_in_a_file(press: Presses, signed_in: SignIn) -> None:
    client = signed_in("governorate1")
    page = ask(client, "csv", lang="ar")
    press.press().press_one()
    text = client.get(f"{page}/file").data.decode()
    assert "مواطن" not in text
    assert "29001011300120" not in text


def test_a_name_that_begins_like_a_formula_is_text(press: Presses, signed_in: SignIn) -> None:
    with press.hall.database.writing() as work:
        work.session.execute(update(Service).values(name_en="=1+1"))
    client = signed_in("governorate1")
    pages = [ask(client, form) for form in ("csv", "xlsx")]
    work_at = press.press()
    assert [work_at.press_one(), work_at.press_one()] == [True, True]
    text = client.get(f"{pages[0]}/file").data.decode()
    assert text.count("'=1+1") == COUNT
    sheet = openpyxl.load_workbook(io.BytesIO(client.get(f"{pages[1]}/file").data)).worksheets[0]
    assert {(row[2].value, row[2].data_type) for row in sheet.iter_rows(min_row=2)} == {("=1+1", "s")}


def test_an_hour_of_the_map_of_waits_is_kept(press: Presses, signed_in: SignIn, monkeypatch: Any) -> None:
    monkeypatch.setattr(row_source, "AT_ONCE", 0)
    client = signed_in("governorate1")
    page = client.get("/reports?period=days&first=2026-09-01&last=2026-12-31&lang=en").get_data(as_text=True)
    cell = re.search(r"rows/arrived\?weekday=(\d)&amp;hour=(\d+)", page)
    assert cell
    export = ask(client, "csv", "arrived", weekday=cell[1], hour=cell[2])
    press.press().press_one()
    rows = list(csv.reader(io.StringIO(client.get(f"{export}/file").data.decode("utf-8-sig"))))[1:]
    assert rows
    assert {int(row[1][:2]) for row in rows} == {int(cell[2])}


def test_a_form_sent_twice_asks_once(data: Hall, signed_in: SignIn) -> None:
    client, key = signed_in("governorate1"), new_key()
    assert ask(client, key=key) == ask(client, key=key)
    assert wanted(data).state is DocumentState.WANTED


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"measure": "nothing"}, 404),
        ({"measure": "period_rate"}, 404),
        ({"form": "exe"}, 404),
        ({"form_key": "short"}, 400),
        ({"period": "century"}, 422),
        ({"center": "nowhere"}, 404),
        ({"measure": "arrived", "weekday": "9", "hour": "1"}, 404),
        ({"measure": "arrived", "weekday": "1", "hour": "x"}, 404),
    ],
)
def test_what_cannot_be_is_refused(data: Hall, signed_in: SignIn, more: dict[str, str], status: int) -> None:
    fields = SPAN | {"measure": "received", "form": "csv", "form_key": new_key()} | more
    answer = signed_in("governorate1").submit(ROWS.format("received", "en"), "/reports/exports", **fields)
    assert answer.status_code == status


def test_the_page_says_how_far_it_is(press: Presses, signed_in: SignIn) -> None:
    client = signed_in("governorate1")
    page = ask(client)
    assert "Waits for its turn" in client.get(f"{page}/state?lang=en").get_data(as_text=True)
    seen = []

    def make(app: Flask, database: Any, language: str, facts: Any, file: Any, folder: Path, told: Any) -> None:
        def telling(made: int, known: int | None) -> None:
            told(made, known)
            text = client.get(f"{page}/state?lang=en").get_data(as_text=True)
            seen.append((re.search(r'max="(\d+)" value="(\d+)"', text), re.search(r"(\d+) of (\d+) rows", text)))

        make_export(app, database, language, facts, file, folder, telling)

    press.press(make).press_one()
    bars = [(int(bar[2]), int(bar[1])) for bar, _ in seen if bar]
    assert bars == [(made, COUNT) for made in [*range(0, COUNT + 1, 10), COUNT]]
    assert all(said and int(said[1]) == bar[0] for (_, said), bar in zip(seen, bars, strict=True))
    done = client.get(f"{page}/state?lang=en").get_data(as_text=True)
    assert "data-settled" in done
    assert "130 rows" in done


def test_each_note_keeps_it_in_hand(press: Presses, signed_in: SignIn) -> None:
    ask(signed_in("governorate1"))
    leases = []

    def make(*arguments: Any) -> None:
        told = arguments[-1]

        def telling(made: int, known: int | None) -> None:
            press.now += timedelta(seconds=50)
            told(made, known)
            leases.append(wanted(press.hall).lease_until)

        make_export(*arguments[:-1], telling)

    press.press(make).press_one()
    assert len(leases) > 10
    assert leases == sorted(set(leases))
    assert wanted(press.hall).tries == 1


def test_a_file_that_is_not_made_yet_is_not_given(data: Hall, signed_in: SignIn) -> None:
    client = signed_in("governorate1")
    assert client.get(f"{ask(client)}/file").status_code == 409


def test_cancelled_while_it_waits_it_is_never_made(press: Presses, signed_in: SignIn) -> None:
    client = signed_in("governorate1")
    page = ask(client)
    assert "cancel" in client.get(page).get_data(as_text=True)
    assert client.submit(page, f"{page}/cancel").status_code == 303
    assert not press.press().press_one()
    text = client.get(f"{page}?lang=en").get_data(as_text=True)
    assert "was cancelled" in text
    assert 'action="' + page not in text
    assert press.left() == []


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_cancelled_while_it_is_made_it_ends_at_once_and_leaves_nothing(
    press: Presses, signed_in: SignIn, form: str
) -> None:
    client = signed_in("governorate1")
    page, told_of = ask(client, form), []

    def make(*arguments: Any) -> None:
        told = arguments[-1]

        def telling(made: int, known: int | None) -> None:
            told_of.append(made)
            if made == 30:
                assert press.left(), "pieces lie there"
                assert client.submit(page, f"{page}/cancel").status_code == 303
            told(made, known)

        make_export(*arguments[:-1], telling)

    assert press.press(make).press_one()
    assert told_of == [0, 10, 20, 30]
    paper = wanted(press.hall)
    assert (paper.state, paper.file, paper.trouble) == (DocumentState.CANCELLED, None, "")
    assert paper.cancelled_at
    assert press.left() == []
    assert not press.press().press_one()


def test_cancelled_after_its_last_row_its_file_is_not_kept(press: Presses, signed_in: SignIn) -> None:
    client = signed_in("governorate1")
    page = ask(client)

    def make(*arguments: Any) -> None:
        make_export(*arguments)
        assert client.submit(page, f"{page}/cancel").status_code == 303

    assert press.press(make).press_one()
    assert wanted(press.hall).state is DocumentState.CANCELLED
    assert press.left() == []


def test_what_is_made_cannot_be_cancelled_and_says_so(press: Presses, signed_in: SignIn) -> None:
    client = signed_in("governorate1")
    page = ask(client)
    press.press().press_one()
    answer = client.submit(ROWS.format("received", "en"), f"{page}/cancel?lang=en")
    assert answer.status_code == 409
    assert "cancelled any more" in answer.get_data(as_text=True)
    assert client.get(f"{page}/file").status_code == 200


def test_only_who_asked_cancels(data: Hall, signed_in: SignIn) -> None:
    page = ask(signed_in("manager1"))
    other = signed_in("supervisor1")
    assert f"{page}/cancel" not in other.get(page).get_data(as_text=True)
    assert other.submit(ROWS.format("received", "en"), f"{page}/cancel").status_code == 403
    assert wanted(data).state is DocumentState.WANTED


def test_a_center_sees_no_export_of_the_governorate_and_another_reader_no_more_than_their_own(
    press: Presses, signed_in: SignIn
) -> None:
    page = ask(signed_in("governorate1"))
    press.press().press_one()
    for who in ("manager1", "head1"):
        client = signed_in(who)
        assert [client.get(f"{page}{ending}").status_code for ending in ("", "/state", "/file")] == [404] * 3
        assert client.submit(ROWS.format("received", "en"), f"{page}/cancel").status_code == 404
    assert signed_in("auditor1").get(f"{page}/file").status_code == 200


def test_a_manager_asks_for_the_own_center_whatever_the_form_says(press: Presses, signed_in: SignIn) -> None:
    client = signed_in("manager1")
    page = ask(client, "csv", center="zagazig")
    press.press().press_one()
    rows = list(csv.reader(io.StringIO(client.get(f"{page}/file").data.decode("utf-8-sig"))))[1:]
    with press.hall.database.reading() as session:
        own = session.get_one(Center, press.hall.center_id).name_en
    assert {row[1] for row in rows} == {own}


def test_no_other_door_opens_it_and_no_printer_is_sent_it(press: Presses, signed_in: SignIn) -> None:
    manager = signed_in("manager1")
    ask(manager)
    press.press().press_one()
    paper = wanted(press.hall)
    doors = (f"/papers/{paper.id}", f"/papers/{paper.id}.pdf", f"/reports/papers/{paper.id}")
    assert [manager.get(door).status_code for door in doors] == [404] * 3
    with press.hall.database.writing() as work:
        work.session.get_one(Center, paper.center_id).paper_printer = "ipp://printer"
        assert want_print(work, paper.id, datetime.now(UTC)) is None


def test_each_try_has_a_folder_of_its_own(press: Presses, signed_in: SignIn) -> None:
    ask(signed_in("governorate1"))
    folders = []

    def make(*arguments: Any) -> None:
        folders.append(arguments[-2])
        assert folders[-1].is_dir()

    with press.hall.database.writing() as work:
        paper = claim(work, press.now)
    assert paper
    for tries in (1, 2):
        press.lane(make).drawn(replace(paper, tries=tries))
    assert len(set(folders)) == 2
    assert not any(folder.exists() for folder in folders)


def test_an_export_whose_press_died_is_made_by_the_next(press: Presses, signed_in: SignIn) -> None:
    client = signed_in("governorate1")
    page = ask(client)
    with press.hall.database.writing() as work:
        paper = claim(work, press.now)
    assert paper
    pieces = press.folder / "exports" / f"{paper.id}.1"
    pieces.mkdir(parents=True)
    (pieces / "file").write_bytes(b"half")
    assert not press.press().press_one(), "the lease holds"
    press.now += timedelta(minutes=2)
    assert press.press().press_one()
    done = wanted(press.hall)
    assert (done.state, done.tries, done.rows_made) == (DocumentState.DONE, 2, COUNT)
    assert press.left() == [Path(done.file or "").name]
    assert openpyxl.load_workbook(io.BytesIO(client.get(f"{page}/file").data)).worksheets[0].max_row == COUNT + 1


def test_the_press_that_lost_its_lease_lets_go_and_the_other_ones_file_stands(
    press: Presses, signed_in: SignIn
) -> None:
    client = signed_in("governorate1")
    page = ask(client, "csv")

    def make(*arguments: Any) -> None:
        told = arguments[-1]

        def telling(made: int, known: int | None) -> None:
            if made == 50:
                press.now += timedelta(minutes=2)
                assert press.press().press_one()
            told(made, known)

        make_export(*arguments[:-1], telling)

    assert press.press(make).press_one()
    done = wanted(press.hall)
    assert (done.state, done.tries) == (DocumentState.DONE, 2)
    assert press.left() == [Path(done.file or "").name]
    assert client.get(f"{page}/file").data.count(b"\r\n") == COUNT + 1


def test_pieces_of_a_dead_press_are_cleared_when_its_export_was_cancelled(press: Presses, signed_in: SignIn) -> None:
    client = signed_in("governorate1")
    page = ask(client)
    with press.hall.database.writing() as work:
        paper = claim(work, press.now)
    assert paper
    pieces = press.folder / "exports" / f"{paper.id}.1"
    pieces.mkdir(parents=True)
    (pieces / "file").write_bytes(b"half")
    lane = press.lane()
    lane.rest()
    assert press.left() == ["file"], "it may still be in hand"
    client.submit(page, f"{page}/cancel")
    lane.rest()
    assert press.left() == []


def test_one_that_fails_is_tried_again_and_then_set_aside(press: Presses, signed_in: SignIn) -> None:
    client = signed_in("governorate1")
    page = ask(client)

    def make(*_arguments: Any) -> None:
        raise ValueError("no")

    working = press.press(make)
    assert [working.press_one() for _ in range(6)] == [True] * 5 + [False]
    assert wanted(press.hall).state is DocumentState.SET_ASIDE
    assert "tell the supervisor" in client.get(f"{page}/state?lang=en").get_data(as_text=True)
    assert press.left() == []


def test_one_that_takes_too_long_is_given_up(
    press: Presses, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("printing.exports.LONGEST", -1.0)
    ask(signed_in("governorate1"))
    press.press().press_one()
    assert "TimeoutError" in wanted(press.hall).trouble


def test_a_measure_that_there_is_not_any_more_is_set_aside(press: Presses, signed_in: SignIn) -> None:
    ask(signed_in("governorate1"))
    with press.hall.database.writing() as work:
        paper = work.session.scalars(select(Document).where(Document.kind == DocumentKind.EXPORT)).one()
        paper.facts = paper.facts | {"measure": "gone"}
    press.press().press_one()
    assert "UnknownPlace" in wanted(press.hall).trouble


@pytest.fixture
def papers(hall: Hall) -> list[UUID]:
    """Two exports of the manager's, on each engine."""
    keys = []
    with hall.database.writing() as work:
        center = lock_center(work.session, hall.center_id)
        for _ in range(2):
            links = {"asked_by": hall.staff("manager1")}
            keys.append(want(work, DocumentKind.EXPORT, center, "ar", "ROWS", {}, datetime.now(UTC), **links))
    return keys


def test_it_is_cancelled_once_by_whom_it_belongs_to(hall: Hall, papers: list[UUID], now: datetime) -> None:
    manager = hall.staff("manager1")
    hall.do(cancel_making, papers[0], manager, now)
    with pytest.raises(NotCancelled):
        hall.do(cancel_making, papers[0], manager, now)
    with pytest.raises(NotTheirs):
        hall.do(cancel_making, papers[1], hall.staff("clerk1"), now)
    with pytest.raises(UnknownDocument):
        hall.do(cancel_making, hall.take_ticket(now).id, manager, now)


def test_cancelling_at_the_same_time_ends_it_once(hall: Hall, papers: list[UUID], now: datetime) -> None:
    manager, outcomes = hall.staff("manager1"), []

    def cancel() -> None:
        try:
            hall.do(cancel_making, papers[0], manager, now)
            outcomes.append("cancelled")
        except NotCancelled:
            outcomes.append("refused")

    threads = [threading.Thread(target=cancel) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["cancelled", "refused", "refused", "refused"]
    with hall.database.reading() as session:
        ended = select(func.count()).where(Document.state == DocumentState.CANCELLED)
        assert session.scalar(ended) == 1


def test_a_report_on_paper_is_cancelled_before_it_is_made(desk: Hall, signed_in: SignIn) -> None:
    client = signed_in("governorate1")
    page = client.submit("/reports", "/reports/papers", period="month", form_key=new_key()).headers["Location"]
    assert "Waits for its turn" in client.get(f"{page}?lang=en").get_data(as_text=True)
    assert client.submit(page, f"{page}/cancel").status_code == 303
    with desk.database.writing() as work:
        assert claim(work, datetime.now(UTC)) is None
    refused = client.submit("/reports", f"{page}/cancel?lang=en")
    assert refused.status_code == 409
    assert "cancelled any more" in refused.get_data(as_text=True)
