"""The page that corrects an applicant's data, and what the request's page then says."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from singlewindow.documents.records import Document, DocumentKind
from singlewindow.requests.records import ApplicantCorrection, Request
from tests.cast import Hall
from tests.client import CheckedClient
from tests.kiosk.at_window_three import NAME, Window

SignIn = Callable[[str], CheckedClient]
RIGHT = "محمود أحمد عبد الرحمن"
SAID = "صدرت قبل تصحيح البيانات"


@pytest.fixture
def page(window: Window) -> str:
    """The address of a paid request."""
    return window.send().headers["Location"]


def the_request(desk: Hall) -> Request:
    with desk.database.reading() as session:
        return session.scalars(select(Request)).one()


def slips(desk: Hall) -> list[str]:
    """The names on the slips, in the order they were asked for."""
    with desk.database.reading() as session:
        own = select(Document.facts).where(Document.kind == DocumentKind.SLIP).order_by(Document.id)
        return [facts["applicant"] for facts in session.scalars(own)]


def test_a_name_is_corrected_and_a_new_slip_printed(window: Window, desk: Hall, page: str) -> None:
    assert f"{page}/applicant" in window.client.get(page).text
    assert f'value="{NAME}"' in window.client.get(f"{page}/applicant").text
    assert SAID not in window.client.get(page).text
    answer = window.client.submit(f"{page}/applicant", f"{page}/applicant", applicant_name=RIGHT, reason="mistyped")
    assert (answer.status_code, answer.headers["Location"]) == (303, page)
    assert (the_request(desk).applicant_name, slips(desk)) == (RIGHT, [NAME, RIGHT])
    shown = window.client.get(page).text
    assert f"<s><bdi>{NAME}</bdi></s> <b><bdi>{RIGHT}</bdi></b>" in shown
    assert shown.count(SAID) == 2, "the first slip and the receipt"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"national_id": "12", "reason": "card"}, "national_id"),
        ({"applicant_name": RIGHT}, "reason"),
        ({"reason": "card"}, "applicant_name"),
        ({"phone": "1", "reason": "card"}, "phone"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_stays_typed(
    window: Window, desk: Hall, page: str, typed: dict[str, str], field: str
) -> None:
    answer = window.client.submit(f"{page}/applicant", f"{page}/applicant", **typed)
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    assert all(f'"{value}"' in answer.text for value in typed.values())
    assert (the_request(desk).applicant_name, len(slips(desk))) == (NAME, 1)


def test_the_page_opens_to_the_receiver_and_to_a_supervisor_who_said_why(
    window: Window, page: str, signed_in: SignIn
) -> None:
    window.client.submit("/counter", "/counter/finish", outcome="served")
    for username in ("receiver1", "supervisor1", "manager1", "officer1", "cashier1"):
        other = signed_in(username)
        assert other.get(f"{page}/applicant").status_code == 403
        assert NAME not in other.get(f"{page}/applicant").text
        assert other.submit(page, f"{page}/applicant", applicant_name=RIGHT, reason="card").status_code in (400, 403)
    supervisor = signed_in("supervisor1")
    assert f"{page}/applicant" not in supervisor.get(page).text
    assert supervisor.submit(page, f"{page}/identity", reason="correction").status_code == 303
    assert f"{page}/applicant" in supervisor.get(page).text
    assert supervisor.get(f"{page}/applicant").status_code == 200
    assert supervisor.submit(page, f"{page}/applicant", applicant_name=RIGHT, reason="card").status_code == 303


def test_corrections_are_shown_to_who_may_know_the_applicant_only(window: Window, page: str, signed_in: SignIn) -> None:
    window.client.submit(f"{page}/applicant", f"{page}/applicant", applicant_name=RIGHT, reason="mistyped")
    window.client.submit("/counter", "/counter/finish", outcome="served")
    text = signed_in("supervisor1").get(page).text
    assert NAME not in text
    assert RIGHT not in text
    assert SAID in text


def test_a_finished_request_offers_no_correction(window: Window, page: str) -> None:
    window.client.submit(page, f"{page}/withdraw", reason="رغبته")
    assert f"{page}/applicant" not in window.client.get(page).text
    assert window.client.get(f"{page}/applicant").status_code == 409
    assert window.count(ApplicantCorrection) == 0
