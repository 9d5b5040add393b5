"""Screens behind their guard, the device's own pages, and the manager's page of devices."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from kiosk.edge import now
from singlewindow.devices.beats import ROTATED_EVERY
from singlewindow.devices.pairing import CODE_LASTS
from singlewindow.devices.records import Device
from singlewindow.devices.tokens import COOKIE
from singlewindow.places.records import Center
from tests.cast import Hall
from tests.client import CheckedClient

KIOSK, BOARD = "/kiosk/zagazig", "/board/zagazig"
PAGE = "/manage/devices"
SignIn = Callable[[str], CheckedClient]


@pytest.fixture
def real(desk: Hall) -> Hall:
    """The application's centers as real ones."""
    with desk.database.writing() as work:
        for center in work.session.scalars(select(Center)):
            center.demonstration = False
    return desk


@pytest.fixture
def administrator(signed_in: SignIn) -> CheckedClient:
    return signed_in("admin1")


def code_on(device: CheckedClient) -> str:
    """Let a device show a code, and read it."""
    assert device.submit("/device", "/device/code").status_code == 303
    found = re.search(r'class="code".*?<span>(\w+)</span><span>(\w+)</span>', device.get("/device").text)
    assert found
    return found[1] + found[2]


def pair(who: CheckedClient, device: CheckedClient, **fields: str) -> None:
    """Pair a device as the administrator does."""
    wish = {
        "code": code_on(device),
        "center": "zagazig",
        "role": "kiosk",
        "name": "جهاز المدخل",
        "windows": "",
    } | fields
    assert who.submit(PAGE, PAGE, **wish).status_code == 303


def row(hall: Hall) -> Device:
    """Give the only device."""
    with hall.database.reading() as session:
        return session.scalars(select(Device)).one()


def beat(device: CheckedClient, version: str = "9.9") -> TestResponse:
    """Send a beat as the page's script does."""
    found = re.search(
        r'<meta name="beat" content="([^"]+)"', device.get(device.get("/device").headers["Location"]).text
    )
    assert found
    return device.post("/device/beat", data={"version": version}, headers={"X-CSRFToken": found[1]})


# what each device gets: pages of its kiosk, its board, the board's snapshot, a ticket
DOORS: tuple[tuple[str, str], ...] = (
    ("GET", KIOSK), ("GET", f"{KIOSK}/services/building_permit_issue"), ("GET", f"{KIOSK}/help"),
    ("POST", f"{KIOSK}/tickets"), ("GET", BOARD), ("GET", f"{BOARD}/snapshot"), ("GET", "/kiosk/nowhere"),
)  # fmt: skip
TABLE = {
    "stranger": (303, 303, 303, 401, 303, 401, 404),
    "unpaired": (303, 303, 303, 401, 303, 401, 404),
    "kiosk": (200, 200, 200, 303, 303, 403, 404),
    "board": (303, 303, 303, 403, 200, 200, 404),
    "kiosk elsewhere": (303, 303, 303, 403, 303, 403, 404),
    "revoked": (303, 303, 303, 401, 303, 401, 404),
}


@pytest.mark.parametrize("state", TABLE)
def test_each_device_opens_its_own_screens_and_no_other(
    client: CheckedClient, administrator: CheckedClient, real: Hall, state: str
) -> None:
    with real.database.writing() as work:
        for center in work.session.scalars(select(Center)):
            center.always_open = True
    if state == "unpaired":
        code_on(client)
    elif state != "stranger":
        role, center = "board" if state == "board" else "kiosk", "demo" if "elsewhere" in state else "zagazig"
        pair(administrator, client, role=role, center=center)
    if state == "revoked":
        administrator.submit(f"{PAGE}/{row(real).id}", f"{PAGE}/{row(real).id}/end", reason="سُرق")
    token = client.tokens("/signin")["csrf_token"]
    wish = {"csrf_token": token, "service": "building_permit_issue", "lane": "ordinary", "form_key": "k" * 20}
    got = [client.get(page) if method == "GET" else client.post(page, data=wish) for method, page in DOORS]
    assert tuple(answer.status_code for answer in got) == TABLE[state]
    led = {answer.headers["Location"] for answer in got if answer.status_code == 303}
    assert all(goal == "/device" or goal.startswith(f"{KIOSK}/tickets/") for goal in led)


def test_the_demonstration_stays_open(client: CheckedClient) -> None:
    for page in ("/kiosk/demo", "/board/demo", "/board/demo/snapshot", KIOSK):
        assert client.get(page).status_code == 200
        assert 'name="beat"' not in client.get(page).text


def test_a_phone_follows_its_number_at_a_real_center(client: CheckedClient, real: Hall) -> None:
    real.set_rules(always_open=True)
    ticket = real.take_ticket(now())
    assert client.get(f"/follow/{ticket.follow_code}").status_code == 200


def test_a_device_is_led_from_its_code_to_its_screen(
    client: CheckedClient, administrator: CheckedClient, real: Hall
) -> None:
    assert client.get(BOARD).headers["Location"] == "/device"
    assert client.get("/device/state").get_json() == {"address": None}
    pair(administrator, client, role="board", windows="١-٤")
    assert client.get("/device/state").get_json() == {"address": "/board/zagazig?windows=1-4"}
    answer = client.get("/device")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/board/zagazig?windows=1-4")
    assert 'name="beat"' in client.get(answer.headers["Location"]).text


def test_a_code_is_over_after_ten_minutes(client: CheckedClient, administrator: CheckedClient, real: Hall) -> None:
    code = code_on(client)
    assert code in re.sub(r"</?span>", "", client.get("/device").text)
    with time_machine.travel(datetime.now(tz=now().tzinfo) + CODE_LASTS + timedelta(seconds=5)):
        assert code not in re.sub(r"</?span>", "", client.get("/device").text)
        refused = administrator.submit(PAGE, PAGE, code=code, center="zagazig", role="kiosk", name="جهاز")
    assert refused.status_code == 422
    assert 'id="code"' in refused.text
    assert f'value="{code}"' in refused.text


def test_codes_can_not_be_guessed_in_a_hurry(administrator: CheckedClient, real: Hall) -> None:
    tries = [
        administrator.submit(PAGE, PAGE, code=f"AAAA{n:02d}", center="zagazig", role="kiosk", name="x").status_code
        for n in range(11)
    ]
    assert tries == [422] * 10 + [429]


def test_a_stranger_can_not_fill_the_table_in_a_hurry(app: Flask) -> None:
    token_less = app.test_client()
    token = re.search(r'name="csrf_token" value="([^"]+)"', token_less.get("/device").text)
    assert token
    for _ in range(30):
        token_less.delete_cookie(COOKIE)
        assert token_less.post("/device/code", data={"csrf_token": token[1]}).status_code == 303
    assert token_less.post("/device/code", data={"csrf_token": token[1]}).status_code == 429


@pytest.mark.parametrize(
    ("fields", "status"),
    [({"center": "nowhere"}, 404), ({"role": "x"}, 422), ({"name": ""}, 422), ({"role": "board", "windows": "x"}, 422)],
)
def test_a_wrong_pairing_says_why_and_keeps_what_was_typed(
    client: CheckedClient, administrator: CheckedClient, real: Hall, fields: dict[str, str], status: int
) -> None:
    wish = {"code": code_on(client), "center": "zagazig", "role": "kiosk", "name": "جهاز المدخل"} | fields
    refused = administrator.submit(PAGE, PAGE, **wish)
    assert refused.status_code == status
    assert 'role="alert"' in refused.text
    assert row(real).paired_at is None


def test_the_cookie_can_not_be_read_and_travels_to_this_site_only(app: Flask, client: CheckedClient) -> None:
    form = client.tokens("/device")
    for secure in (False, True):
        app.config["SESSION_COOKIE_SECURE"] = secure
        client.delete_cookie(COOKIE)
        answer = client.post("/device/code", data=form)
        cookie = next(value for value in answer.headers.getlist("Set-Cookie") if value.startswith(f"{COOKIE}="))
        assert {"HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=34560000"} <= set(cookie.split("; "))
        assert ("Secure" in cookie) is secure


def test_beats_tell_the_page_and_renew_the_token(
    client: CheckedClient, administrator: CheckedClient, real: Hall
) -> None:
    pair(administrator, client)
    first = client.get_cookie(COOKIE)
    assert beat(client).status_code == 200
    assert first == client.get_cookie(COOKIE)
    text = administrator.get(PAGE).text
    assert "9.9" in text
    assert "ليس الأحدث" in text
    with time_machine.travel(datetime.now(tz=now().tzinfo) + ROTATED_EVERY + timedelta(minutes=1)):
        assert beat(client).status_code == 200
        assert first != client.get_cookie(COOKIE)
        assert beat(client).status_code == 200
        client.set_cookie(COOKIE, first.value if first else "")
        assert client.get(KIOSK).status_code == 303, "the old token is over once the new one was used"


def test_a_board_learns_its_new_windows_by_its_beat(
    client: CheckedClient, administrator: CheckedClient, real: Hall
) -> None:
    pair(administrator, client, role="board", windows="1-4")
    page = f"{PAGE}/{row(real).id}"
    assert administrator.submit(page, page, name="شاشة", windows="٥-٨").status_code == 303
    assert beat(client).get_json()["address"] == "/board/zagazig?windows=5-8"


def test_a_beat_of_a_stranger_writes_nothing(client: CheckedClient, real: Hall) -> None:
    token = client.tokens("/device")["csrf_token"]
    assert client.post("/device/beat", data={"version": "1"}).status_code == 400
    assert client.post("/device/beat", data={"version": "1"}, headers={"X-CSRFToken": token}).status_code == 401


def test_a_silent_device_alarms_here_and_in_the_hall(
    client: CheckedClient, signed_in: SignIn, administrator: CheckedClient, real: Hall
) -> None:
    real.set_rules(always_open=True)
    pair(administrator, client, center="demo", name="شاشة المدخل")
    supervisor = signed_in("supervisor1")
    assert "صامت" not in supervisor.get(PAGE).text + supervisor.get("/hall").text
    with time_machine.travel(datetime.now(tz=now().tzinfo) + timedelta(minutes=4)):
        assert "الجهاز «شاشة المدخل» صامت" in supervisor.get(PAGE).text
        assert "شاشة المدخل" in supervisor.get("/hall").text
        assert "شاشة المدخل" in supervisor.get("/hall/fragment").text


def test_a_device_is_renamed_given_printers_and_ended_with_a_reason(
    client: CheckedClient, administrator: CheckedClient, real: Hall
) -> None:
    pair(administrator, client)
    page = f"{PAGE}/{row(real).id}"
    fields = {"name": "جهاز الباب", "printer": "escpos://10.0.0.9:9100", "fallback": "file:"}
    assert administrator.submit(page, page, **fields).status_code == 303
    assert "escpos://10.0.0.9:9100" in administrator.get(page).text
    assert (row(real).name, row(real).fallback) == ("جهاز الباب", "file:")
    assert administrator.submit(page, page, **(fields | {"name": ""})).status_code == 422
    assert administrator.submit(page, f"{page}/token").status_code == 303
    assert row(real).token_since is None
    assert administrator.submit(page, f"{page}/end", reason="").status_code == 422
    assert client.get(KIOSK).status_code == 200
    assert administrator.submit(page, f"{page}/end", reason="سُرق الجهاز").status_code == 303
    assert client.get(KIOSK).headers["Location"] == "/device"
    assert "سُرق الجهاز" in administrator.get(page).text


def test_a_manager_keeps_the_devices_of_the_own_center_only(
    client: CheckedClient, signed_in: SignIn, administrator: CheckedClient, real: Hall
) -> None:
    pair(administrator, client)
    page, manager = f"{PAGE}/{row(real).id}", signed_in("manager1")
    assert "جهاز المدخل" not in manager.get(PAGE).text
    assert manager.get(page).status_code == 404
    for action in ("", "/token", "/end"):
        assert manager.submit(PAGE, f"{page}{action}", name="x", reason="x").status_code == 404


@pytest.mark.parametrize(
    ("username", "status"), [("clerk1", 403), ("cashier1", 403), ("head1", 403), ("manager1", 200)]
)
def test_only_who_keeps_devices_sees_them(signed_in: SignIn, username: str, status: int) -> None:
    client = signed_in(username)
    assert client.get(PAGE).status_code == status
    assert client.get("/manage").status_code == status
