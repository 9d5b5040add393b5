"""What a request's form refuses: in words, at its field, changing nothing."""

from datetime import UTC, datetime
from io import BytesIO

import pytest

from singlewindow.requests.records import Request
from tests.cast import Hall
from tests.client import CheckedClient
from tests.kiosk.at_window_three import FORM, NAME, Window, text_of


@pytest.mark.parametrize("key", [None, "", "short", "x" * 65, "né" * 10])
def test_a_form_without_a_right_key_is_refused_and_drawn_anew(window: Window, key: str | None) -> None:
    fields = window.typed() | window.client.tokens(FORM)
    del fields["form_key"]
    answer = window.client.post("/counter/request", data=fields | ({} if key is None else {"form_key": key}))
    assert answer.status_code == 400
    assert NAME in text_of(answer)
    assert 'name="form_key" value=""' not in text_of(answer)
    assert window.nothing_changed()


BAD = [
    ("applicant_name", ""),
    ("applicant_name", "   "),
    ("applicant_name", "أ" * 10_000),
    ("applicant_name", "محمد\u202eأحمد"),
    ("applicant_name", "محمد\x00أحمد"),
    ("applicant_name", "محمد\nأحمد"),
    ("national_id", ""),
    ("national_id", "2990101130123"),
    ("national_id", "29913011301234"),
    ("national_id", "39901011301234"),
    ("national_id", "abcdefghijklmn"),
    ("national_id", "9" * 10_000),
    ("phone", "123"),
    ("phone", "0100123456a"),
    ("method", "barter"),
    ("method", ""),
    ("form33", "1\u202e2"),
    ("form33", "1" * 41),
    ("papers", "not-a-key"),
    ("papers", "01a20b97-6981-731c-bc57-e1b821f74b7d"),
]


@pytest.mark.parametrize(("field", "value"), BAD)
def test_what_can_not_be_taken_is_said_at_its_field_and_nothing_changes(window: Window, field: str, value: str) -> None:
    answer = window.send(**{field: value})
    text = text_of(answer)
    assert answer.status_code == 422
    assert "<title>خطأ:" in text
    assert 'role="alert"' in text
    assert f'href="#{field}"' in text
    assert f'id="{field}"' in text
    assert window.nothing_changed()


@pytest.mark.parametrize(
    "amount",
    ["-5", "1e9", "10000000.01", "99999999999999999999", "1.234", "٥٫٥٫٥", "NaN", "0x10", "five", "1" * 10_000],
)
def test_an_absurd_amount_is_said_at_its_field_and_nothing_changes(window: Window, amount: str) -> None:
    answer = window.send(**{f"amount-{window.assessed.id}": amount})
    text = text_of(answer)
    assert answer.status_code == 422
    assert f'href="#amount-{window.assessed.id}"' in text
    assert text.count('aria-invalid="true"') == 1
    assert window.nothing_changed()


@pytest.mark.parametrize("name", ["amount-", "amount-x", "amount-01a20b97-6981-731c-bc57-e1b821f74b7d"])
def test_a_charge_of_no_tariff_is_refused(window: Window, name: str) -> None:
    assert window.send(**{name: "5"}).status_code == 422
    assert window.nothing_changed()


def test_a_fixed_fee_can_not_be_changed(window: Window) -> None:
    assert window.send(**{f"amount-{window.fixed.id}": "1"}).status_code == 422
    assert window.nothing_changed()


@pytest.mark.parametrize("reference", ["", "1\u202e2", "1" * 61])
def test_a_card_payment_needs_its_reference(window: Window, reference: str) -> None:
    answer = window.send(method="card", reference=reference)
    assert answer.status_code == 422
    assert 'href="#reference"' in text_of(answer)
    assert window.nothing_changed()


def test_what_was_typed_is_kept_beside_an_error(window: Window) -> None:
    text = text_of(window.send(phone="123", method="card", reference="٤٥", form33="77", paper_language="en"))
    assert f'value="{NAME}"' in text
    assert 'value="123"' in text
    assert 'value="card" checked' in text
    assert 'value="٤٥"' in text
    assert '<option value="en" lang="en" selected' in text


def test_a_form_mended_after_an_error_is_one_request(window: Window) -> None:
    text = text_of(window.send(phone="123"))
    key = text.split('name="form_key" value="')[1].split('"')[0]
    fields = window.typed() | window.client.tokens("/signin") | {"form_key": key}
    for _ in range(2):
        assert window.client.post("/counter/request", data=fields).status_code == 303
    assert window.count(Request) == 1


def test_markup_in_a_name_stays_text(window: Window) -> None:
    answer = window.send(applicant_name="<b>أحمد</b>")
    assert "<b>أحمد" not in text_of(window.client.get(answer.headers["Location"]))


def test_a_request_needs_a_number_being_served(client: CheckedClient, desk: Hall) -> None:
    client.sign_in("clerk1")
    assert client.get(FORM).status_code == 409
    clerk = desk.seat("clerk1", 3)
    assert client.get(FORM).status_code == 409
    desk.take_ticket(datetime.now(UTC))
    desk.call(clerk, datetime.now(UTC))
    assert client.get(FORM).status_code == 409


def test_a_broken_multipart_body_is_refused(window: Window) -> None:
    answer = window.client.post("/counter/request", data=b"--x\r\nbroken", content_type="multipart/form-data")
    assert answer.status_code == 400
    assert window.nothing_changed()


def test_an_oversize_body_is_refused(window: Window) -> None:
    tokens = window.client.tokens(FORM)
    answer = window.client.post("/counter/request", data=window.typed(applicant_name="x" * 400_000) | tokens)
    assert answer.status_code == 413
    assert window.nothing_changed()


def test_an_uploaded_file_is_no_field(window: Window) -> None:
    fields = window.typed() | window.client.tokens(FORM) | {"applicant_name": (BytesIO(b"x"), "x.txt")}
    answer = window.client.post("/counter/request", data=fields, content_type="multipart/form-data")
    assert answer.status_code == 422
    assert window.nothing_changed()


def test_the_whole_way_speaks_english(window: Window) -> None:
    window.client.get("/counter?lang=en")
    text = text_of(window.send(national_id="1"))
    assert "<title>Error:" in text
    assert "The national ID has 14 digits" in text
