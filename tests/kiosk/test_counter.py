"""The clerk's desk."""

import re
from datetime import UTC, datetime

import pytest

from singlewindow.places.centers import center_by_code
from singlewindow.places.windows import window_of
from singlewindow.tickets.states import Lane, Outcome, State
from tests.cast import Hall
from tests.client import CheckedClient

DEEDS = ("call", "recall", "start", "finish", "absent")


@pytest.fixture
def now() -> datetime:
    """The pages' own clock."""
    return datetime.now(UTC)


@pytest.fixture
def clerk(client: CheckedClient) -> CheckedClient:
    """A clerk who sits at window 3."""
    client.sign_in("clerk1")
    assert client.submit("/counter", "/counter/window", number="3").status_code == 303
    return client


def page(client: CheckedClient, address: str = "/counter") -> str:
    return client.get(address).get_data(as_text=True)


def enabled(text: str) -> set[str]:
    """The keys of the deeds that the desk allows."""
    buttons = [button.split(">")[0] for button in text.split("<button")[1:]]
    pressable = [button for button in buttons if "data-key" in button and " disabled" not in button]
    return {button.split('data-key="Key')[1][0] for button in pressable}


def test_a_clerk_chooses_among_the_windows_and_sees_only_that_others_are_taken(
    client: CheckedClient, desk: Hall
) -> None:
    desk.seat("clerk2", 5)
    client.sign_in("clerk1")
    text = page(client)
    assert text.count('name="number"') == 8
    assert text.count(" disabled") == 1
    assert "clerk2" not in text
    assert "D002" not in text


def test_a_window_may_be_named_in_arabic_digits(client: CheckedClient, desk: Hall) -> None:
    client.sign_in("clerk1")
    assert client.submit("/counter", "/counter/window", number="٤").status_code == 303
    with desk.database.reading() as session:
        window = window_of(session, desk.staff("clerk1"))
    assert window is not None
    assert window.number == 4


@pytest.mark.parametrize("number", ["99", "", "-1", "x", "1e1", "9" * 5000, "²"])
def test_a_window_that_is_not_there_is_refused(client: CheckedClient, number: str) -> None:
    client.sign_in("clerk1")
    assert client.submit("/counter", "/counter/window", number=number).status_code == 404


def test_two_clerks_at_one_window_are_refused_in_words(client: CheckedClient, desk: Hall) -> None:
    desk.seat("clerk2", 5)
    client.sign_in("clerk1")
    answer = client.submit("/counter", "/counter/window", number="5")
    assert answer.status_code == 409
    assert 'role="alert"' in answer.get_data(as_text=True)
    assert "<title>خطأ:" in answer.get_data(as_text=True)


def test_one_clerk_at_two_windows_is_refused_in_words(clerk: CheckedClient) -> None:
    answer = clerk.submit("/counter", "/counter/window", number="5")
    assert answer.status_code == 409
    assert 'role="alert"' in answer.get_data(as_text=True)


def test_the_same_window_twice_is_no_fault(clerk: CheckedClient) -> None:
    assert clerk.submit("/counter", "/counter/window", number="3").status_code == 303


def test_a_number_goes_from_call_to_finish(clerk: CheckedClient, desk: Hall, now: datetime) -> None:
    ticket = desk.take_ticket(now)
    seen = []
    for deed, fields in (("call", {}), ("recall", {}), ("start", {}), ("finish", {"outcome": "served"})):
        answer = clerk.submit("/counter", f"/counter/{deed}", **fields)
        assert (answer.status_code, answer.headers["Location"]) == (303, "/counter")
        seen.append(desk.ticket(ticket.id).state)
    assert seen == [State.CALLED, State.CALLED, State.SERVING, State.FINISHED]
    assert desk.ticket(ticket.id).calls == 2
    assert desk.ticket(ticket.id).outcome is Outcome.SERVED


def test_a_number_that_does_not_come_is_absent(clerk: CheckedClient, desk: Hall, now: datetime) -> None:
    ticket = desk.take_ticket(now)
    clerk.submit("/counter", "/counter/call")
    assert clerk.submit("/counter", "/counter/absent").status_code == 303
    assert desk.ticket(ticket.id).state is State.ABSENT


@pytest.mark.parametrize(
    ("before", "possible"),
    [(None, "N"), ("call", "SRA"), ("start", "FXH")],
)
def test_only_possible_deeds_can_be_pressed(
    clerk: CheckedClient, desk: Hall, now: datetime, before: str | None, possible: str
) -> None:
    desk.take_ticket(now)
    for deed in [] if before is None else ["call"] if before == "call" else ["call", "start"]:
        clerk.submit("/counter", f"/counter/{deed}")
    assert enabled(page(clerk)) == set(possible)


def test_nothing_can_be_pressed_when_nobody_waits(clerk: CheckedClient) -> None:
    assert enabled(page(clerk)) == set()


@pytest.mark.parametrize("deed", DEEDS)
def test_a_deed_that_is_not_possible_is_refused_on_the_desk_itself(clerk: CheckedClient, deed: str) -> None:
    answer = clerk.submit("/counter", f"/counter/{deed}", outcome="served")
    text = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert 'role="alert"' in text
    assert 'id="desk"' in text


@pytest.mark.parametrize("deed", DEEDS)
def test_a_deed_without_a_window_is_refused_in_words(client: CheckedClient, deed: str) -> None:
    client.sign_in("clerk1")
    answer = client.submit("/counter", f"/counter/{deed}", outcome="served")
    assert answer.status_code == 409
    assert 'role="alert"' in answer.get_data(as_text=True)


def test_a_second_press_of_call_next_calls_nobody_else(clerk: CheckedClient, desk: Hall, now: datetime) -> None:
    first, second = desk.take_ticket(now), desk.take_ticket(now)
    answers = [clerk.submit("/counter", "/counter/call").status_code for _ in range(2)]
    assert answers == [303, 409]
    assert [desk.ticket(ticket.id).state for ticket in (first, second)] == [State.CALLED, State.WAITING]


@pytest.mark.parametrize("outcome", ["", "cancelled", "SERVED"])
def test_a_visit_ends_with_a_known_outcome_only(clerk: CheckedClient, desk: Hall, now: datetime, outcome: str) -> None:
    ticket = desk.take_ticket(now)
    clerk.submit("/counter", "/counter/call")
    clerk.submit("/counter", "/counter/start")
    assert clerk.submit("/counter", "/counter/finish", outcome=outcome).status_code == 422
    assert desk.ticket(ticket.id).state is State.SERVING


def test_nobody_leaves_a_window_with_a_number_at_it(clerk: CheckedClient, desk: Hall, now: datetime) -> None:
    desk.take_ticket(now)
    clerk.submit("/counter", "/counter/call")
    assert clerk.submit("/counter", "/counter/window/leave").status_code == 409
    clerk.submit("/counter", "/counter/absent")
    assert clerk.submit("/counter", "/counter/window/leave").status_code == 303


@pytest.mark.parametrize("address", [f"/counter/{deed}" for deed in DEEDS] + ["/counter/window", "/counter/request"])
def test_a_deed_is_done_by_post_with_a_token_only(clerk: CheckedClient, address: str) -> None:
    assert clerk.get(address).status_code == 405
    assert clerk.post(address).status_code == 400


def test_the_priority_lane_is_marked_and_stands_first(clerk: CheckedClient, desk: Hall, now: datetime) -> None:
    desk.take_ticket(now, service="rent_payment")
    desk.take_ticket(now, lane=Lane.PRIORITY)
    text = page(clerk)
    assert text.index("ب ١") < text.index("س ١")
    assert "أولوية" in text


def test_the_queue_shows_its_head_and_counts_the_rest(clerk: CheckedClient, desk: Hall, now: datetime) -> None:
    for _ in range(15):
        desk.take_ticket(now)
    text = page(clerk)
    assert text.count('<td class="num">') == 10
    assert "١٥" in text


def test_page_and_refresh_draw_the_same(clerk: CheckedClient, desk: Hall, now: datetime) -> None:
    desk.take_ticket(now)
    whole, part = (re.sub(r'value="[^"]{60,}"', "", page(clerk, door)) for door in ("/counter", "/counter/fragment"))
    assert '<td class="num">ب ١' in part
    assert part.strip() in whole


def test_a_refresh_of_a_full_hall_stays_under_ten_kilobytes(clerk: CheckedClient, desk: Hall, now: datetime) -> None:
    for _ in range(20):
        desk.take_ticket(now, service="licence_transfer_purchase", lane=Lane.PRIORITY)
    clerk.submit("/counter", "/counter/call")
    assert len(clerk.get("/counter/fragment").data) < 10_000


def test_a_refresh_is_empty_until_something_changes(clerk: CheckedClient, desk: Hall, now: datetime) -> None:
    mark = page(clerk).split('data-mark="')[1].split('"')[0]
    address = f"/counter/fragment?seen={mark}"
    assert (clerk.get(address).status_code, clerk.get(address).data) == (204, b"")
    desk.take_ticket(now)
    assert "ب ١" in page(clerk, address)


def test_a_refresh_sends_the_clerk_who_lost_the_window_to_the_whole_page(clerk: CheckedClient) -> None:
    clerk.submit("/counter", "/counter/window/leave")
    assert clerk.get("/counter/fragment").status_code == 303


def test_the_desk_counts_the_time_of_the_present_number(clerk: CheckedClient, desk: Hall, now: datetime) -> None:
    desk.take_ticket(now)
    clerk.submit("/counter", "/counter/call")
    assert 'data-seconds="0">٠:٠' in page(clerk)


def test_an_english_desk_has_latin_letters_and_digits(clerk: CheckedClient, desk: Hall, now: datetime) -> None:
    desk.take_ticket(now)
    text = page(clerk, "/counter?lang=en")
    assert "Call next" in text
    assert '<td class="num">B 1' in text


def test_a_clerk_of_one_center_sees_nothing_of_another(clerk: CheckedClient, desk: Hall, now: datetime) -> None:
    with desk.database.writing() as work:
        other = center_by_code(work.session, "zagazig")
        other.always_open = True
    desk.take_ticket(now, center_id=other.id)
    assert "ب ١" not in page(clerk)
    assert clerk.submit("/counter", "/counter/call").status_code == 409
