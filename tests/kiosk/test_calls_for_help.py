"""Calls for help, from a window and from a kiosk, to the supervisor of the hall."""

import re

from sqlalchemy import select

from singlewindow.places.help import open_calls
from singlewindow.places.records import HelpCall
from tests.cast import Hall
from tests.client import CheckedClient


def count(desk: Hall) -> int:
    with desk.database.reading() as session:
        return len(open_calls(session, desk.center_id))


def test_a_window_calls_the_supervisor_once_until_the_answer(client: CheckedClient, desk: Hall) -> None:
    client.sign_in("clerk1")
    assert client.submit("/counter", "/counter/help", kind="help").status_code == 409, "without a window"
    client.submit("/counter", "/counter/window", number="3")
    for kind in ("help", "help", "emergency"):
        assert client.submit("/counter", "/counter/help", kind=kind).status_code == 303
    assert "جرى استدعاء المشرف" in client.get("/counter").text
    assert client.submit("/counter", "/counter/help", kind="fire").status_code == 422
    assert count(desk) == 2
    client.sign_in("supervisor1")
    page = client.get("/hall").text
    assert page.count("شباك ٣ يستدعيك") == 2
    keys = re.findall(r'name="call" value="([^"]+)"', page)
    assert client.submit("/hall", "/hall/calls", call=keys[0]).status_code == 303
    for wrong in (keys[0], "x", str(desk.center_id)):
        assert client.submit("/hall", "/hall/calls", call=wrong).status_code == 409
    assert count(desk) == 1
    with desk.database.reading() as session:
        answered = session.scalars(select(HelpCall).where(HelpCall.answered_at.is_not(None))).one()
    assert answered.answered_by == desk.staff("supervisor1")


def test_a_kiosk_calls_staff_and_says_so(client: CheckedClient, desk: Hall) -> None:
    for _ in range(2):
        answer = client.submit("/kiosk/demo/help", "/kiosk/demo/help")
        assert answer.status_code == 303
        assert "جرى استدعاء الموظفين" in client.get(answer.headers["Location"]).text
    assert count(desk) == 1
    client.sign_in("supervisor1")
    assert "شخص عند جهاز التذاكر يطلب المساعدة" in client.get("/hall").text
    assert client.submit("/kiosk/demo/help", "/kiosk/nowhere/help").status_code == 404


def test_a_call_changes_what_the_hall_shows(client: CheckedClient, desk: Hall) -> None:
    desk.seat("clerk1", 3)
    client.sign_in("supervisor1")
    mark = re.search(r'data-mark="([^"]+)"', client.get("/hall/fragment").text)
    assert mark
    client.sign_in("clerk1")
    client.submit("/counter", "/counter/help", kind="emergency")
    client.sign_in("supervisor1")
    assert "طوارئ" in client.get(f"/hall/fragment?seen={mark[1]}").text
