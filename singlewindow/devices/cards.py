"""Cards to hang up: at a window its number and keys, at a kiosk or a board how it is paired."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from singlewindow.database import Work
from singlewindow.devices.card_words import KEYS, STEPS
from singlewindow.documents.records import Document, DocumentKind
from singlewindow.documents.want import want
from singlewindow.errors import N_, Invalid
from singlewindow.formkeys import checked_form_key
from singlewindow.places.centers import LockedCenter, governorate_name, lock_center
from singlewindow.places.records import Window

LATEST = 5
DEVICES = ("kiosk", "board")


class UnknownCard(Invalid):
    message = N_("Please choose a card of this center: of one of its windows, of a kiosk or of a board.")
    field = "card"


@dataclass(frozen=True)
class CardWish:
    """`card` is «kiosk», «board» or the number of a window; `address` is where a device is paired."""

    center_id: UUID
    card: str
    language: str
    address: str
    form_key: str


def want_card(work: Work, wish: CardWish, now: datetime) -> UUID:
    """Ask for a card and give its paper's key; the same form key gives the same one.

    Raises FormKeyMissing, UnknownCenter and UnknownCard.
    """
    checked_form_key(wish.form_key)
    center = lock_center(work.session, wish.center_id)
    first = work.session.scalar(select(Document.id).where(Document.form_key == wish.form_key))
    if first is not None:
        return first
    if wish.language not in STEPS:
        raise UnknownCard
    own = _of_device(wish) if wish.card in DEVICES else _of_window(work.session, wish)
    facts = _head(work.session, center, wish.language) | own
    serial = f"CARD-{center.number:03d}-{wish.card.upper()}"
    return want(work, DocumentKind.CARD, center, wish.language, serial, facts, now, form_key=wish.form_key)


def latest_cards(session: Session, center_id: UUID) -> Sequence[Document]:
    """Give the center's cards asked for last, newest first."""
    own = (Document.center_id == center_id, Document.kind == DocumentKind.CARD)
    return session.scalars(select(Document).where(*own).order_by(Document.id.desc()).limit(LATEST)).all()


def _head(session: Session, center: LockedCenter, language: str) -> dict[str, Any]:
    return {
        "governorate": governorate_name(session, center, language),
        "center": center.name(language),
        "digits": center.digits.value,
        "illustrative": center.demonstration,
        "called": "",
    }


def _of_device(wish: CardWish) -> dict[str, Any]:
    steps = list(STEPS[wish.language][wish.card])
    return {"role": wish.card, "steps": steps, "keys": [], "pairing_url": wish.address}


def _of_window(session: Session, wish: CardWish) -> dict[str, Any]:
    numbers = session.scalars(select(Window.number).where(Window.center_id == wish.center_id)).all()
    number = next((number for number in numbers if str(number) == wish.card), None)
    if number is None:
        raise UnknownCard
    keys = [{"key": key, "action": action} for key, action in KEYS[wish.language].items()]
    return {"role": "window", "number": number, "steps": list(STEPS[wish.language]["window"]), "keys": keys}
