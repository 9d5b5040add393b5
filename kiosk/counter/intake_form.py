"""What the form of a request asks for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from kiosk.touch.reading import ARABIC_LETTERS
from singlewindow.cash.money import InvalidAmount, read_amount
from singlewindow.cash.pay import methods
from singlewindow.cash.records import PaymentMethod
from singlewindow.catalogue.records import Paper, Service, TariffItem
from singlewindow.catalogue.services import papers_of, tariff_of
from singlewindow.errors import Invalid
from singlewindow.places.clock import service_day
from singlewindow.places.records import Center
from singlewindow.places.windows import own_window
from singlewindow.requests.records import Request
from singlewindow.tickets.records import Ticket
from singlewindow.tickets.serve import NoTicketHere, ticket_at
from singlewindow.tickets.states import State

AMOUNT = "amount-"
FIELDS = {
    "The applicant's name": "applicant_name",
    "The reference": "reference",
    "The 33 form number": "form33",
}


@dataclass(frozen=True)
class IntakePage:
    center: Center
    ticket: Ticket
    arabic_letter: str
    service: Service
    papers: Sequence[Paper]
    tariff: Sequence[TariffItem]
    methods: Sequence[PaymentMethod]
    opened: str | None


def read_intake_page(session: Session, staff_id: UUID, now: datetime) -> IntakePage:
    """Read what to ask for the number being served, and the request opened for it, if any.

    Raises NoWindow or NoTicketHere.
    """
    window = own_window(session, staff_id)
    ticket = ticket_at(session, window.id)
    if ticket is None or ticket.state is not State.SERVING:
        raise NoTicketHere
    return IntakePage(
        center=session.get_one(Center, window.center_id),
        ticket=ticket,
        arabic_letter=ARABIC_LETTERS[ticket.letter],
        service=session.get_one(Service, ticket.service_id),
        papers=papers_of(session, ticket.service_id),
        tariff=tariff_of(session, ticket.service_id, service_day(now)),
        methods=methods(session),
        opened=session.scalar(select(Request.number).where(Request.ticket_id == ticket.id)),
    )


def field_of(refusal: Invalid, form: MultiDict[str, str]) -> str:
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
