"""The supervisor's page of a hall."""

from datetime import timedelta

import pytest

from kiosk.edge import now
from singlewindow.places.windows import window_of, windows_of
from singlewindow.tickets.serve import hold
from singlewindow.tickets.states import Lane, State
from tests.cast import Hall
from tests.client import CheckedClient

REASON = "غادر الموظف"
WINDOW = "/hall/windows/3"


@pytest.fixture
def supervisor(client: CheckedClient) -> CheckedClient:
    client.sign_in("supervisor1")
    return client


def sitting(desk: Hall, username: str) -> int | None:
    """Give the number of the window at which someone sits."""
    with desk.database.reading() as session:
        window = window_of(session, desk.staff(username))
        return window.number if window else None


@pytest.mark.parametrize("username", ["clerk1", "receiver1"])
def test_only_who_supervises_sees_the_hall(client: CheckedClient, username: str) -> None:
    client.sign_in(username)
    assert client.get("/hall").status_code == 403
    assert client.get(WINDOW).status_code == 403
    assert client.submit("/counter", f"{WINDOW}/free", reason=REASON).status_code == 403
    assert 'href="/hall"' not in client.get("/counter").text


def test_the_page_says_who_is_where_and_who_waits(supervisor: CheckedClient, desk: Hall) -> None:
    clerk = desk.seat("clerk1", 3)
    for lane in (Lane.ORDINARY, Lane.ORDINARY, Lane.ORDINARY, Lane.PRIORITY):
        desk.take_ticket(now(), lane=lane)
    desk.serve(clerk, now())
    desk.do(hold, clerk, now())
    desk.call(clerk, now())
    text = supervisor.get("/hall").text
    for phrase in ("D001", "ب ١", "يعلق رقمًا واحدًا", "في الانتظار", 'href="/hall/windows/3"'):
        assert phrase in text
    assert "منى" not in text


def test_alarms_say_what_is_wrong(supervisor: CheckedClient, desk: Hall) -> None:
    desk.set_rules(wait_alarm_minutes=10, queue_alarm=2)
    assert 'role="alert">' not in supervisor.get("/hall/fragment").text
    for _ in range(2):
        desk.take_ticket(now() - timedelta(minutes=12))
    text = supervisor.get("/hall").text
    for phrase in ("هناك من ينتظر منذ ١٢ دقيقة", "عدد المنتظرين ٢", "ولا يوجد شباك مفتوح"):
        assert phrase in text
    desk.seat("clerk1", 3)
    supervisor.submit(WINDOW, f"{WINDOW}/limits", sectors="revenue")
    stuck = "\u2068ب ١\u2069، \u2068ب ٢\u2069"
    assert f"لا يوجد شباك مفتوح يخدم الأرقام: {stuck}" in supervisor.get("/hall").text
    english = supervisor.get("/hall?lang=en").text
    assert "No open window serves number \u2068B 1\u2069, \u2068B 2\u2069." in english
    supervisor.submit(WINDOW, f"{WINDOW}/limits")
    assert "لا يوجد شباك مفتوح يخدم" not in supervisor.get("/hall").text


def test_limits_are_kept_and_shown(supervisor: CheckedClient) -> None:
    fields = {"sectors": ["revenue", "housing"], "lanes": ["priority"], "priority_first": "on"}
    assert supervisor.submit(WINDOW, f"{WINDOW}/limits", **fields).status_code == 303
    assert supervisor.get(WINDOW).text.count(" checked") == 4
    assert "الأولوية أولًا" in supervisor.get("/hall").text
    assert supervisor.submit(WINDOW, f"{WINDOW}/limits", sectors="nowhere").status_code == 404
    assert supervisor.get(WINDOW).text.count(" checked") == 4


def test_a_window_is_taken_over_only_here_and_its_numbers_go_back(supervisor: CheckedClient, desk: Hall) -> None:
    clerk = desk.seat("clerk1", 3)
    ticket = desk.take_ticket(now())
    desk.serve(clerk, now())
    refused = supervisor.submit(WINDOW, f"{WINDOW}/free", reason="")
    assert (refused.status_code, sitting(desk, "clerk1")) == (422, 3)
    assert 'role="alert"' in refused.text
    assert supervisor.submit(WINDOW, f"{WINDOW}/free", reason=REASON).status_code == 303
    assert sitting(desk, "clerk1") is None
    assert desk.ticket(ticket.id).state is State.WAITING
    assert supervisor.submit("/hall", f"{WINDOW}/free", reason=REASON).status_code == 409


def test_a_clerk_is_moved(supervisor: CheckedClient, desk: Hall) -> None:
    clerk = desk.seat("clerk1", 1)
    fields = {"clerk": str(clerk), "reason": REASON}
    assert supervisor.submit(WINDOW, f"{WINDOW}/seat", **fields).status_code == 303
    assert sitting(desk, "clerk1") == 3
    for wrong in ("x", str(desk.center_id)):
        assert supervisor.submit(WINDOW, f"{WINDOW}/seat", clerk=wrong, reason=REASON).status_code == 404


@pytest.mark.parametrize("action", ["free", "limits"])
def test_a_window_that_is_not_there_is_refused(supervisor: CheckedClient, action: str) -> None:
    assert supervisor.submit("/hall", f"/hall/windows/99/{action}", reason=REASON).status_code == 404


def test_numbers_are_paused_with_a_reason_the_kiosk_says(supervisor: CheckedClient) -> None:
    assert supervisor.submit("/hall", "/hall/pause", reason="").status_code == 422
    assert supervisor.submit("/hall", "/hall/pause", reason="تعطل الشبكة").status_code == 303
    assert "صرف الأرقام متوقف الآن: تعطل الشبكة" in supervisor.get("/kiosk/demo").text
    assert supervisor.submit("/hall", "/hall/open").status_code == 303
    assert "تعطل الشبكة" not in supervisor.get("/kiosk/demo").text


def test_a_reason_that_is_chosen_is_said_in_each_language_and_a_typed_one_goes_before_it(
    supervisor: CheckedClient,
) -> None:
    assert supervisor.submit("/hall", "/hall/pause", reason="Technical trouble").status_code == 303
    assert "صرف الأرقام متوقف الآن: عطل فني" in supervisor.get("/kiosk/demo?lang=ar").text
    assert "No numbers are given for now: Technical trouble" in supervisor.get("/kiosk/demo?lang=en").text
    assert supervisor.submit("/hall", "/hall/open").status_code == 303
    assert supervisor.submit("/hall", "/hall/pause", reason="Prayer", own="تعطل الشبكة").status_code == 303
    assert "صرف الأرقام متوقف الآن: تعطل الشبكة" in supervisor.get("/kiosk/demo?lang=ar").text


def test_the_day_is_closed_by_hand(supervisor: CheckedClient, desk: Hall) -> None:
    ticket = desk.take_ticket(now())
    assert supervisor.submit("/hall", "/hall/close-day").status_code == 422
    assert desk.ticket(ticket.id).state is State.WAITING
    assert supervisor.submit("/hall", "/hall/close-day", sure="on").status_code == 303
    assert desk.ticket(ticket.id).state is State.NOT_SERVED


def test_the_page_is_asked_for_anew_only_when_it_has_changed(supervisor: CheckedClient, desk: Hall) -> None:
    text = supervisor.get("/hall/fragment").text
    mark = text.split('data-mark="')[1].split('"')[0]
    with desk.database.reading() as session:
        assert len(windows_of(session, desk.center_id)) == text.count("/hall/windows/")
    assert supervisor.get(f"/hall/fragment?seen={mark}").status_code in (200, 204)
    desk.take_ticket(now())
    assert supervisor.get(f"/hall/fragment?seen={mark}").status_code == 200
