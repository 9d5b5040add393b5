"""Bad input: a clear message in the visitor's language, the right 4xx, and nothing changed."""

import sys
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from kiosk.edge import now
from singlewindow.cash.records import Payment, Tender
from singlewindow.database import Database
from singlewindow.places.centers import center_by_code
from singlewindow.requests.records import Request
from singlewindow.tickets.records import Ticket
from tests.cast import WRONG_CHECK_DIGIT_ID, Hall
from tests.client import CheckedClient
from tests.singlewindow.at_the_window import open_drawer, tariff

SERVICE = "/kiosk/demo/services/building_permit_issue"
INTAKE = "/counter/request/new"


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/kiosk/nowhere", 404),
        ("/kiosk/demo/sectors/nothing", 404),
        ("/kiosk/demo/services/nothing", 404),
        ("/kiosk/demo/tickets/none", 404),
        ("/board/nowhere", 404),
        ("/board/nowhere/snapshot", 404),
        ("/no/such/page", 404),
        ("/kiosk/demo/sectors/revenue?page=-1", 200),
        ("/kiosk/demo/sectors/revenue?page=٢", 200),
        ("/kiosk/demo/sectors/revenue?page=99999999999", 200),
        ("/kiosk/demo/tickets", 405),
        ("/counter/call", 405),
        ("/papers/not-a-key", 404),
        ("/kiosk/" + "x" * 5000, 404),
        ("/kiosk/%00", 404),
        ("/kiosk/demo?lang=xx", 200),
    ],
)
def test_wrong_addresses_are_answered_in_arabic(client: CheckedClient, address: str, status: int) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    if status != 200:
        assert "خطأ:" in answer.text


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"form_key": ""}, 400),
        ({"form_key": "x"}, 400),
        ({"form_key": "k" * 10_000}, 400),
        ({"csrf_token": ""}, 400),
        ({"csrf_token": "forged"}, 400),
        ({"service": "nothing"}, 404),
        ({"service": ""}, 404),
        ({"service": "\x00"}, 404),
        ({"lane": "first"}, 422),
        ({"lane": ""}, 422),
        ({"extra": "x" * 300_000}, 413),
    ],
)
def test_a_bad_wish_for_a_ticket_changes_nothing(
    client: CheckedClient, desk: Hall, change: dict[str, str], status: int
) -> None:
    fields = client.tokens(SERVICE) | {"service": "building_permit_issue", "lane": "ordinary"}
    answer = client.post("/kiosk/demo/tickets", data=fields | change)
    assert answer.status_code == status
    assert "خطأ:" in answer.text
    with desk.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Ticket)) == 0
        assert center_by_code(session, "demo").version == 0


@pytest.mark.parametrize(
    ("address", "status"), [("/track?number=%00", 400), ("/?x=a%00b", 400), ("/turn/%00", 404), ("/nothing/%00", 404)]
)
def test_an_address_with_a_nul_never_reaches_the_database(
    client: CheckedClient, monkeypatch: pytest.MonkeyPatch, address: str, status: int
) -> None:
    def asked(*_: object) -> None:
        raise AssertionError("PostgreSQL can't be asked for a NUL")

    monkeypatch.setattr(Database, "reading", asked)
    assert client.get(address).status_code == status


def test_json_and_torn_bodies_are_refused(client: CheckedClient) -> None:
    for kind, body in (
        ("application/json", b"{torn"),
        ("multipart/form-data; boundary=x", b"--x\r\nno"),
        ("text/plain", b"?"),
    ):
        answer = client.post(
            "/kiosk/demo/tickets", data=body, content_type=kind, headers={"Accept": "application/json"}
        )
        assert answer.status_code == 400
        assert answer.get_json()["error"]


@pytest.fixture
def at_window(signed_in: Callable[[str], CheckedClient], desk: Hall) -> CheckedClient:
    """A clerk who serves a number."""
    desk.take_ticket(now())
    clerk = desk.seat("clerk1", 1)
    open_drawer(desk, clerk, now())
    desk.serve(clerk, now())
    return signed_in("clerk1")


def money_of(desk: Hall) -> tuple[str, str]:
    """Give the names of the fixed and the assessed amount's inputs."""
    fixed, assessed = tariff(desk, now())
    return f"amount-{fixed.id}", f"amount-{assessed.id}"


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"applicant_name": ""}, 422),
        ({"applicant_name": "x" * 10_000}, 422),
        ({"applicant_name": "a\u202eb"}, 422),
        ({"applicant_name": "a\x00b"}, 422),
        ({"national_id": "123"}, 422),
        ({"national_id": "29013011300120"}, 422),
        ({"national_id": ""}, 422),
        ({"phone": "12"}, 422),
        ({"papers": "not-a-key"}, 422),
        ({"papers": "01a20b96-22f1-747c-8827-a5363294fc88"}, 422),
        ({"assessed": "-5"}, 422),
        ({"assessed": "1e9"}, 422),
        ({"assessed": "10000001"}, 422),
        ({"assessed": "٫"}, 422),
        ({"fixed": "1.00"}, 422),
        ({"method": "gold"}, 422),
        ({"method": "card", "reference": ""}, 422),
        ({"reference": "x" * 61}, 422),
        ({"form33": "x\u2066"}, 422),
        ({"amount-x": "5"}, 422),
        ({"form_key": ""}, 400),
        ({"csrf_token": "forged"}, 400),
    ],
)
def test_a_bad_request_is_refused_whole_and_what_was_typed_is_kept(
    at_window: CheckedClient, desk: Hall, change: dict[str, str], status: int
) -> None:
    fixed, assessed = money_of(desk)
    names = {"fixed": fixed, "assessed": assessed}
    fields = at_window.tokens(INTAKE) | {
        "applicant_name": "مواطن <b>توضيحي</b>",
        "national_id": WRONG_CHECK_DIGIT_ID,
        "method": "cash",
        fixed: "37.50",
    }
    fields |= {names.get(name, name): value for name, value in change.items()}
    answer = at_window.post("/counter/request", data=fields)
    assert answer.status_code == status
    assert "خطأ:" in answer.text
    if status == 422 and "applicant_name" not in change:
        assert "مواطن &lt;b&gt;توضيحي" in answer.text
    with desk.database.reading() as session:
        for record in (Request, Payment):
            assert session.scalar(select(func.count()).select_from(record)) == 0


def test_arabic_digits_are_taken_everywhere(at_window: CheckedClient, desk: Hall) -> None:
    fixed, assessed = money_of(desk)
    answer = at_window.submit(
        INTAKE,
        "/counter/request",
        applicant_name="مواطن توضيحي",
        national_id="٢٩٠٠١٠١١٣٠٠١٢٠",
        phone="٠١٠١٢٣٤٥٦٧٨",
        method="card",
        reference="١٢٣",
        **{fixed: "37.50", assessed: "١٬٢٥٠٫٥٠"},
    )
    assert answer.status_code == 303
    with desk.database.reading() as session:
        payment, request = session.scalars(select(Payment)).one(), session.scalars(select(Request)).one()
        tender = session.scalars(select(Tender)).one()
    assert (payment.amount, tender.reference) == (128_800, "123")
    assert (request.national_id, request.phone) == (WRONG_CHECK_DIGIT_ID, "01012345678")


def test_a_role_without_money_may_not_take_it(signed_in: Callable[[str], CheckedClient], desk: Hall) -> None:
    desk.take_ticket(now())
    desk.serve(desk.seat("receiver1", 1), now())
    receiver = signed_in("receiver1")
    fixed, _ = money_of(desk)
    assert "amount-" not in receiver.get(INTAKE).text
    answer = receiver.submit(
        INTAKE,
        "/counter/request",
        applicant_name="مواطن توضيحي",
        national_id=WRONG_CHECK_DIGIT_ID,
        method="cash",
        **{fixed: "37.50"},
    )
    assert answer.status_code == 403
    with desk.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Request)) == 0


def test_nobody_is_signed_in(client: CheckedClient) -> None:
    assert client.get("/counter").headers["Location"] == "/signin?next=/counter"
    answer = client.submit("/signin", "/counter/call")
    assert answer.status_code == 401
    assert "من فضلك سجّل الدخول" in answer.text


def test_a_failure_inside_is_a_plain_page_without_details(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def fall(*_: object) -> None:
        raise ValueError("a secret detail")

    monkeypatch.setattr(sys.modules["kiosk.touch.pages"], "read_start", fall)
    app.testing = False
    app.config["PROPAGATE_EXCEPTIONS"] = False
    answer = FlaskClient(app).get("/kiosk/demo")
    assert answer.status_code == 500
    assert "حدث خطأ لدينا" in answer.text
    assert "a secret detail" not in answer.text
