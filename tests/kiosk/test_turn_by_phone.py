"""A turn on its holder's phone: its states, its deeds, and what a stranger is told."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from time_machine import travel

from kiosk.edge import now
from singlewindow.tickets.day_end import close_past_days
from singlewindow.tickets.records import Ticket
from singlewindow.tickets.serve import finish, hold, mark_absent, start
from singlewindow.tickets.states import Outcome, State
from tests.cast import Hall
from tests.client import CheckedClient


@pytest.fixture
def code(desk: Hall) -> str:
    return desk.take_ticket(now()).follow_code


def state_of(desk: Hall, code: str) -> State:
    with desk.database.reading() as session:
        return session.scalars(select(Ticket.state).where(Ticket.follow_code == code)).one()


def send(client: CheckedClient, code: str, action: str) -> int:
    page = f"/follow/{code}"
    return client.submit(page, f"{page}/{action}").status_code


def test_every_state_is_said_in_words(client: CheckedClient, desk: Hall, code: str) -> None:
    clerk = desk.seat("clerk1", 4)
    said = []
    steps: tuple[Callable[[], object], ...] = (
        lambda: desk.call(clerk, now()),
        lambda: desk.do(start, clerk, now()),
        lambda: desk.do(hold, clerk, now()),
    )
    for step in steps:
        step()
        said.append(client.get(f"/follow/{code}?fragment=1").text)
    for text, phrase in zip(said, ("توجّه الآن إلى شباك", "شباك", "زيارتك معلقة"), strict=True):
        assert phrase in text
        assert "<form" not in text
    other = desk.take_ticket(now()).follow_code
    desk.serve(clerk, now())
    desk.do(finish, clerk, Outcome.SERVED, now())
    assert "انتهت زيارتك" in client.get(f"/follow/{other}").text


def test_ten_more_minutes_are_offered_twice(client: CheckedClient, desk: Hall, code: str) -> None:
    for _ in range(2):
        assert "عشر دقائق أخرى" in client.get(f"/follow/{code}").text
        assert send(client, code, "more") == 303
    assert "عشر دقائق أخرى" not in client.get(f"/follow/{code}").text
    refused = client.submit(f"/follow/{code}", f"/follow/{code}/more")
    assert refused.status_code == 409
    assert "مرتين" in refused.text


def test_who_did_not_come_says_i_am_here_once(client: CheckedClient, desk: Hall, code: str) -> None:
    clerk = desk.seat("clerk1", 4)
    assert send(client, code, "back") == 409
    desk.call(clerk, now())
    desk.do(mark_absent, clerk, now())
    assert "أنا هنا الآن" in client.get(f"/follow/{code}").text
    assert send(client, code, "back") == 303
    assert state_of(desk, code) is State.WAITING
    desk.call(clerk, now())
    desk.do(mark_absent, clerk, now())
    assert "أنا هنا الآن" not in client.get(f"/follow/{code}").text


def test_leaving_is_asked_twice_and_ends_the_turn_once(client: CheckedClient, desk: Hall, code: str) -> None:
    asked = client.get(f"/follow/{code}").text.split("<details>")[1]
    assert asked.index("</summary>") < asked.index(f'action="/follow/{code}/leave"') < asked.index("</details>")
    assert send(client, code, "leave") == 303
    assert state_of(desk, code) is State.LEFT
    assert "تنازلت عن هذا الرقم" in client.get(f"/follow/{code}").text
    assert client.submit("/signin", f"/follow/{code}/leave").status_code == 409


@pytest.mark.parametrize("action", ["more", "back", "leave"])
def test_a_wrong_code_and_an_old_one_get_the_same_answer(
    client: CheckedClient, desk: Hall, code: str, action: str
) -> None:
    wrong = "A" * len(code)
    with travel(now() + timedelta(days=1), tick=False):
        late = client.submit("/signin", f"/follow/{code}/{action}")
    never = client.submit("/signin", f"/follow/{wrong}/{action}")
    assert late.status_code == never.status_code == 404
    assert late.text.replace(code, "") == never.text.replace(wrong, "")
    assert state_of(desk, code) is State.WAITING


def test_the_end_of_the_day_is_said_kindly_while_the_day_lasts(client: CheckedClient, desk: Hall, code: str) -> None:
    close_past_days(desk.database, now() + timedelta(days=1))
    assert "انتهى اليوم قبل أن يأتي دورك" in client.get(f"/follow/{code}").text
