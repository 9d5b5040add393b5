"""What is too large is answered by the page it was sent from, in the visitor's language, and keeps what was typed."""

from collections.abc import Callable
from io import BytesIO

import pytest
from werkzeug.test import TestResponse

from singlewindow.requests.records import RequestScan
from singlewindow.requests.scans import LARGEST_SCAN
from tests.cast import Hall
from tests.client import CheckedClient
from tests.kiosk.at_window_three import FORM, NAME, Window, text_of

SignIn = Callable[[str], CheckedClient]
PLAIN_FORM = "application/x-www-form-urlencoded"
LANGUAGES = ("ar", "en")
WORDS = {
    400: ("هذه الصفحة قديمة", "This page is out of date"),
    404: ("لا توجد صفحة", "There is no such page"),
    405: ("لا تُستخدم هذه الصفحة", "be used that way"),
    413: ("اختر ملفًا أصغر", "choose a smaller file"),
}
SENT = {
    400: ("post", "/signin", {}),
    404: ("get", "/nothing", {}),
    405: ("put", "/counter", {}),
    413: ("post", "/signin", {"data": {"username": "x" * 300_000}}),
}


@pytest.fixture
def window(app: object, desk: Hall, signed_in: SignIn) -> Window:
    """A clerk who serves a number at window 3."""
    return Window(signed_in("clerk1"), desk)


def attach(client: CheckedClient, number: str, size: int) -> TestResponse:
    """Send a file of `size` bytes as a scan of a request."""
    fields = client.tokens(FORM) | {"scan": (BytesIO(b"x" * size), "scan.pdf"), "paper": "x"}
    return client.post(f"/counter/requests/{number}/scans", data=fields, content_type="multipart/form-data")


def number_of(window: Window) -> str:
    """Receive a request and give its number."""
    return window.send().headers["Location"].rsplit("/", 1)[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_scan_that_is_too_large_is_answered_by_the_page_of_its_request(window: Window, language: str) -> None:
    number = number_of(window)
    window.client.get(f"/?lang={language}")
    answer = attach(window.client, number, LARGEST_SCAN * 2)
    assert answer.status_code == 413
    assert f'<bdi dir="ltr">{number}</bdi>' in answer.text
    assert 'role="alert"' in answer.text
    assert '<a href="#scan">' in answer.text
    assert ("٢٠٠ نقطة" if language == "ar" else "200 dpi") in answer.text
    assert window.count(RequestScan) == 0


def test_a_scan_for_a_request_that_is_not_is_refused_as_ever(window: Window) -> None:
    assert attach(window.client, "R-1", LARGEST_SCAN * 2).status_code == 404


def test_who_may_not_attach_sees_no_request_for_sending_too_much(window: Window, signed_in: SignIn) -> None:
    number = number_of(window)
    for username in ("cashier1", "officer1"):
        other = signed_in(username)
        answer = other.post(f"/counter/requests/{number}/scans", data={"scan": (BytesIO(b"x" * LARGEST_SCAN * 2), "x")})
        assert answer.status_code == 413
        assert number not in answer.text
        assert NAME not in answer.text


def test_a_request_with_too_much_text_shows_its_form_with_what_was_kept(window: Window) -> None:
    tokens = window.client.tokens(FORM)
    kept = window.client.post("/counter/request/draft", data=window.typed() | tokens)
    assert kept.status_code == 204
    answer = window.client.post("/counter/request", data=window.typed(address="x" * 300_000) | tokens)
    assert answer.status_code == 413
    assert NAME in answer.text
    assert 'role="alert"' in answer.text
    assert window.nothing_changed()


def test_a_logo_that_is_too_large_is_answered_by_the_page_of_the_letterhead(signed_in: SignIn) -> None:
    manager = signed_in("manager1")
    answer = manager.post("/manage/papers/logo", data={"logo": (BytesIO(b"x" * 300_000), "logo.png")})
    assert answer.status_code == 413
    assert 'id="logo"' in answer.text
    assert "٢٠٠" in text_of(answer)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("status", WORDS)
def test_each_error_is_a_page_in_the_visitors_language(signed_in: SignIn, status: int, language: str) -> None:
    client = signed_in("clerk1")
    client.get(f"/?lang={language}")
    method, address, sent = SENT[status]
    answer = getattr(client, method)(address, **sent)
    assert answer.status_code == status
    assert WORDS[status][LANGUAGES.index(language)] in answer.text
    assert ("خطأ:" if language == "ar" else "Error:") in answer.text


def test_what_is_too_large_is_taken_to_its_end_so_that_the_browser_hears_the_answer(client: CheckedClient) -> None:
    body = BytesIO(b"username=" + b"x" * 300_000)
    assert client.post("/signin", input_stream=body, content_type=PLAIN_FORM, content_length=300_009).status_code == 413
    assert body.read() == b""
