"""Back in line and booked times at the kiosk, typed on its pad."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select
from time_machine import travel

from kiosk.edge import now
from singlewindow.places.clock import local, service_day
from singlewindow.tickets.booking import book, free_slots
from singlewindow.tickets.records import Ticket
from singlewindow.tickets.serve import mark_absent
from singlewindow.tickets.states import Lane, State
from tests.cast import Hall, new_key
from tests.client import CheckedClient

MISSED = "/kiosk/demo/missed"
BOOKED = "/kiosk/demo/booked"
MORNING = "2026-11-24T07:00:00+00:00"


@pytest.fixture
def absent(desk: Hall) -> UUID:
    """B 1, called and missed."""
    desk.take_ticket(now())
    clerk = desk.seat("clerk1", 4)
    ticket = desk.call(clerk, now())
    desk.do(mark_absent, clerk, now())
    return ticket.id


def booking(desk: Hall) -> str:
    """Book the next free time of today and give its code."""
    with desk.database.reading() as session:
        from singlewindow.places.centers import center_by_code

        slots = free_slots(session, center_by_code(session, "demo"), service_day(now()), 15, 2, local(now()))
    return desk.do(book, desk.center_id, "rent_payment", slots[0], new_key(), desk.staff("supervisor1"), now())


@pytest.mark.parametrize("number", ["1", "١", "۱", "01"])
def test_a_missed_number_comes_back_in_line(client: CheckedClient, desk: Hall, absent: UUID, number: str) -> None:
    answer = client.submit(MISSED, MISSED, letter="B", number=number)
    assert answer.status_code == 303
    assert desk.ticket(absent).state is State.WAITING
    page = client.get(answer.headers["Location"]).text
    assert "عاد رقمك إلى الدور" in page
    assert desk.ticket(absent).follow_code not in page, "the number alone proves no holder"


def test_it_comes_back_once_and_in_its_grace_time_only(client: CheckedClient, desk: Hall, absent: UUID) -> None:
    with travel(now() + timedelta(minutes=31), tick=False):
        late = client.submit(MISSED, MISSED, letter="B", number="1")
    assert late.status_code == 409
    assert "٣٠" in late.text
    assert client.submit(MISSED, MISSED, letter="B", number="1").status_code == 303
    again = client.submit(MISSED, MISSED, letter="B", number="1")
    assert again.status_code == 409
    assert "لم يفت هذا الرقم نداؤه" in again.text


@pytest.mark.parametrize(
    ("letter", "number", "status", "said"),
    [
        ("", "1", 422, "المس حرف تذكرتك"),
        ("Z", "1", 422, "المس حرف تذكرتك"),
        ("B", "", 422, "من رقم إلى أربعة"),
        ("B", "0", 422, "من رقم إلى أربعة"),
        ("B", "12345", 422, "من رقم إلى أربعة"),
        ("B", "abc", 422, "من رقم إلى أربعة"),
        ("B", "²", 422, "من رقم إلى أربعة"),
        ("B", "77", 404, "لا توجد اليوم تذكرة"),
    ],
)
def test_a_wrong_number_is_kept_and_the_message_says_how_to_mend_it(
    client: CheckedClient, letter: str, number: str, status: int, said: str
) -> None:
    page = client.submit(MISSED, MISSED, letter=letter, number=number)
    assert page.status_code == status
    assert re.search(r"<title>\s*خطأ:", page.text)
    assert re.search(rf'role="alert".*?{said}', page.text, re.DOTALL)
    assert f'name="number" value="{number[:4]}"' in page.text
    if letter == "B":
        assert 'value="B" checked' in page.text


def test_who_was_never_called_is_told_so(client: CheckedClient, desk: Hall) -> None:
    desk.take_ticket(now())
    assert "لم يفت هذا الرقم نداؤه" in client.submit(MISSED, MISSED, letter="B", number="1").text


@pytest.mark.parametrize("number", ["B/1", "B/99", "Z/1", "B/0"])
def test_no_number_is_shown_as_back_that_is_not(client: CheckedClient, desk: Hall, number: str) -> None:
    desk.take_ticket(now())
    assert client.get(f"{MISSED}/{number}").status_code == 404


def test_a_booked_time_gives_a_number_in_its_lane_once(client: CheckedClient, desk: Hall) -> None:
    with travel(MORNING, tick=False):
        fields = client.tokens(BOOKED) | {"code": booking(desk)}
        answers = [client.post(BOOKED, data=fields) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    with desk.database.reading() as session:
        ticket = session.scalars(select(Ticket)).one()
    assert ticket.lane is Lane.BOOKED
    assert ticket.letter == "S"


@pytest.mark.parametrize("code", ["", "12", "1234567", "abcdef", "12345²"])
def test_a_code_of_other_than_six_digits_is_kept_and_said(client: CheckedClient, desk: Hall, code: str) -> None:
    page = client.submit(BOOKED, BOOKED, code=code)
    assert page.status_code == 422
    assert re.search(r"<title>\s*خطأ:", page.text)
    assert "رمز الحجز ستة أرقام" in page.text
    assert f'name="code" value="{code[:6]}"' in page.text
    with desk.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Ticket)) == 0


def test_an_unknown_code_is_said_and_the_form_keeps_its_key(client: CheckedClient, desk: Hall) -> None:
    with travel(MORNING, tick=False):
        code = booking(desk)
        wrong = f"{(int(code) + 1) % 10**6:06d}"
        tokens = client.tokens(BOOKED)
        page = client.post(BOOKED, data=tokens | {"code": wrong})
        assert page.status_code == 404
        assert f'value="{tokens["form_key"]}"' in page.text
        arabic = code.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
        assert client.post(BOOKED, data=tokens | {"code": arabic}).status_code == 303
