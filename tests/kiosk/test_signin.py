"""Signing in and out."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from singlewindow.demonstration.fill import PASSWORD
from singlewindow.people.records import SignIn, Staff
from singlewindow.places.windows import window_of
from tests.cast import Hall
from tests.client import CheckedClient


def sign_in(client: CheckedClient, **fields: str) -> TestResponse:
    return client.submit("/signin", "/signin", **({"username": "clerk1", "password": PASSWORD} | fields))


def test_the_desk_asks_a_stranger_to_sign_in_and_remembers_where_they_went(client: CheckedClient) -> None:
    answer = client.get("/counter")
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/signin?next=/counter"


def test_a_right_password_leads_to_the_desk(client: CheckedClient) -> None:
    answer = sign_in(client)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/counter")
    assert client.get("/counter").status_code == 200


def test_the_name_may_be_typed_in_capitals_and_with_blanks(client: CheckedClient) -> None:
    assert sign_in(client, username=" CLERK1 ").status_code == 303


@pytest.mark.parametrize(
    "fields",
    [{"password": "no"}, {"username": "nobody"}, {"password": ""}, {"username": ""}, {"username": "x" * 10_000}],
)
def test_a_wrong_name_and_a_wrong_password_say_the_same(client: CheckedClient, fields: dict[str, str]) -> None:
    answer = sign_in(client, **fields)
    text = answer.get_data(as_text=True)
    assert answer.status_code == 401
    assert 'role="alert"' in text
    assert "الاسم أو كلمة المرور" in text
    assert PASSWORD not in text


def test_a_wrong_password_keeps_the_name_and_the_goal(client: CheckedClient) -> None:
    text = sign_in(client, password="no", next="/counter/request/new").get_data(as_text=True)
    assert 'value="clerk1"' in text
    assert 'value="/counter/request/new"' in text


def test_the_cursor_waits_where_something_is_missing(client: CheckedClient) -> None:
    first, again = (answer.get_data(as_text=True) for answer in (client.get("/signin"), sign_in(client, password="no")))
    for text, field in ((first, "username"), (again, "password")):
        assert next(tag for tag in text.split("<") if " autofocus" in tag).startswith(f'input id="{field}"')
        assert text.count(" autofocus") == 1


@pytest.mark.parametrize(
    "goal",
    ["https://example.org/", "//example.org/", "/\\example.org", "\\\\example.org", "javascript:alert(1)", "/a\nb"],
)
def test_the_goal_is_never_another_site(client: CheckedClient, goal: str) -> None:
    assert sign_in(client, next=goal).headers["Location"] == "/counter"


def test_the_eleventh_try_in_a_minute_for_one_name_is_put_off(client: CheckedClient) -> None:
    tries = [sign_in(client, username="clerk7", password="no").status_code for _ in range(11)]
    assert tries == [401] * 10 + [429]
    assert sign_in(client, username="clerk6").status_code == 303


def test_the_browser_holds_no_more_than_a_token_the_server_knows_only_by_its_hash(
    client: CheckedClient, desk: Hall
) -> None:
    answer = sign_in(client)
    cookie = next(value for value in answer.headers.getlist("Set-Cookie") if value.startswith("session="))
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    with client.session_transaction() as session, desk.database.reading() as reading:
        hashes = set(reading.scalars(select(SignIn.token_hash)))
        assert session["token"] not in hashes
        assert not {"staff", "_user_id", "username"} & set(session)


def test_signing_in_changes_the_token(client: CheckedClient) -> None:
    tokens = []
    for _ in range(2):
        sign_in(client)
        with client.session_transaction() as session:
            tokens.append(session["token"])
    assert tokens[0] != tokens[1]


def test_a_token_that_was_signed_out_opens_nothing(client: CheckedClient) -> None:
    sign_in(client)
    with client.session_transaction() as session:
        token = session["token"]
    client.submit("/counter", "/signout")
    with client.session_transaction() as session:
        session["token"] = token
    assert client.get("/counter").status_code == 303


def test_signing_out_frees_the_window(client: CheckedClient, desk: Hall) -> None:
    sign_in(client)
    client.submit("/counter", "/counter/window", number="2")
    assert client.submit("/counter", "/signout").headers["Location"] == "/signin"
    with desk.database.reading() as session:
        assert window_of(session, desk.staff("clerk1")) is None


def test_nobody_signs_out_with_a_number_at_the_window(client: CheckedClient, desk: Hall) -> None:
    sign_in(client)
    clerk = desk.seat("clerk1", 2)
    desk.take_ticket(datetime.now(UTC))
    desk.call(clerk, datetime.now(UTC))
    assert client.submit("/counter", "/signout").headers["Location"] == "/counter"
    text = client.get("/counter").get_data(as_text=True)
    assert 'role="alert"' in text
    with desk.database.reading() as session:
        assert window_of(session, clerk) is not None
        assert session.scalar(select(func.count()).where(SignIn.ended_at.is_not(None))) == 0


def test_signing_out_needs_the_form(client: CheckedClient) -> None:
    sign_in(client)
    assert client.get("/signout").status_code == 405
    assert client.post("/signout").status_code == 400
    assert client.get("/counter").status_code == 200


def test_after_twelve_hours_a_deed_is_refused_in_words_and_does_nothing(client: CheckedClient, desk: Hall) -> None:
    sign_in(client)
    clerk = desk.seat("clerk1", 2)
    desk.take_ticket(datetime.now(UTC))
    token = client.tokens("/counter")["csrf_token"]
    with time_machine.travel(datetime.now(UTC) + timedelta(hours=12, minutes=1)):
        answer = client.post("/counter/call", data={"csrf_token": token})
    text = answer.get_data(as_text=True)
    assert answer.status_code == 401
    assert "من فضلك سجّل الدخول" in text or "تسجيل الدخول" in text
    assert 'href="/signin"' in text
    with desk.database.reading() as session:
        assert window_of(session, clerk) is not None


def test_a_person_who_was_disabled_is_out_at_once(client: CheckedClient, desk: Hall) -> None:
    sign_in(client)
    with desk.database.writing() as work:
        work.session.get_one(Staff, desk.staff("clerk1")).active = False
    assert client.get("/counter").status_code == 303
    assert sign_in(client).status_code == 401


def test_the_page_speaks_english_when_asked(client: CheckedClient) -> None:
    text = client.get("/signin?lang=en").get_data(as_text=True)
    assert "<h1>Sign in</h1>" in text
