"""Booked times at the counter, and the report on the lanes, as pages."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from kiosk.edge import now
from singlewindow.places.clock import service_day
from singlewindow.tickets.records import Booking
from singlewindow.tickets.serve import finish, start
from singlewindow.tickets.states import Lane, Outcome
from tests.cast import Hall
from tests.client import CheckedClient
from tests.conftest import NOON

SignIn = Callable[[str], CheckedClient]
PAGE, REPORT = "/counter/bookings", "/hall/fairness"
SERVICE = "building_permit_issue"


@pytest.fixture
def clerk(signed_in: SignIn) -> CheckedClient:
    return signed_in("clerk1")


def free(clerk: CheckedClient) -> tuple[str, list[str]]:
    """Give the next page with free times, and these."""
    for ahead in range(1, 8):
        page = f"{PAGE}?day={service_day(now()) + timedelta(days=ahead)}&service={SERVICE}"
        slots = re.findall(r'name="starts_at" value="([^"]+)"', clerk.get(page).text)
        if slots:
            return page, slots
    raise AssertionError("a week without a free time")


def test_a_time_is_booked_its_code_told_once_and_the_list_names_nobody(clerk: CheckedClient, desk: Hall) -> None:
    page, slots = free(clerk)
    form = clerk.tokens(page) | {"service": SERVICE, "starts_at": slots[0]}
    answers = [clerk.post(PAGE, data=form) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    with desk.database.reading() as session:
        booking = session.scalars(select(Booking)).one()
    assert booking.code not in answers[0].headers["Location"]
    goal = answers[0].headers["Location"]
    shown, after = clerk.get(f"{goal}&lang=en").text, clerk.get(f"{goal}&lang=en").text
    assert booking.code in shown
    assert booking.code not in after
    assert "Building permit" in after
    assert clerk.submit(goal, f"{PAGE}/cancel", booking=str(booking.id), day=str(booking.day)).status_code == 303
    assert clerk.submit(goal, f"{PAGE}/cancel", booking=str(booking.id), day=str(booking.day)).status_code == 409
    assert slots[0] in clerk.get(page).text


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"starts_at": ""}, 422),
        ({"starts_at": "yesterday"}, 422),
        ({"starts_at": "2020-01-01T10:00"}, 422),
        ({"service": "nothing"}, 404),
        ({"form_key": ""}, 400),
    ],
)
def test_a_wrong_booking_is_refused_in_words(clerk: CheckedClient, change: dict[str, str], status: int) -> None:
    page, slots = free(clerk)
    refused = clerk.post(PAGE, data=clerk.tokens(page) | {"service": SERVICE, "starts_at": slots[0]} | change)
    assert refused.status_code == status
    assert 'role="alert"' in refused.text


def test_a_full_time_is_not_offered_and_is_refused(clerk: CheckedClient, desk: Hall) -> None:
    desk.set_rules(slot_places=1)
    page, slots = free(clerk)
    wish = {"service": SERVICE, "starts_at": slots[0]}
    assert clerk.submit(page, PAGE, **wish).status_code == 303
    assert slots[0] not in clerk.get(page).text
    assert clerk.submit(page, PAGE, **wish).status_code == 409


@pytest.mark.parametrize("day", ["", "x", "1999-01-01", "2999-01-01"])
def test_a_day_that_can_not_be_booked_shows_today(clerk: CheckedClient, day: str) -> None:
    assert f'value="{service_day(now())}" selected' in clerk.get(f"{PAGE}?day={day}").text


@pytest.mark.parametrize(("username", "status"), [("clerk1", 200), ("receiver1", 200), ("head1", 403), ("admin1", 403)])
def test_only_who_books_times_sees_them(signed_in: SignIn, username: str, status: int) -> None:
    assert signed_in(username).get(PAGE).status_code == status


@pytest.mark.parametrize(("username", "status"), [("supervisor1", 200), ("manager1", 200), ("clerk1", 403)])
def test_the_report_is_the_supervisors_and_the_managers(signed_in: SignIn, username: str, status: int) -> None:
    assert signed_in(username).get(REPORT).status_code == status


def test_the_report_says_that_the_rule_held_and_by_how_much(signed_in: SignIn, desk: Hall) -> None:
    clerk = desk.seat("clerk1", 1)
    began = NOON
    for minute, lane in enumerate((Lane.ORDINARY, Lane.PRIORITY)):
        desk.take_ticket(began + timedelta(minutes=5 * minute), lane=lane)
    for n in range(2):
        desk.call(clerk, began + timedelta(minutes=20 + n))
        desk.do(start, clerk, began + timedelta(minutes=20 + n))
        desk.do(finish, clerk, Outcome.SERVED, began + timedelta(minutes=20 + n))
    today = service_day(began)
    text = signed_in("supervisor1").get(f"{REPORT}?lang=en&from={today}&to={today}").text
    assert "No: the rule held for every number." in text
    rows = dict(re.findall(r'<th scope="row">([^<]+)</th><td[^>]*>([^<]+)</td>', text))
    assert rows["The worst: called after a number that came later by"] == "5 minutes"
    assert rows["What the head start of that number allowed"] == "20 minutes"


@pytest.mark.parametrize("period", ["from=x&to=y", "from=2999-01-01&to=1999-01-01", "from=1999-01-01", ""])
def test_any_period_is_answered(signed_in: SignIn, period: str) -> None:
    for language in ("ar", "en"):
        assert signed_in("supervisor1").get(f"{REPORT}?lang={language}&{period}").status_code == 200
