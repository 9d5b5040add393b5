"""What the holder of a number may do: come back after an absence, ask for ten more minutes, leave."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from singlewindow.database import Work
from singlewindow.errors import N_, Refusal, Unknown
from singlewindow.places.centers import LockedCenter, lock_center
from singlewindow.places.clock import service_day
from singlewindow.tickets.head import of_number
from singlewindow.tickets.policy import MICROSECOND, turn_of
from singlewindow.tickets.serve import UnknownNumber
from singlewindow.tickets.states import Deed, State
from singlewindow.tickets.transit import Mover, NotPossibleNow, Step, TicketMoved, tickets, transit

MORE = timedelta(minutes=10)
MOST_POSTPONEMENTS = 2
MOST_RETURNS = 1


class UnknownFollowCode(Unknown):
    message = N_(
        "This link leads to no number of today. A number is followed until its day ends; take a new one at the center."
    )


class ReturnedBefore(Refusal):
    message = N_("This number came back once already. Please take a new one.")


class TooLate(Refusal):
    message = N_("This number was called more than %(minutes)s minutes ago. Please take a new one.")


class PostponedOften(Refusal):
    message = N_("You have asked for more time twice already.")


def come_back(work: Work, follow_code: str, now: datetime) -> None:
    """Put an absent number at the end of the line, once, within the center's grace time.

    Raises UnknownFollowCode, NotPossibleNow, ReturnedBefore or TooLate.
    """
    mover, ticket = _followed(work.session, follow_code, now)
    _come_back(work, mover, ticket, now)


def come_back_by_number(work: Work, center_id: UUID, letter: str, number: int, now: datetime) -> str:
    """Do as `come_back` for a number as it stands on the slip (`letter` is the Latin twin) and give its follow code.

    Raises UnknownNumber, NotPossibleNow, ReturnedBefore or TooLate.
    """
    center = lock_center(work.session, center_id)
    ticket = of_number(work.session, center_id, letter, number, now)
    if ticket is None:
        raise UnknownNumber
    _come_back(work, Mover(center, None, None), ticket, now)
    return str(ticket.follow_code)


def postpone(work: Work, follow_code: str, now: datetime) -> None:
    """Move a waiting number's turn by MORE, at most twice; until then nobody calls it.

    Raises UnknownFollowCode, NotPossibleNow or PostponedOften.
    """
    mover, ticket = _followed(work.session, follow_code, now)
    if ticket.postponements >= MOST_POSTPONEMENTS:
        raise PostponedOften
    later = {
        "turn": ticket.turn + MORE // MICROSECOND,
        "not_before": max(ticket.not_before or now, now) + MORE,
        "postponements": ticket.postponements + 1,
    }
    _moved(work, mover, ticket, Step(Deed.POSTPONE, now), **later)


def leave(work: Work, follow_code: str, now: datetime) -> None:
    """Give up a waiting or absent number. Raises UnknownFollowCode or NotPossibleNow."""
    mover, ticket = _followed(work.session, follow_code, now)
    _moved(work, mover, ticket, Step(Deed.LEAVE, now))


def _come_back(work: Work, mover: Mover, ticket: Row[Any], now: datetime) -> None:
    if ticket.state is not State.ABSENT:
        raise NotPossibleNow
    if ticket.returns >= MOST_RETURNS:
        raise ReturnedBefore
    if now - ticket.state_since > timedelta(minutes=mover.center.grace_minutes):
        raise TooLate(minutes=mover.center.grace_minutes)
    step = Step(Deed.COME_BACK, now)
    _moved(work, mover, ticket, step, turn=turn_of(now, timedelta(0)), returns=ticket.returns + 1)


def _moved(work: Work, mover: Mover, ticket: Row[Any], step: Step, **values: Any) -> None:
    transit(work.session, mover, ticket, step, **values)
    work.tell(TicketMoved(mover.center.id, mover.center.version, ticket.id))


def _followed(session: Session, follow_code: str, now: datetime) -> tuple[Mover, Row[Any]]:
    """Lock the center of today's ticket with a code and read the ticket as it stands under the lock."""
    own = select(tickets).where(tickets.c.follow_code == follow_code, tickets.c.day == service_day(now))
    found = session.connection().execute(own).one_or_none()
    if found is None:
        raise UnknownFollowCode
    center: LockedCenter = lock_center(session, found.center_id)
    return Mover(center, None, None), session.connection().execute(own).one()
