"""Tracking by number and digits or by the slip's code, collection at the kiosk, the late list, complaints, routes."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select, update

from singlewindow.catalogue.records import Sector, Service, ServiceField
from singlewindow.complaints.records import Complaint
from singlewindow.places.clock import service_day
from singlewindow.requests.records import LateNote, Request
from singlewindow.requests.states import RequestState
from singlewindow.routes.routes import own_stages
from singlewindow.tickets.records import Ticket
from singlewindow.tickets.serve import call_next, start
from tests.cast import WRONG_CHECK_DIGIT_ID, Hall
from tests.client import CheckedClient
from tests.singlewindow.at_departments import Departments

SignIn = Callable[[str], CheckedClient]
PHONE, NAME = "01001234567", "مواطن توضيحي"


@pytest.fixture
def way(desk: Hall) -> Departments:
    return Departments(desk, datetime.now(UTC))


def look(client: CheckedClient, number: str, digits: str) -> tuple[int, str]:
    answer = client.submit("/track", "/track", number=number, digits=digits)
    return answer.status_code, answer.headers.get("Location", "")


@pytest.mark.parametrize("digits", ["0120", "٠١٢٠", "4567"])
def test_the_number_and_four_digits_of_id_or_phone_lead_to_the_request(
    way: Departments, client: CheckedClient, digits: str
) -> None:
    number = way.receive(phone=PHONE)
    status, place = look(client, number, digits)
    assert (status, place) == (303, f"/track/{way.request(number).track_code}")
    for language in ("ar", "en"):
        text = client.get(f"{place}?lang={language}").text
        for private in (NAME, PHONE, WRONG_CHECK_DIGIT_ID, "0120", "D301", "D001"):
            assert private not in text
    assert "Properties and occupancy department" in text
    assert number not in text.split("</title>")[0]


def test_wrong_digits_and_wrong_numbers_get_the_same_answer(way: Departments, client: CheckedClient) -> None:
    number = way.receive()
    answers = set()
    for wrong, digits in ((number, "9999"), (number, ""), ("000-2026-000999-1", "0120"), ("x", "0000")):
        answer = client.submit("/track", "/track", number=wrong, digits=digits)
        answers.add(
            (answer.status_code, answer.text.replace(f'value="{wrong}"', "").split("<main")[1].split("csrf")[0])
        )
    assert len(answers) == 1
    assert client.get("/track/WRONGCODE").status_code == 404


def test_guessing_digits_is_limited(way: Departments, client: CheckedClient) -> None:
    number = way.receive()
    tokens = client.tokens("/track")
    tried = [
        client.post("/track", data=tokens | {"number": number, "digits": f"{n:04d}"}).status_code for n in range(12)
    ]
    assert tried[-1] == 429


def test_the_page_tells_what_is_awaited_and_why_it_was_rejected(way: Departments, client: CheckedClient) -> None:
    number = way.receive(complete=False)
    assert "بطاقة الرقم القومي" in client.get(f"/track/{way.request(number).track_code}").text


def ready(way: Departments) -> str:
    number = way.receive()
    way.review()
    way.decide()
    way.review()
    return number


def test_what_is_ready_is_collected_with_a_number_and_signed_for(
    way: Departments, client: CheckedClient, signed_in: SignIn
) -> None:
    number = ready(way)
    typed = number.replace("-", " ").translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    page = "/kiosk/demo/collect"
    places = [client.submit(page, page, number=typed, lane="ordinary") for _ in range(2)]
    assert [answer.status_code for answer in places] == [303, 303]
    assert places[0].headers["Location"] == places[1].headers["Location"]
    way.hall.do(call_next, way.clerk, way.now)
    way.hall.do(start, way.clerk, way.now)
    clerk = signed_in("clerk1")
    assert number in clerk.get("/counter").text
    assert clerk.get("/counter/request/new").headers["Location"] == f"/counter/requests/{number}"
    own = f"/counter/requests/{number}"
    assert clerk.submit(own, f"{own}/deliver", collector="مواطن", collector_digits="1").status_code == 422
    assert clerk.submit(own, f"{own}/deliver", collector="مواطن", collector_digits="٠١٢٠").status_code == 303
    assert way.request(number).state is RequestState.DELIVERED


@pytest.mark.parametrize("typed", ["", "1", "00020260000019", "000-2026-000001-0"])
def test_what_is_not_ready_gives_no_number_and_one_answer(way: Departments, client: CheckedClient, typed: str) -> None:
    way.receive()
    before = len(_tickets(way))
    answer = client.submit("/kiosk/demo/collect", "/kiosk/demo/collect", number=typed)
    assert answer.status_code == 409
    assert "لا يوجد طلب جاهز" in answer.text
    assert len(_tickets(way)) == before


def _tickets(way: Departments) -> list[Ticket]:
    with way.hall.database.reading() as session:
        return list(session.scalars(select(Ticket)))


def set_due(way: Departments, number: str, due: date) -> None:
    with way.hall.database.writing() as work:
        work.session.execute(update(Request).where(Request.number == number).values(due_on=due))


def test_a_late_file_stays_on_the_list_with_its_history_until_it_is_closed(way: Departments, signed_in: SignIn) -> None:
    number, today = way.receive(), service_day(way.now)
    far = way.receive()
    set_due(way, number, today - timedelta(days=4))
    head, page = signed_in("head2"), f"/late/{number}"
    assert number in head.get("/late").text
    assert far not in head.get("/late").text
    tokens = head.tokens(page)
    right = {
        "why": "load",
        "obstacle": "زحام",
        "action": "إضافة موظف",
        "owner": str(way.officer),
        "promised_on": (today + timedelta(days=2)).isoformat(),
    }
    for wrong in (
        {"why": "visit"},
        {"obstacle": " "},
        {"action": ""},
        {"owner": "x"},
        {"promised_on": (today - timedelta(days=1)).isoformat()},
        {"promised_on": "soon"},
    ):
        assert head.post(page, data=tokens | right | wrong).status_code == 422
    for action in ("إضافة موظف", "متابعة"):
        assert head.post(page, data=tokens | right | {"action": action}).status_code == 303
    with way.hall.database.reading() as session:
        assert len(session.scalars(select(LateNote)).all()) == 2
    set_due(way, number, today + timedelta(days=40))
    text = head.get(page).text
    assert "إضافة موظف" in text
    assert "متابعة" in text
    assert number not in signed_in("head1").get("/late").text
    assert number in signed_in("governorate1").get("/late?center=demo").text
    clerk = signed_in("clerk1")
    clerk.submit(f"/counter/requests/{number}", f"/counter/requests/{number}/withdraw", reason="رغبته")
    assert number not in head.get("/late").text


def test_a_complaint_is_made_without_a_name_answered_once_and_counted(
    way: Departments, client: CheckedClient, signed_in: SignIn
) -> None:
    number = way.receive()
    typed = {"center": "demo", "kind": "delay", "words": "تأخر طلبي", "request": number}
    for wrong in ({"center": "x"}, {"kind": ""}, {"words": " "}, {"request": "9"}):
        assert client.submit("/complaints", "/complaints", **(typed | wrong)).status_code in (404, 422)
    sent = client.tokens("/complaints") | typed
    place = client.post("/complaints", data=sent).headers["Location"]
    with way.hall.database.reading() as session:
        complaint = session.scalars(select(Complaint)).one()
    assert complaint.number == f"K-000-{complaint.year}-000001"
    assert complaint.received_by is None
    assert complaint.number in client.get(place).text
    supervisor, page = signed_in("supervisor1"), f"/complaints/desk/{complaint.number}"
    assert complaint.number in supervisor.get("/complaints/desk").text
    assert supervisor.submit(page, page, answer=" ").status_code == 422
    tokens = supervisor.tokens(page)
    assert supervisor.post(page, data=tokens | {"answer": "تم البحث"}).status_code == 303
    assert supervisor.post(page, data=tokens | {"answer": "آخر"}).status_code == 409
    assert "تم البحث" in client.get(place).text
    assert complaint.number in signed_in("governorate1").get("/complaints/desk").text


def test_complaints_are_limited(client: CheckedClient, desk: Hall) -> None:
    tokens = client.tokens("/complaints")
    assert [client.post("/complaints", data=tokens).status_code for _ in range(7)][-1] == 429


def test_routes_and_forms_are_edited_by_who_keeps_the_catalogue(desk: Hall, signed_in: SignIn) -> None:
    admin = signed_in("admin1")
    assert "إصدار ترخيص بناء" in admin.get("/manage/routes").text
    page = "/manage/routes/sectors/revenue"
    wrong = {"department": ["revenue"], "kind": ["review"], "days": ["2"]}
    assert admin.submit(page, page, **wrong).status_code == 422
    assert admin.submit(page, page, department=["revenue"], kind=["decision"], days=["x"]).status_code == 422
    right = {
        "department": ["revenue", "revenue", "revenue"],
        "kind": ["review", "", "decision"],
        "days": ["٢", "1", "1"],
    }
    assert admin.submit(page, page, **right).status_code == 303
    with desk.database.reading() as session:
        sector = session.scalars(select(Sector).where(Sector.code == "revenue")).one()
        assert [(stage.kind.value, stage.days) for stage in own_stages(session, sector)] == [
            ("review", 2),
            ("decision", 1),
        ]
    page = "/manage/routes/services/rent_payment"
    fields = {"name_ar": ["رقم العقد", ""], "name_en": ["Contract", ""], "field_kind": ["choice", "text"]}
    assert admin.submit(page, f"{page}/form", **fields, choices=["", ""]).status_code == 422
    assert admin.submit(page, f"{page}/form", **fields, choices=["أ؛ ب", ""], required=["1"]).status_code == 303
    with desk.database.reading() as session:
        rent = session.scalars(select(Service.id).where(Service.code == "rent_payment")).one()
        field = session.scalars(select(ServiceField).where(ServiceField.service_id == rent)).one()
    assert (field.choices, field.required) == ("أ\nب", True)
    assert signed_in("manager1").get("/manage/routes").status_code == 403
