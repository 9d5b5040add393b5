"""Sending the number at a window elsewhere: to a window, sector or skill, to the queue, or to one more service.

A number that is sent keeps its turn, so it is not made to wait a second time.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from singlewindow.catalogue.services import require_open, sector_by_code, service_by_code
from singlewindow.database import Work
from singlewindow.errors import N_, Invalid, Refusal
from singlewindow.people.records import Skill
from singlewindow.places.windows import own_window, window_by_number
from singlewindow.tickets.desk import present_for, sit
from singlewindow.tickets.states import Deed
from singlewindow.tickets.transit import Step, TicketMoved, transit


class UnknownSkill(Invalid):
    message = N_("There is no such skill.")


class OwnWindow(Refusal):
    message = N_("The number is at this window already.")


class SameService(Refusal):
    message = N_("This service is being served already.")


def transfer_to_window(work: Work, staff_id: UUID, number: int, reason: str, now: datetime) -> None:
    """Send the number to a window. Raises NoWindow, NoTicketHere, UnknownWindow, OwnWindow or `one_line`'s."""
    own = own_window(work.session, staff_id)
    window = window_by_number(work.session, own.center_id, number)
    if window.id == own.id:
        raise OwnWindow
    _send(work, staff_id, Step(Deed.TRANSFER, now, reason), for_window_id=window.id, for_skill_id=None)


def transfer_to_sector(work: Work, staff_id: UUID, code: str, reason: str, now: datetime) -> None:
    """Send the number to the line of a sector. Raises NoWindow, NoTicketHere, UnknownSector or `one_line`'s."""
    sector = sector_by_code(work.session, code)
    to = {"sector_id": sector.id, "for_window_id": None, "for_skill_id": None}
    _send(work, staff_id, Step(Deed.TRANSFER, now, reason), **to)


def transfer_to_skill(work: Work, staff_id: UUID, code: str, reason: str, now: datetime) -> None:
    """Send the number to the clerks of a skill. Raises NoWindow, NoTicketHere, UnknownSkill or `one_line`'s."""
    skill = work.session.scalar(select(Skill).where(Skill.code == code))
    if skill is None:
        raise UnknownSkill
    _send(work, staff_id, Step(Deed.TRANSFER, now, reason), for_window_id=None, for_skill_id=skill.id)


def send_back(work: Work, staff_id: UUID, reason: str, now: datetime) -> None:
    """Return the number to the queue with the turn it had. Raises NoWindow, NoTicketHere or `one_line`'s."""
    _send(work, staff_id, Step(Deed.SEND_BACK, now, reason))


def add_service(work: Work, staff_id: UUID, code: str, now: datetime) -> None:
    """Go on with another service in the same visit, under the same number.

    Raises NoWindow, NoTicketHere, UnknownService, ServiceIsClosed or SameService.
    """
    seat = sit(work.session, staff_id)
    ticket = present_for(work.session, seat, Deed.ADD_SERVICE)
    service = service_by_code(work.session, code)
    require_open(work.session, seat.center.id, service.id)
    if service.id == ticket.service_id:
        raise SameService
    to = {"service_id": service.id, "sector_id": service.sector_id}
    transit(work.session, seat, ticket, Step(Deed.ADD_SERVICE, now), **to)
    work.tell(TicketMoved(seat.center.id, seat.center.version, ticket.id))


def _send(work: Work, staff_id: UUID, step: Step, **to: Any) -> None:
    seat = sit(work.session, staff_id)
    ticket = present_for(work.session, seat, step.deed)
    transit(work.session, seat, ticket, step, window_id=None, staff_id=None, **to)
    work.tell(TicketMoved(seat.center.id, seat.center.version, ticket.id))
