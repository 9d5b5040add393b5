"""Opening a request, taking its payment and issuing a certificate at the desk."""

import pytest
from sqlalchemy import select

from singlewindow.cash.records import Payment
from singlewindow.documents.records import Document
from singlewindow.requests.records import Request, RequestPaper
from tests.cast import WRONG_CHECK_DIGIT_ID
from tests.kiosk.at_window_three import FORM, NAME, Window, text_of


def test_the_form_shows_service_papers_and_tariff(window: Window) -> None:
    text = text_of(window.client.get(FORM))
    assert "إصدار ترخيص بناء" in text
    assert text.count('name="papers"') == 2
    assert text.count('name="amount-') == 2
    assert text.count('name="method"') == 4


def test_request_and_payment_stand_after_one_form(window: Window) -> None:
    text = text_of(window.client.get(FORM))
    paper = text.split('name="papers" value="')[1].split('"')[0]
    answer = window.send(
        papers=paper, national_id="٢٩٠٠١٠١١٣٠٠١٢٠", phone="٠١٠٠١٢٣٤٥٦٧", **{f"amount-{window.assessed.id}": "١٬٢٥٠٫٥"}
    )
    assert answer.status_code == 303
    with window.desk.database.reading() as session:
        request, payment = session.scalars(select(Request)).one(), session.scalars(select(Payment)).one()
        handed_in = list(session.scalars(select(RequestPaper.handed_in).order_by(RequestPaper.position)))
    assert (request.applicant_name, request.national_id, request.phone) == (NAME, "29001011300120", "01001234567")
    assert answer.headers["Location"] == f"/counter/requests/{request.number}"
    assert payment.amount == 3750 + 125050
    assert handed_in == [True, False]
    assert window.count(Document) == 3


def test_a_wrong_check_digit_is_a_warning_on_the_requests_page(window: Window) -> None:
    text = text_of(window.client.get(window.send().headers["Location"]))
    assert 'class="notice"' in text
    assert "١ يناير ١٩٩٠" in text


def test_the_id_is_masked_on_the_page_and_in_no_address_or_title(window: Window) -> None:
    answer = window.send()
    text = text_of(window.client.get(answer.headers["Location"]))
    assert WRONG_CHECK_DIGIT_ID not in text + answer.headers["Location"]
    assert "----------0120" in text
    assert NAME not in text.split("</title>")[0]


def test_the_request_stands_without_payment_when_nothing_is_ticked(window: Window) -> None:
    answer = window.send(**{f"amount-{window.fixed.id}": ""})
    assert answer.status_code == 303
    assert (window.count(Request), window.count(Payment)) == (1, 0)
    assert 'class="certificate"' not in text_of(window.client.get(answer.headers["Location"]))


@pytest.mark.parametrize("paid", ["37.50", ""])
def test_the_same_form_twice_gives_the_first_request(window: Window, paid: str) -> None:
    fields = window.typed(**{f"amount-{window.fixed.id}": paid}) | window.client.tokens(FORM)
    places = [window.client.post("/counter/request", data=fields).headers["Location"] for _ in range(2)]
    assert places[0] == places[1]
    assert (window.count(Request), window.count(Payment)) == (1, 1 if paid else 0)


def test_the_same_form_with_money_added_takes_none(window: Window) -> None:
    fields = window.typed() | window.client.tokens(FORM)
    for paid in ("", "37.50"):
        answer = window.client.post("/counter/request", data=fields | {f"amount-{window.fixed.id}": paid})
        assert answer.status_code == 303
    assert window.count(Payment) == 0


def test_a_second_request_for_the_same_number_is_refused_and_the_form_leads_to_the_first(window: Window) -> None:
    tokens = window.client.tokens(FORM)
    first = window.send().headers["Location"]
    answer = window.client.post("/counter/request", data=window.typed() | tokens | {"form_key": "another-form-key-0"})
    assert answer.status_code == 409
    assert window.count(Request) == 1
    assert window.client.get(FORM).headers["Location"] == first


def test_a_receiver_gets_the_form_without_money_and_opens_a_request(receiver: Window) -> None:
    text = text_of(receiver.client.get(FORM))
    assert 'name="amount-' not in text
    assert 'name="method"' not in text
    assert receiver.send(**{f"amount-{receiver.fixed.id}": ""}).status_code == 303
    assert (receiver.count(Request), receiver.count(Payment)) == (1, 0)


def test_a_receiver_who_sends_money_is_refused(receiver: Window) -> None:
    assert receiver.send().status_code == 403
    assert receiver.nothing_changed()


@pytest.mark.parametrize("number", ["000-2026-000009-9", "x", "%00", "٠"])
def test_an_unknown_request_is_not_found(window: Window, number: str) -> None:
    assert window.client.get(f"/counter/requests/{number}").status_code == 404


def test_a_request_saved_without_money_is_paid_later_once(window: Window) -> None:
    saved = window.send(**{f"amount-{window.fixed.id}": ""})
    page = saved.headers["Location"]
    assert "amount-" in window.client.get(page).text
    fields = window.client.tokens(page) | {"method": "cash"}
    wrong = window.client.post(f"{page}/payments", data=fields | {f"amount-{window.fixed.id}": "-1"})
    assert wrong.status_code == 422
    for _ in range(2):
        answer = window.client.post(f"{page}/payments", data=fields | {f"amount-{window.fixed.id}": "37.50"})
        assert answer.status_code == 303
    assert window.count(Payment) == 1
    again = window.client.tokens("/counter") | {"form_key": "another-key-of-a-form", "method": "cash"}
    assert (
        window.client.post(f"{page}/payments", data=again | {f"amount-{window.fixed.id}": "37.50"}).status_code == 409
    )
    assert window.count(Payment) == 1


def test_a_wrong_later_payment_marks_the_input_and_leads_to_it(window: Window) -> None:
    page = window.send(**{f"amount-{window.fixed.id}": ""}).headers["Location"]
    fields = window.client.tokens(page) | {"method": "card", f"amount-{window.fixed.id}": "37.50"}
    text = text_of(window.client.post(f"{page}/payments", data=fields))
    assert '<a href="#reference">' in text
    assert next(tag for tag in text.split("<") if 'aria-invalid="true"' in tag).startswith('input id="reference"')
    assert 'value="card" checked' in text
    assert window.count(Payment) == 0
