"""Collecting what is ready: a number for the window, taken at the kiosk with the request's number."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import ColumnElement

from singlewindow.catalogue.records import Service
from singlewindow.database import Work
from singlewindow.errors import N_, Refusal
from singlewindow.places.clock import service_day
from singlewindow.requests.records import Request
from singlewindow.requests.states import RequestState
from singlewindow.text import ascii_digits
from singlewindow.tickets.issue import Issued, TicketWish, issue
from singlewindow.tickets.records import Ticket
from singlewindow.tickets.states import Lane, State

STILL_GOOD = (State.WAITING, State.CALLED, State.SERVING, State.HELD)


class NothingToCollect(Refusal):
    message = N_("Nothing is ready under this number here. Compare it with your slip, or ask at a window.")


def collection_ticket(
    work: Work, center_id: UUID, number: str, lane: Lane, language: str, form_key: str, public_url: str, now: datetime
) -> Issued:
    """Give a number to who collects what is ready; asked again on the same day, the number that still waits.

    Raises NothingToCollect, alike for a wrong number and for one that is not ready, and what `issue` raises.
    """
    request = work.session.scalar(select(Request).where(*_ready(center_id, number)))
    if request is None:
        raise NothingToCollect
    service = work.session.get_one(Service, request.service_id)
    wish = TicketWish(center_id, service.code, lane, language, form_key, public_url)
    standing = _standing(work.session, request, now)
    if standing is not None:
        return Issued(standing.id, standing.follow_code)
    issued = issue(work, wish, now)
    request.collection_ticket_id = issued.id
    return issued


def to_collect(session: Session, ticket_id: UUID) -> Request | None:
    """Give the request that the holder of a number has come to collect, if any."""
    return session.scalar(select(Request).where(Request.collection_ticket_id == ticket_id))


def _ready(center_id: UUID, number: str) -> tuple[ColumnElement[bool], ...]:
    digits = "".join(letter for letter in ascii_digits(number) if letter.isascii() and letter.isdigit())
    plain = f"{digits[:3]}-{digits[3:7]}-{digits[7:13]}-{digits[13:]}" if len(digits) == 14 else ""
    return Request.center_id == center_id, Request.number == plain, Request.state == RequestState.READY


def _standing(session: Session, request: Request, now: datetime) -> Ticket | None:
    ticket = session.get(Ticket, request.collection_ticket_id) if request.collection_ticket_id else None
    good = ticket is not None and ticket.day == service_day(now) and ticket.state in STILL_GOOD
    return ticket if good else None
