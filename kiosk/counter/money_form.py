"""What is typed beside the charges of a request: amounts, method, reference."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from kiosk.counter.typed import typed_key
from kiosk.edge import public_url
from kiosk.language import LANGUAGES
from singlewindow.cash.money import InvalidAmount, read_amount
from singlewindow.cash.pay import Money, UnknownTariffItem, methods
from singlewindow.cash.records import PaymentMethod
from singlewindow.catalogue.records import TariffItem
from singlewindow.catalogue.services import tariff_of
from singlewindow.errors import Invalid
from singlewindow.places.clock import service_day

AMOUNT = "amount-"
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


@dataclass(frozen=True)
class MoneyForm:
    """What can be charged for a service today, and the ways to pay it."""

    tariff: Sequence[TariffItem]
    methods: Sequence[PaymentMethod]


def read_money_form(session: Session, service_id: UUID, now: datetime) -> MoneyForm:
    """Read what the form offers."""
    return MoneyForm(tariff_of(session, service_id, service_day(now)), methods(session))


def typed_amounts(form: Form) -> dict[UUID, int]:
    """Read what was typed beside the tariff's items; empty and zero are left out. Raises Invalid."""
    typed = {name.removeprefix(AMOUNT): text for name, text in form.items() if name.startswith(AMOUNT) and text.strip()}
    amounts = {typed_key(name, UnknownTariffItem): read_amount(text) for name, text in typed.items()}
    return {key: amount for key, amount in amounts.items() if amount}


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
    )


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
