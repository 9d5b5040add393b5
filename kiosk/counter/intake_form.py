"""What the form of a request asks for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk.counter.money_form import MoneyForm, read_money_form
from singlewindow.catalogue.records import Paper, Service, ServiceField
from singlewindow.catalogue.services import papers_of
from singlewindow.places.records import Center
from singlewindow.places.windows import own_window
from singlewindow.requests.answers import fields_of
from singlewindow.requests.collect import to_collect
from singlewindow.requests.draft import draft_of
from singlewindow.requests.records import Request
from singlewindow.requests.states import ApplicantKind
from singlewindow.tickets.desk import NoTicketHere, ticket_at
from singlewindow.tickets.letters import ARABIC_LETTERS
from singlewindow.tickets.records import Ticket
from singlewindow.tickets.states import State


@dataclass(frozen=True)
class IntakePage:
    center: Center
    ticket: Ticket
    arabic_letter: str
    service: Service
    papers: Sequence[Paper]
    money: MoneyForm
    fields: Sequence[ServiceField]
    kinds: Sequence[ApplicantKind]
    draft: dict[str, list[str]]
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
        money=read_money_form(session, staff_id, ticket.service_id, now),
        fields=fields_of(session, ticket.service_id),
        kinds=list(ApplicantKind),
        draft=draft_of(session, staff_id, ticket.id),
        opened=_opened(session, ticket),
    )


def _opened(session: Session, ticket: Ticket) -> str | None:
    """The request opened for a number, or the one its holder has come to collect."""
    collected = to_collect(session, ticket.id)
    if collected is not None:
        return collected.number
    own = (Request.ticket_id == ticket.id, Request.service_id == ticket.service_id)
    return session.scalar(select(Request.number).where(*own))
