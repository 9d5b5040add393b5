"""The desk's further deeds as a clerk presses them: each moves one number, or says why not and changes nothing."""

import re
from datetime import UTC, datetime

import pytest

from singlewindow.places.records import WindowState
from singlewindow.places.windows import window_of
from singlewindow.tickets.states import State
from tests.cast import Hall
from tests.client import CheckedClient
from tests.kiosk.at_window_three import Window, text_of

VISIT, NUMBERS = "/counter/visit", "/counter/numbers"
REASON = "يحتاج إلى مراجعة"


def state(window: Window) -> State:
    """Give the state of the number that was served first."""
    return window.desk.ticket(window.ticket.id).state


def test_a_visit_is_held_and_goes_on(window: Window) -> None:
    assert window.client.submit("/counter", "/counter/hold").status_code == 303
    page = text_of(window.client.get("/counter"))
    assert state(window) is State.HELD
    assert "معلق على شباكك" in page
    answer = window.client.submit("/counter", "/counter/resume", ticket=str(window.ticket.id))
    assert (answer.status_code, state(window)) == (303, State.SERVING)


@pytest.mark.parametrize("key", ["", "x", "0190f0c4-0000-7000-8000-000000000000"])
def test_an_unknown_held_number_is_refused(window: Window, key: str) -> None:
    window.client.submit("/counter", "/counter/hold")
    assert window.client.submit("/counter", "/counter/resume", ticket=key).status_code == 409
    assert state(window) is State.HELD


@pytest.mark.parametrize(
    ("action", "fields"),
    [
        ("window", {"number": "٥"}),
        ("sector", {"sector": "revenue"}),
        ("skill", {"skill": "sign_language"}),
        ("back", {}),
    ],
)
def test_a_number_is_sent_on_with_a_reason_only(window: Window, action: str, fields: dict[str, str]) -> None:
    refused = window.client.submit(VISIT, f"{VISIT}/{action}", reason=" ", **fields)
    assert refused.status_code == 422
    assert 'role="alert"' in text_of(refused)
    assert state(window) is State.SERVING
    assert window.client.submit(VISIT, f"{VISIT}/{action}", reason=REASON, **fields).status_code == 303
    assert state(window) is State.WAITING


@pytest.mark.parametrize(
    ("action", "fields", "status"),
    [
        ("window", {"number": "99"}, 404),
        ("window", {"number": "x"}, 404),
        ("window", {"number": "3"}, 409),
        ("sector", {"sector": "nowhere"}, 404),
        ("skill", {"skill": ""}, 422),
        ("service", {"service": "nothing"}, 404),
        ("service", {"service": "building_permit_issue"}, 409),
        ("back", {"reason": "س" * 201}, 422),
        ("back", {"reason": "a\u202eb"}, 422),
    ],
)
def test_where_a_number_can_not_go_is_said(window: Window, action: str, fields: dict[str, str], status: int) -> None:
    answer = window.client.submit(VISIT, f"{VISIT}/{action}", **{"reason": REASON, **fields})
    assert answer.status_code == status
    assert state(window) is State.SERVING


def test_a_second_service_has_a_request_of_its_own(window: Window) -> None:
    window.send()
    assert window.client.submit(VISIT, f"{VISIT}/service", service="rent_payment").status_code == 303
    assert "فتح طلب" in text_of(window.client.get("/counter"))
    number = window.desk.ticket(window.ticket.id).number
    assert (state(window), number) == (State.SERVING, window.ticket.number)


def test_without_a_number_the_page_of_the_visit_leads_back(window: Window) -> None:
    window.client.submit("/counter", "/counter/finish", outcome="served")
    assert window.client.get(VISIT).status_code == 303


def test_a_paused_window_says_so_and_calls_nobody(window: Window) -> None:
    window.client.submit("/counter", "/counter/finish", outcome="served")
    window.desk.take_ticket(datetime.now(UTC))
    assert window.client.submit("/counter", "/counter/window/pause", reason="Prayer").status_code == 303
    page = text_of(window.client.get("/counter"))
    assert "متوقف مؤقتًا: صلاة" in page
    assert window.client.submit("/counter", "/counter/call").status_code == 409
    assert window.client.submit("/counter", "/counter/window/open").status_code == 303
    assert window.client.submit("/counter", "/counter/call").status_code == 303


def test_signs_in_a_reason_are_shown_as_they_are(window: Window) -> None:
    reason = "100% <b> %(number)s {{ 7 * 7 }}"
    window.client.submit("/counter", "/counter/finish", outcome="served")
    assert window.client.submit("/counter", "/counter/window/pause", reason=reason).status_code == 303
    assert "100% &lt;b&gt; %(number)s {{ 7 * 7 }}" in text_of(window.client.get("/counter"))


def test_a_pause_without_a_reason_is_refused(window: Window) -> None:
    assert window.client.submit("/counter", "/counter/window/pause", reason="").status_code == 422
    with window.desk.database.reading() as session:
        own = window_of(session, window.staff)
    assert own is not None
    assert own.state is WindowState.OPEN


def test_staff_gives_a_number_once_for_a_form(receiver: Window) -> None:
    page = text_of(receiver.client.get(NUMBERS))
    key = re.search(r'name="form_key" value="([^"]+)"', page)
    assert key
    for _ in range(2):
        fields = {"service": "rent_payment", "lane": "priority", "language": "en", "form_key": key[1]}
        assert receiver.client.submit(NUMBERS, NUMBERS, **fields).status_code == 303
    assert "صُرف الرقم س ١" in text_of(receiver.client.get(NUMBERS))
    assert "نداء رقم قبل دوره" not in page


@pytest.mark.parametrize("fields", [{"lane": "booked"}, {"lane": ""}, {"service": "nothing"}])
def test_a_number_that_can_not_be_given_is_refused(receiver: Window, fields: dict[str, str]) -> None:
    answer = receiver.client.submit(NUMBERS, NUMBERS, **{"service": "rent_payment", "lane": "ordinary", **fields})
    assert answer.status_code in (404, 422)
    assert 'role="alert"' in text_of(answer)


def test_only_a_supervisor_calls_a_number_before_its_turn(client: CheckedClient, desk: Hall) -> None:
    now = datetime.now(UTC)
    tickets = [desk.take_ticket(now) for _ in range(3)]
    fields = {"letter": "B", "number": "٣", "reason": REASON}
    client.sign_in("clerk1")
    assert client.submit(NUMBERS, f"{NUMBERS}/call", **fields).status_code == 403
    client.sign_in("supervisor1")
    client.submit("/counter", "/counter/window", number="3")
    for wrong, status in (({"reason": ""}, 422), ({"number": "9"}, 404), ({"letter": "?"}, 404)):
        assert client.submit(NUMBERS, f"{NUMBERS}/call", **{**fields, **wrong}).status_code == status
    assert client.submit(NUMBERS, f"{NUMBERS}/call", **fields).status_code == 303
    assert [desk.ticket(ticket.id).state for ticket in tickets] == [State.WAITING, State.WAITING, State.CALLED]


def test_the_desk_counts_the_clerks_own_visits(window: Window) -> None:
    assert "لم تخدم أحدًا اليوم بعد" in text_of(window.client.get("/counter"))
    window.client.submit("/counter", "/counter/finish", outcome="served")
    assert "خدمت زيارة واحدة اليوم" in text_of(window.client.get("/counter"))


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_key_map_is_a_page_of_its_own(window: Window, language: str) -> None:
    page = text_of(window.client.get(f"/counter/keys?lang={language}"))
    assert page.count("<kbd>") == 10
