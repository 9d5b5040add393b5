"""What the public sees of a center."""

import json
from datetime import datetime, timedelta

import pytest
from flask import Flask

from display.board import SHOWN, read_board
from display.drawing import draw
from display.views import parse_windows
from singlewindow.tickets.serve import finish, mark_absent, recall, start
from singlewindow.tickets.states import Lane, Outcome
from tests.cast import Hall
from tests.client import CheckedClient


def calls(hall: Hall, now: datetime) -> list[tuple[str, int, int, int]]:
    """Give (letter, number, window, times) of each call on the board, newest first."""
    with hall.database.reading() as session:
        board = read_board(session, hall.center_id, now)
    return [(call.letter, call.number, call.window, call.times) for call in board.calls]


def test_the_newest_call_comes_first_and_a_recall_brings_it_back(hall: Hall, now: datetime) -> None:
    clerks = [hall.seat(f"clerk{n}", n) for n in (1, 2)]
    for _ in range(3):
        hall.take_ticket(now)
    hall.call(clerks[0], now + timedelta(seconds=1))
    hall.call(clerks[1], now + timedelta(seconds=2))
    assert calls(hall, now) == [("B", 2, 2, 1), ("B", 1, 1, 1)]
    with hall.database.writing() as work:
        recall(work, clerks[0], now + timedelta(seconds=3))
    assert calls(hall, now) == [("B", 1, 1, 2), ("B", 2, 2, 1)]
    with hall.database.reading() as session:
        assert read_board(session, hall.center_id, now).waiting == 1


def test_the_board_holds_the_last_calls_of_today_only(hall: Hall, now: datetime) -> None:
    clerk = hall.seat("clerk1", 1)
    for minute in range(SHOWN + 2):
        at = now + timedelta(minutes=minute)
        hall.take_ticket(at)
        hall.call(clerk, at)
        with hall.database.writing() as work:
            if minute % 2:
                mark_absent(work, clerk, at)
            else:
                start(work, clerk, at)
                finish(work, clerk, Outcome.SERVED, at)
    assert [number for _, number, _, _ in calls(hall, now + timedelta(hours=1))] == [8, 7, 6, 5, 4]
    assert calls(hall, now + timedelta(days=1)) == []


def test_the_revision_rises_by_one_with_each_public_change(hall: Hall, now: datetime) -> None:
    def revision() -> int:
        with hall.database.reading() as session:
            return read_board(session, hall.center_id, now).revision

    before = revision()
    hall.take_ticket(now)
    hall.call(hall.seat("clerk1", 1), now)
    assert revision() == before + 3


def test_nothing_tells_why_a_number_has_priority(app: Flask, desk: Hall, now: datetime) -> None:
    desk.take_ticket(now, lane=Lane.PRIORITY)
    desk.call(desk.seat("clerk1", 1), now)
    with desk.database.reading() as session, app.test_request_context("/"):
        sent = draw(read_board(session, desk.center_id, now), "ar")
    assert "priority" not in json.dumps(sent)
    assert "أولوية" not in sent["html"]


def test_a_full_board_is_small(app: Flask, desk: Hall, now: datetime) -> None:
    for n in range(1, SHOWN + 1):
        desk.take_ticket(now)
        desk.call(desk.seat(f"clerk{n}", n), now + timedelta(seconds=n))
    with desk.database.reading() as session, app.test_request_context("/"):
        for language in ("ar", "en"):
            sent = json.dumps(draw(read_board(session, desk.center_id, now), language), ensure_ascii=False)
            assert len(sent.encode()) <= 2048


def test_the_page_is_drawn_complete_before_any_socket(client: CheckedClient, desk: Hall) -> None:
    from kiosk.edge import now as present

    desk.take_ticket(present())
    desk.call(desk.seat("clerk1", 3), present())
    page = client.get("/board/demo").text
    assert "ب ١" in page
    assert ">٣<" in page
    english = client.get("/board/demo?lang=en").text
    assert "B 1" in english
    assert "Now calling" in english
    snapshot = client.get("/board/demo/snapshot").get_json()
    assert snapshot["html"] in english
    assert snapshot["calls"][0][1] == 1


def test_a_call_stays_for_a_minute_among_more_than_five_others(hall: Hall, now: datetime) -> None:
    clerks = [hall.seat(f"clerk{n}", n) for n in range(1, 9)]
    for _ in clerks:
        hall.take_ticket(now)
    for second, clerk in enumerate(clerks):
        hall.call(clerk, now + timedelta(seconds=second))
    assert len(calls(hall, now + timedelta(seconds=59))) == 8
    assert len(calls(hall, now + timedelta(seconds=61))) == 6


def test_a_board_of_some_windows_shows_only_their_calls(hall: Hall, now: datetime) -> None:
    for number in (1, 2, 3):
        hall.take_ticket(now)
        hall.call(hall.seat(f"clerk{number}", number), now + timedelta(seconds=number))
    with hall.database.reading() as session:
        board = read_board(session, hall.center_id, now, (1, 3))
    assert [call.window for call in board.calls] == [3, 1]
    assert board.open_windows == 3


@pytest.mark.parametrize(("text", "windows"), [("", ()), ("3", (3,)), ("1-3,7", (1, 2, 3, 7)), ("2,1,2", (1, 2))])
def test_windows_of_a_view_are_read(text: str, windows: tuple[int, ...]) -> None:
    assert parse_windows(text) == windows


@pytest.mark.parametrize("text", ["0", "100", "1-", "-1", "a", "1;2", "١", "1-2-3", "1," * 40])
def test_other_views_are_not_found(client: CheckedClient, text: str) -> None:
    assert client.get("/board/demo", query_string={"windows": text}).status_code == 404
    assert client.get("/board/demo/snapshot", query_string={"windows": text}).status_code == 404
