"""One's own account on a real site: the first password, the second step, and what is owed before anything else."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyotp
import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from kiosk.limits import limiter
from kiosk.settings import Settings
from singlewindow.audit.records import AuditEntry
from singlewindow.database import Database
from singlewindow.demonstration.fill import PASSWORD, fill
from singlewindow.everything import metadata
from singlewindow.people.records import SecondStep, Staff
from singlewindow.people.second_step import drop_second_step
from tests.cast import Hall
from tests.client import CheckedClient
from wsgi import create_app

NEW = "three words apart"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Flask]:
    """A real site: nothing of it is a demonstration but its people."""
    app = create_app(Settings(data_dir=tmp_path, secret_key="x" * 40), strict=True)
    app.test_client_class = CheckedClient
    with app.app_context():
        limiter.reset()
        database: Database = app.extensions["database"]
        metadata.create_all(database.engine)
        with database.writing() as work:
            fill(work)
    yield app
    database.engine.dispose()


@pytest.fixture
def people(site: Flask) -> Hall:
    return Hall(site.extensions["database"])


@pytest.fixture
def browser(site: Flask) -> Callable[[], CheckedClient]:
    def another() -> CheckedClient:
        client = site.test_client()
        assert isinstance(client, CheckedClient)
        return client

    return another


def text_of(answer: TestResponse) -> str:
    return answer.get_data(as_text=True)


def sign_in(client: CheckedClient, username: str = "supervisor1", password: str = PASSWORD) -> TestResponse:
    return client.submit("/signin", "/signin", username=username, password=password)


def offered_to(client: CheckedClient) -> tuple[str, list[str]]:
    """Give the secret and the recovery codes that the page shows."""
    page = text_of(client.get("/account/second-step?lang=en"))
    codes = [part.split("</code>")[0] for part in page.split('<code dir="ltr">')[1:]]
    return codes[0].replace(" ", ""), codes[1:]


def enrol(client: CheckedClient) -> tuple[str, list[str]]:
    """Sign in, set up the second step and sign out."""
    sign_in(client)
    secret, codes = offered_to(client)
    code = pyotp.TOTP(secret).at(datetime.now(UTC) - timedelta(seconds=30))
    assert client.submit("/account/second-step", "/account/second-step", code=code).status_code == 303
    client.submit("/account/second-step", "/signout")
    return secret, codes


def give_code(client: CheckedClient, code: str) -> TestResponse:
    return client.submit("/signin/code", "/signin/code", code=code)


def test_a_supervisor_without_second_step_is_led_to_it_from_everywhere(browser: Callable[[], CheckedClient]) -> None:
    client = browser()
    sign_in(client)
    for address in ("/counter", "/hall", "/counter/numbers"):
        assert client.get(address).headers["Location"] == "/account/second-step"
    assert client.submit("/account", "/hall/pause", reason="Break").status_code == 403


def test_a_clerk_owes_no_second_step(browser: Callable[[], CheckedClient]) -> None:
    client = browser()
    sign_in(client, "clerk1")
    assert client.get("/counter").status_code == 200


def test_a_demonstration_asks_nobody_for_it(signed_in: Callable[[str], CheckedClient]) -> None:
    assert signed_in("supervisor1").get("/hall").status_code == 200


def test_setting_it_up_opens_the_pages_at_once(browser: Callable[[], CheckedClient], people: Hall) -> None:
    client = browser()
    sign_in(client)
    secret, codes = offered_to(client)
    assert len(codes) == 8
    answer = client.submit("/account/second-step", "/account/second-step", code=pyotp.TOTP(secret).now())
    assert answer.status_code == 303
    page = text_of(client.get("/account/second-step"))
    assert secret not in page.replace(" ", "")
    assert codes[0] not in page
    assert client.get("/hall").status_code == 200


def test_a_wrong_first_code_is_said_and_shows_the_same_secret(browser: Callable[[], CheckedClient]) -> None:
    client = browser()
    sign_in(client)
    secret, _ = offered_to(client)
    answer = client.submit("/account/second-step", "/account/second-step", code="000000")
    assert answer.status_code == 422
    assert 'role="alert"' in text_of(answer)
    assert offered_to(client)[0] == secret


def test_password_and_code_sign_in_and_lead_to_the_goal(browser: Callable[[], CheckedClient]) -> None:
    client = browser()
    secret, _ = enrol(client)
    client.get("/signin?next=/counter/numbers")
    answer = client.submit("/signin", "/signin", username="supervisor1", password=PASSWORD, next="/counter/numbers")
    assert answer.headers["Location"] == "/signin/code"
    assert client.get("/hall").status_code == 303
    assert give_code(client, pyotp.TOTP(secret).now()).headers["Location"] == "/counter/numbers"
    assert client.get("/hall").status_code == 200


def test_a_used_code_signs_nobody_in_again(browser: Callable[[], CheckedClient]) -> None:
    client, thief = browser(), browser()
    secret, _ = enrol(client)
    code = pyotp.TOTP(secret).now()
    for one, status in ((client, 303), (thief, 422)):
        sign_in(one)
        assert give_code(one, code).status_code == status
    assert thief.get("/hall").status_code == 303


def test_a_recovery_code_signs_in_once_and_is_noted(browser: Callable[[], CheckedClient], people: Hall) -> None:
    client, again = browser(), browser()
    _, codes = enrol(client)
    for one, status in ((client, 303), (again, 422)):
        sign_in(one)
        assert give_code(one, codes[3]).status_code == status
    with people.database.reading() as session:
        noted = session.scalars(select(AuditEntry.action)).all()
    assert noted.count("recovery_code_used") == 1


def test_ten_wrong_codes_lock_the_name(browser: Callable[[], CheckedClient]) -> None:
    client = browser()
    secret, _ = enrol(client)
    sign_in(client)
    for _ in range(10):
        assert give_code(client, "000000").status_code == 422
    limiter.reset()
    assert give_code(client, pyotp.TOTP(secret).now()).status_code == 429
    assert sign_in(browser()).status_code == 429


def test_the_code_page_is_for_those_who_gave_the_password(browser: Callable[[], CheckedClient]) -> None:
    client = browser()
    assert client.get("/signin/code").headers["Location"] == "/signin"
    token = client.tokens("/signin")["csrf_token"]
    assert client.post("/signin/code", data={"csrf_token": token, "code": "1"}).headers["Location"] == "/signin"


def test_a_code_asked_for_lapses(browser: Callable[[], CheckedClient]) -> None:
    client = browser()
    secret, _ = enrol(client)
    sign_in(client)
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=6)):
        assert client.get("/signin/code").headers["Location"] == "/signin"
    assert secret


def test_who_lost_the_phone_is_reset_and_sets_it_up_anew(browser: Callable[[], CheckedClient], people: Hall) -> None:
    client = browser()
    enrol(client)
    people.do(drop_second_step, people.staff("supervisor1"))
    assert sign_in(client).headers["Location"] == "/counter"
    assert client.get("/counter").headers["Location"] == "/account/second-step"


def test_the_secret_is_kept_encrypted(browser: Callable[[], CheckedClient], people: Hall, site: Flask) -> None:
    secret, _ = enrol(browser())
    with people.database.reading() as session:
        kept = session.scalars(select(SecondStep.secret)).one()
    assert secret not in kept
    for name in ("vault-key", "audit-key"):
        assert (site.config["DATA_DIR"] / name).stat().st_mode & 0o777 == 0o600


def must_change(people: Hall) -> None:
    with people.database.writing() as work:
        work.session.get_one(Staff, people.staff("clerk1")).must_change_password = True


def change(client: CheckedClient, **fields: str) -> TestResponse:
    typed = {"old": PASSWORD, "new": NEW, "again": NEW} | fields
    return client.submit("/account/password", "/account/password", **typed)


def test_a_first_password_is_changed_before_anything_else(browser: Callable[[], CheckedClient], people: Hall) -> None:
    must_change(people)
    client = browser()
    assert sign_in(client, "clerk1").status_code == 303
    assert client.get("/counter").headers["Location"] == "/account/password"
    answer = change(client)
    assert answer.headers["Location"] == "/account/on"
    assert client.get("/account/on").headers["Location"] == "/counter"
    assert client.get("/counter").status_code == 200
    assert sign_in(browser(), "clerk1", NEW).status_code == 303


@pytest.mark.parametrize(
    "fields",
    [
        {"old": "not the old one"},
        {"again": "another than the new"},
        {"new": "short", "again": "short"},
        {"new": "1234567890", "again": "1234567890"},
        {"new": "i am clerk1 here", "again": "i am clerk1 here"},
        {"new": PASSWORD, "again": PASSWORD},
    ],
)
def test_a_bad_change_is_said_and_changes_nothing(browser: Callable[[], CheckedClient], fields: dict[str, str]) -> None:
    client = browser()
    sign_in(client, "clerk1")
    answer = change(client, **fields)
    assert answer.status_code == 422
    assert 'role="alert"' in text_of(answer)
    assert sign_in(browser(), "clerk1").status_code == 303


def test_a_changed_password_ends_the_other_sessions(browser: Callable[[], CheckedClient]) -> None:
    here, elsewhere = browser(), browser()
    for client in (here, elsewhere):
        sign_in(client, "clerk1")
    change(here)
    assert here.get("/counter").status_code == 200
    assert elsewhere.get("/counter").status_code == 303


def test_an_idle_session_ends_although_its_page_asks_by_itself(browser: Callable[[], CheckedClient]) -> None:
    client = browser()
    sign_in(client, "clerk1")
    by_itself = {"Sec-Fetch-Mode": "cors"}
    begin = datetime.now(UTC)
    with time_machine.travel(begin) as clock:
        for _ in range(3):
            clock.shift(timedelta(minutes=50))
            last = client.get("/counter/fragment", headers=by_itself).status_code
    assert last == 303


def test_a_session_in_use_goes_on(browser: Callable[[], CheckedClient]) -> None:
    client = browser()
    sign_in(client, "clerk1")
    with time_machine.travel(datetime.now(UTC)) as clock:
        for _ in range(5):
            clock.shift(timedelta(minutes=100))
            assert client.get("/counter").status_code == 200


@pytest.mark.parametrize("username", ["clerk1", "nobody.at.all"])
def test_a_locked_name_says_the_same_whether_it_exists(browser: Callable[[], CheckedClient], username: str) -> None:
    client = browser()
    said = [text_of(sign_in(client, username, "wrong")).split('role="alert">')[1].split("<")[0] for _ in range(10)]
    limiter.reset()
    locked = sign_in(client, username)
    assert len(set(said)) == 1
    assert locked.status_code == 429
    assert "محاولات كثيرة" in text_of(locked)
