"""What is typed beside the charges of a request: amounts, method, reference."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from kiosk.counter.typed import typed_key
from kiosk.edge import keyring, public_url
from kiosk.language import LANGUAGES
from singlewindow.cash.charges import UnknownTariffItem
from singlewindow.cash.methods import Offered, methods
from singlewindow.cash.money import InvalidAmount, read_amount
from singlewindow.cash.pay import Money
from singlewindow.cash.records import PaymentMethod
from singlewindow.cash.sessions import session_of
from singlewindow.catalogue.records import TariffItem
from singlewindow.catalogue.services import tariff_of
from singlewindow.errors import N_, Invalid
from singlewindow.places.clock import service_day
from singlewindow.text import ascii_digits

AMOUNT = "amount-"
UNITS = "units-"
FIELDS = {
    "The applicant's name": "applicant_name",
    "The reference": "reference",
    "The 33 form number": "form33",
    "The commercial register number": "commercial_register",
    "The representative's name": "representative_name",
    "The power of attorney number": "power_of_attorney",
    "The unit": "unit",
    "The plot": "plot",
    "The file or licence number": "file_number",
    "The address": "address",
}
Form = MultiDict[str, str]


class CountOfUnitsWrong(Invalid):
    message = N_("A count of units is a whole number of at most six digits.")
    field = "charges"


@dataclass(frozen=True)
class MoneyForm:
    """What can still be charged for a service today, the ways to pay it, and whether the clerk's drawer is open."""

    tariff: Sequence[TariffItem]
    methods: Sequence[PaymentMethod]
    drawer_open: bool


def read_money_form(
    session: Session, staff_id: UUID, service_id: UUID, now: datetime, charged: frozenset[UUID] = frozenset()
) -> MoneyForm:
    """Read what the form offers a clerk; `charged` are the tariff items that have been charged already."""
    tariff = [item for item in tariff_of(session, service_id, service_day(now)) if item.id not in charged]
    return MoneyForm(tariff, methods(session), session_of(session, staff_id) is not None)


def typed_amounts(form: Form) -> dict[UUID, int]:
    """Read what was typed beside the tariff's items: piastres, or a count of units; empty and zero are left out.

    Raises UnknownTariffItem, InvalidAmount or CountOfUnitsWrong.
    """
    amounts = {key: read_amount(text) for key, text in _typed(form, AMOUNT)}
    amounts |= {key: _count(text) for key, text in _typed(form, UNITS)}
    return {key: amount for key, amount in amounts.items() if amount}


def _typed(form: Form, prefix: str) -> list[tuple[UUID, str]]:
    named = [(name.removeprefix(prefix), text.strip()) for name, text in form.items() if name.startswith(prefix)]
    return [(typed_key(name, UnknownTariffItem), text) for name, text in named if text]


def _count(text: str) -> int:
    plain = ascii_digits(text)
    if not (plain.isascii() and plain.isdigit() and len(plain) <= 6):
        raise CountOfUnitsWrong
    return int(plain)


def typed_money(form: Form, amounts: dict[UUID, int]) -> Money:
    """Read how `amounts` are paid."""
    paper_language = form.get("paper_language", "ar")
    return Money(
        form_key=form.get("form_key", ""),
        amounts=amounts,
        method=form.get("method", ""),
        reference=form.get("reference", ""),
        form33=form.get("form33", ""),
        language=paper_language if paper_language in LANGUAGES else "ar",
        public_url=public_url(),
        others=_others(form),
        signer=keyring(),
    )


def _others(form: Form) -> list[Offered]:
    amount = form.get("other_amount", "").strip()
    if not amount:
        return []
    return [Offered(form.get("other_method", ""), form.get("other_reference", ""), read_amount(amount))]


def field_of(refusal: Invalid, form: Form) -> str:
    """Give the id of the input that a refusal speaks of, or nothing when it speaks of the whole form."""
    if isinstance(refusal, InvalidAmount):
        typed = (name for name, text in form.items() if name.startswith(AMOUNT) and not _is_amount(text))
        return next(typed, "charges")
    return refusal.field or FIELDS.get(str(refusal.values.get("what")), "")


def _is_amount(text: str) -> bool:
    try:
        return not text.strip() or read_amount(text) >= 0
    except InvalidAmount:
        return False
