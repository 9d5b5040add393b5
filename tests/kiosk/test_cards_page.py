"""The page on which a manager prints the cards that hang in the center."""

import io
import re
from collections.abc import Callable

import pypdfium2
import pytest
from sqlalchemy import select

from printing.render import render
from singlewindow.devices.card_words import KEYS
from singlewindow.documents.records import Document, DocumentKind
from tests.cast import Hall
from tests.client import CheckedClient

PAGE = "/manage/centers/demo/cards"
SignIn = Callable[..., CheckedClient]


def cards(desk: Hall) -> list[Document]:
    with desk.database.reading() as session:
        return list(session.scalars(select(Document).where(Document.kind == DocumentKind.CARD)))


@pytest.mark.parametrize("card", ["1", "kiosk", "board"])
def test_a_card_is_asked_for_once_and_shown(desk: Hall, signed_in: SignIn, card: str) -> None:
    manager = signed_in("manager1")
    form = manager.tokens(PAGE) | {"card": card, "language": "ar"}
    assert [manager.post(PAGE, data=form).status_code for _ in range(2)] == [303, 303]
    (wanted,) = cards(desk)
    assert wanted.serial in manager.get(PAGE).text


def test_a_card_of_no_window_is_refused_in_words(desk: Hall, signed_in: SignIn) -> None:
    answer = signed_in("manager1").submit(PAGE, PAGE, card="99", language="ar")
    assert answer.status_code == 422
    assert "بطاقة من بطاقات هذا المركز" in answer.text
    assert cards(desk) == []


def test_a_clerk_prints_no_cards(signed_in: SignIn) -> None:
    assert signed_in("clerk1").get(PAGE).status_code == 403


def test_the_settings_lead_to_the_cards(signed_in: SignIn) -> None:
    assert PAGE in signed_in("manager1").get("/manage").text


@pytest.mark.parametrize("card", ["1", "kiosk", "board"])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_each_card_is_one_page(desk: Hall, signed_in: SignIn, card: str, language: str) -> None:
    signed_in("manager1").submit(PAGE, PAGE, card=card, language=language)
    (wanted,) = cards(desk)
    pdf = pypdfium2.PdfDocument(io.BytesIO(render("card", language, wanted.serial, wanted.facts)))
    assert len(pdf) == 1


def test_the_card_has_the_keys_of_the_counter(signed_in: SignIn) -> None:
    page = signed_in("clerk1").get("/counter/keys").text
    on_the_page = re.findall(r"<kbd>(.)</kbd>", page)
    assert list(KEYS["ar"]) == list(KEYS["en"]) == on_the_page
