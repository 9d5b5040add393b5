"""The desks of officers and heads, the attempt table by page, and the supervisor's page of refused attempts."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from werkzeug.test import TestResponse

from singlewindow.people.roles import Role
from singlewindow.requests.applicant import Subject
from singlewindow.requests.states import RequestState
from tests.cast import WRONG_CHECK_DIGIT_ID, Hall
from tests.client import CheckedClient
from tests.singlewindow.at_departments import Departments

NAME = "مواطن توضيحي"
DEEDS = {
    "/files/pass": {"note": ""},
    "/files/papers": {"papers": "رسم", "reason": "ناقص"},
    "/files/give-back": {"reason": "عذر"},
    "/files/send-back": {"position": "1", "reason": "ناقص"},
    "/files/approve": {"note": ""},
    "/files/reject": {"why": "papers", "reason": "ناقص"},
}
SignIn = Callable[[str], CheckedClient]


@pytest.fixture
def way(desk: Hall) -> Departments:
    return Departments(desk, datetime.now(UTC))


def send(client: CheckedClient, action: str, **fields: str) -> TestResponse:
    return client.submit("/work", action, **fields)


def test_an_officer_takes_the_next_file_sees_no_name_and_sends_it_on(way: Departments, signed_in: SignIn) -> None:
    number = way.receive(subject=Subject(plot="12", address="شارع توضيحي"), phone="01001234567")
    officer = signed_in("officer3")
    assert number not in officer.get("/work").text
    assert send(officer, "/files/next").status_code == 303
    text = officer.get("/work").text
    assert number in text
    for private in (NAME, WRONG_CHECK_DIGIT_ID[-4:], "01001234567", "شارع توضيحي"):
        assert private not in text
    assert send(officer, "/files/pass", number=number, note="صالح").status_code == 303
    assert way.request(number).state is RequestState.UNDER_REVIEW
    assert send(officer, "/files/next").status_code == 409


def test_a_head_reads_the_findings_and_decides(way: Departments, signed_in: SignIn) -> None:
    number = way.receive()
    way.review()
    head = signed_in("head2")
    send(head, "/files/next")
    assert "صالح" in head.get("/work").text
    assert send(head, "/files/reject", number=number, why="", reason="x").status_code == 422
    assert send(head, "/files/approve", number=number).status_code == 303
    assert way.request(number).state is RequestState.APPROVED


@pytest.mark.parametrize("action", DEEDS)
def test_a_file_that_was_not_served_is_refused_by_page_and_the_supervisor_sees_it(
    way: Departments, signed_in: SignIn, action: str
) -> None:
    number = way.receive()
    assert send(signed_in("officer3"), action, number=number, **DEEDS[action]).status_code == 403
    assert way.breaches() == ["chosen_file"]
    text = signed_in("supervisor1").get("/hall/breaches").text
    assert number in text
    assert "D303" in text


@pytest.mark.parametrize("action", DEEDS)
def test_who_received_is_refused_by_page(way: Departments, signed_in: SignIn, action: str) -> None:
    number = way.receive()
    way.change("clerk1", role=Role.OFFICER, department_id=way.here(number).department_id)
    assert send(signed_in("clerk1"), action, number=number, **DEEDS[action]).status_code == 403
    assert way.breaches() == ["own_reception"]


@pytest.mark.parametrize("action", ["/files/approve", "/files/reject"])
def test_who_reviewed_is_refused_to_decide_by_page(way: Departments, signed_in: SignIn, action: str) -> None:
    number = way.receive()
    way.review()
    way.change("officer3", role=Role.HEAD)
    assert send(signed_in("officer3"), action, number=number, **DEEDS[action]).status_code == 403
    assert way.breaches() == ["own_review"]


@pytest.mark.parametrize(
    ("action", "fields"),
    [("assign", "officer"), ("transfer", "department"), ("skip", "")],
)
def test_a_head_moves_files_for_a_reason_only(way: Departments, signed_in: SignIn, action: str, fields: str) -> None:
    number = way.receive()
    head = signed_in("head2")
    page = f"/files/department/{number}"
    assert number in head.get("/files/department").text
    values = {"officer": str(way.officer), "department": "revenue"}
    typed = {fields: values[fields]} if fields else {}
    assert head.submit(page, f"{page}/{action}", reason=" ", **typed).status_code == 422
    assert head.submit(page, f"{page}/{action}", reason="إجازة", **typed).status_code == 303
    assert [period.reason for period in way.periods(number) if period.reason] == ["إجازة"]


def test_a_head_of_another_department_is_refused_by_page(way: Departments, signed_in: SignIn) -> None:
    number = way.receive()
    head = signed_in("head1")
    page = f"/files/department/{number}"
    assert number not in head.get(page).text.split("</h1>")[1]
    assert head.submit("/files/department", f"{page}/skip", reason="عاجل").status_code == 403
    assert way.breaches() == ["other_department"]


@pytest.mark.parametrize("username", ["clerk1", "supervisor1", "auditor1"])
def test_the_desks_of_departments_are_closed_to_others(signed_in: SignIn, username: str) -> None:
    assert signed_in(username).get("/work").status_code == 403


def test_a_page_without_a_department_says_so(way: Departments, signed_in: SignIn) -> None:
    way.change("officer3", department_id=None)
    assert signed_in("officer3").get("/work").status_code == 403
