"""The cards that hang in a center: asked for once, with what each shows."""

import pytest
from sqlalchemy import select

from singlewindow.devices.cards import CardWish, UnknownCard, latest_cards, want_card
from singlewindow.documents.records import Document
from tests.cast import Hall, new_key
from tests.conftest import NOON

ADDRESS = "http://localhost/device"


def ask(hall: Hall, card: str, language: str = "ar", form_key: str = "") -> Document:
    with hall.database.writing() as work:
        key = want_card(work, CardWish(hall.center_id, card, language, ADDRESS, form_key or new_key()), NOON)
    with hall.database.reading() as session:
        return session.get_one(Document, key)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_windows_card_shows_its_number_and_keys(hall: Hall, language: str) -> None:
    facts = ask(hall, "3", language).facts
    assert (facts["role"], facts["number"]) == ("window", 3)
    assert "N" in [row["key"] for row in facts["keys"]]


@pytest.mark.parametrize("role", ["kiosk", "board"])
def test_a_devices_card_shows_where_it_is_paired(hall: Hall, role: str) -> None:
    facts = ask(hall, role).facts
    assert (facts["role"], facts["pairing_url"]) == (role, ADDRESS)
    assert len(facts["steps"]) == 4


@pytest.mark.parametrize(("card", "language"), [("99", "ar"), ("", "ar"), ("printer", "ar"), ("3", "fr")])
def test_a_card_that_does_not_exist_is_refused(hall: Hall, card: str, language: str) -> None:
    with pytest.raises(UnknownCard):
        ask(hall, card, language)


def test_a_second_press_asks_for_no_second_card(hall: Hall) -> None:
    key = new_key()
    assert ask(hall, "1", form_key=key).id == ask(hall, "1", form_key=key).id
    with hall.database.reading() as session:
        assert len(session.scalars(select(Document)).all()) == 1


def test_the_latest_cards_come_first(hall: Hall) -> None:
    first, second = ask(hall, "1"), ask(hall, "board")
    with hall.database.reading() as session:
        assert [card.id for card in latest_cards(session, hall.center_id)] == [second.id, first.id]
