"""The page on which a center sets the letterhead of its papers."""

import io
from collections.abc import Callable

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import select
from werkzeug.test import TestResponse

from singlewindow.places.records import Center
from tests.cast import Hall
from tests.client import CheckedClient

PAGE = "/manage/papers"
SignIn = Callable[..., CheckedClient]


@pytest.fixture
def manager(desk: Hall, signed_in: SignIn) -> CheckedClient:
    """A browser in which the manager of the demonstration is signed in."""
    return signed_in("manager1")


def png() -> bytes:
    image = io.BytesIO()
    Image.new("RGB", (60, 40), (10, 160, 80)).save(image, "png")
    return image.getvalue()


def center_of(desk: Hall) -> Center:
    with desk.database.reading() as session:
        return session.scalars(select(Center).where(Center.code == "demo")).one()


def send_logo(client: CheckedClient, content: bytes) -> TestResponse:
    fields = client.tokens(PAGE) | {"logo": (io.BytesIO(content), "logo.png")}
    return client.post(f"{PAGE}/logo", data=fields, content_type="multipart/form-data")


def test_lines_and_digits_are_set_and_shown(manager: CheckedClient, desk: Hall) -> None:
    lines = {"header_ar": "سطر أول\r\nسطر ثان", "header_en": "One", "footer_ar": "تذييل", "footer_en": "Foot"}
    answer = manager.submit(PAGE, PAGE, digits="latn", **lines)
    assert answer.status_code == 303
    assert "سطر ثان" in manager.get(PAGE).text
    assert center_of(desk).header_ar == "سطر أول\nسطر ثان"
    assert center_of(desk).digits.value == "latn"


def test_what_does_not_fit_is_refused_and_stays_typed(manager: CheckedClient, desk: Hall) -> None:
    answer = manager.submit(PAGE, PAGE, digits="latn", header_en="one\ntwo\nthree")
    assert answer.status_code == 422
    assert "three" in answer.text
    assert center_of(desk).header_en == ""


@pytest.mark.slow
def test_a_logo_is_set_shown_and_taken_away(manager: CheckedClient, desk: Hall) -> None:
    assert send_logo(manager, png()).status_code == 303
    assert manager.get(f"{PAGE}/logo").data == png()
    assert manager.get(f"{PAGE}/logo").mimetype == "image/png"
    assert manager.submit(PAGE, f"{PAGE}/logo/none").status_code == 303
    assert center_of(desk).logo == ""
    assert manager.get(f"{PAGE}/logo").status_code == 404


@pytest.mark.parametrize("content", [b"", b"no picture", b"\x89PNG\r\n\x1a\n", b"<svg onload='x'/>"])
def test_what_is_no_logo_is_refused_in_words(content: bytes, manager: CheckedClient, desk: Hall) -> None:
    answer = send_logo(manager, content)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert center_of(desk).logo == ""


@pytest.mark.slow
def test_a_preview_is_drawn_with_the_letterhead(manager: CheckedClient) -> None:
    shown = manager.get(f"{PAGE}/preview/ticket.en.png")
    assert shown.mimetype == "image/png"
    assert Image.open(io.BytesIO(shown.data)).size[0] > 200
    assert manager.get(f"{PAGE}/preview/banknote.en.png").status_code == 404


def test_a_preview_that_can_not_be_drawn_is_no_500(manager: CheckedClient, app: Flask) -> None:
    def fail(*_: object) -> bytes:
        raise RuntimeError("spoiled")

    app.extensions["paper_picture"] = fail
    assert manager.get(f"{PAGE}/preview/ticket.ar.png").status_code == 404
    assert send_logo(manager, png()).status_code == 422


@pytest.mark.parametrize("username", ["clerk1"])
def test_only_who_manages_the_center_may_enter(username: str, signed_in: SignIn) -> None:
    client = signed_in(username)
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, data=client.tokens("/counter")).status_code == 403


def test_who_belongs_to_no_center_chooses_one_in_the_settings(signed_in: SignIn) -> None:
    answer = signed_in("admin1").get(PAGE)
    assert (answer.status_code, answer.location) == (303, "/manage")
    assert signed_in("admin1").get(f"{PAGE}?center=zagazig").status_code == 200
    assert signed_in("manager1").get(f"{PAGE}?center=zagazig").status_code == 403
