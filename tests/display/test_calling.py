"""The large place of the board: a call that still holds, never one that was answered before."""

from datetime import datetime, timedelta

import pytest
from flask import Flask

from display.board import read_board
from display.drawing import draw
from singlewindow.tickets.hall import free_window
from singlewindow.tickets.reroute import send_back, transfer_to_window
from singlewindow.tickets.serve import finish, hold, mark_absent, recall, start
from singlewindow.tickets.states import Outcome
from tests.cast import Hall


def large(hall: Hall, now: datetime, windows: tuple[int, ...] = ()) -> int | None:
    """Give the number in the large place; it stands in the list of calls too."""
    with hall.database.reading() as session:
        board = read_board(session, hall.center_id, now, windows)
    assert board.calling is None or board.calling in board.calls
    return board.calling.number if board.calling else None


def listed(hall: Hall, now: datetime) -> list[int]:
    """Give the numbers of all calls, newest first."""
    with hall.database.reading() as session:
        return [call.number for call in read_board(session, hall.center_id, now).calls]


class Two:
    """B 1 served at window 1, then B 2 called to window 2."""

    def __init__(self, hall: Hall, now: datetime) -> None:
        self.hall, self.now = hall, now
        self.first, self.second = hall.seat("clerk1", 1), hall.seat("clerk2", 2)
        for _ in range(2):
            hall.take_ticket(now)
        hall.serve(self.first, now + timedelta(seconds=1))
        hall.call(self.second, now + timedelta(seconds=2))
        self.later = now + timedelta(seconds=3)


@pytest.fixture
def two(hall: Hall, now: datetime) -> Two:
    return Two(hall, now)


@pytest.mark.parametrize("way", ["transferred", "sent back", "freed"])
def test_a_number_that_leaves_its_window_brings_no_answered_call_back(two: Two, way: str) -> None:
    assert large(two.hall, two.later) == 2
    if way == "transferred":
        two.hall.do(transfer_to_window, two.second, 3, "سبب", two.later)
    elif way == "sent back":
        two.hall.do(send_back, two.second, "سبب", two.later)
    else:
        two.hall.do(free_window, two.hall.center_id, 2, "سبب", two.later)
    assert large(two.hall, two.later) is None
    assert large(two.hall, two.later, (1,)) is None
    assert listed(two.hall, two.later) == [1]


def test_an_unanswered_call_comes_back_when_a_later_one_is_answered(two: Two) -> None:
    two.hall.take_ticket(two.now)
    two.hall.call(two.hall.seat("clerk3", 3), two.later)
    assert large(two.hall, two.later) == 3
    two.hall.do(start, two.hall.staff("clerk3"), two.later)
    assert large(two.hall, two.later) == 2
    two.hall.do(send_back, two.hall.staff("clerk3"), "سبب", two.later)
    assert large(two.hall, two.later) == 2


def test_the_last_call_stays_large_while_its_visit_goes_on(two: Two) -> None:
    two.hall.do(start, two.second, two.later)
    assert large(two.hall, two.later) == 2
    two.hall.do(finish, two.second, Outcome.SERVED, two.later)
    assert large(two.hall, two.later) is None, "B 1 is still served, but was called before"
    assert listed(two.hall, two.later) == [2, 1]


def test_who_does_not_come_is_no_longer_called_until_called_again(two: Two) -> None:
    two.hall.do(recall, two.second, two.later)
    assert large(two.hall, two.later) == 2
    two.hall.do(mark_absent, two.second, two.later)
    assert large(two.hall, two.later) is None
    two.hall.take_ticket(two.later)
    two.hall.call(two.second, two.later)
    assert large(two.hall, two.later) == 3


def test_a_held_number_is_not_called(two: Two) -> None:
    two.hall.do(start, two.second, two.later)
    two.hall.do(hold, two.second, two.later)
    assert large(two.hall, two.later) is None


@pytest.mark.parametrize(
    ("language", "said", "nothing_yet"),
    [
        ("ar", "لا يوجد نداء الآن", "لم يُنادَ"),
        ("en", "No number is being called now", "No number has been called yet"),
    ],
)
def test_a_board_without_a_call_says_so_beside_the_earlier_ones(
    app: Flask, desk: Hall, now: datetime, language: str, said: str, nothing_yet: str
) -> None:
    def drawn() -> str:
        with desk.database.reading() as session, app.test_request_context("/"):
            return str(draw(read_board(session, desk.center_id, now), language)["html"])

    assert said not in drawn()
    assert 'class="card idle"' in drawn()
    two = Two(desk, now)
    assert '<div class="card" data-call="B2">' in drawn()
    desk.do(send_back, two.second, "سبب", two.later)
    assert said in drawn()
    assert nothing_yet not in drawn()
    assert '<tr data-call="B1">' in drawn()
