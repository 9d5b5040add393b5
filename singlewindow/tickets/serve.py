"""The deeds of a window: call the next or a given number, call again, start, hold, resume, finish, mark absent."""

from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Row, select

from singlewindow.audit.actions import Action
from singlewindow.audit.note import note
from singlewindow.database import Work
from singlewindow.errors import N_, Refusal, Unknown
from singlewindow.tickets.desk import NoTicketHere, Seat, present_for, ready_to_call, require_free, sit, tickets
from singlewindow.tickets.head import head_for, of_number
from singlewindow.tickets.states import Deed, Outcome, State
from singlewindow.tickets.transit import Step, TicketMoved, transit


class NobodyWaits(Refusal):
    message = N_("Nobody is waiting.")


class UnknownNumber(Unknown):
    message = N_("There is no such number today.")


class CalledTooSoon(Refusal):
    message = N_("This number was called a moment ago. Wait %(seconds)s seconds before you call again.")


class CalledOften(Refusal):
    message = N_("This number has been called again %(most)s times. Mark it absent if nobody comes.")


def call_next(work: Work, staff_id: UUID, now: datetime) -> UUID:
    """Call the next number for the window. Raises NoWindow, WindowIsPaused, WindowHasTicket or NobodyWaits."""
    seat = ready_to_call(work.session, staff_id)
    head = head_for(work.session, seat, now)
    if head is None:
        raise NobodyWaits
    return _call(work, seat, head, Step(Deed.CALL, now), recalls=0)


def pick(work: Work, staff_id: UUID, letter: str, number: int, reason: str, now: datetime) -> UUID:
    """Call a given number out of its turn, for a reason that is kept; `letter` is the Latin twin.

    Raises what `call_next` raises but NobodyWaits, and UnknownNumber, NotPossibleNow or the refusals of `one_line`.
    """
    seat = ready_to_call(work.session, staff_id)
    ticket = of_number(work.session, seat.center.id, letter, number, now)
    if ticket is None:
        raise UnknownNumber
    called = _call(work, seat, ticket, Step(Deed.PICK, now, reason), recalls=0)
    note(work, Action.PICK, staff_id, seat.center.id, f"{ticket.letter}{ticket.number}", now, ticket=ticket.id)
    return called


def recall(work: Work, staff_id: UUID, now: datetime) -> UUID:
    """Call the number at the clerk's window again, as often and as soon as the center's rules allow.

    Raises NoWindow, NoTicketHere, CalledTooSoon or CalledOften.
    """
    seat = sit(work.session, staff_id)
    ticket = present_for(work.session, seat, Deed.RECALL)
    if ticket.recalls >= seat.center.most_recalls:
        raise CalledOften(most=seat.center.most_recalls)
    left = ticket.called_at + timedelta(seconds=seat.center.recall_after_seconds) - now
    if left > timedelta(0):
        raise CalledTooSoon(seconds=-(-left // timedelta(seconds=1)))
    return _call(work, seat, ticket, Step(Deed.RECALL, now), recalls=ticket.recalls + 1)


def start(work: Work, staff_id: UUID, now: datetime) -> UUID:
    """Begin to serve the called number. Raises NoWindow or NoTicketHere."""
    return _move(work, staff_id, Deed.START, now)


def finish(work: Work, staff_id: UUID, outcome: Outcome, now: datetime) -> UUID:
    """End the visit being served. Raises NoWindow or NoTicketHere."""
    return _move(work, staff_id, Deed.FINISH, now, outcome=outcome)


def mark_absent(work: Work, staff_id: UUID, now: datetime) -> UUID:
    """Put aside the called number that did not come. Raises NoWindow or NoTicketHere."""
    return _move(work, staff_id, Deed.MARK_ABSENT, now)


def hold(work: Work, staff_id: UUID, now: datetime) -> UUID:
    """Set the visit aside (to fetch a copy, to fill in a form), so that the window may call. As `start` raises."""
    return _move(work, staff_id, Deed.HOLD, now)


def resume(work: Work, staff_id: UUID, ticket_id: UUID, now: datetime) -> UUID:
    """Go on with a number that the window holds. Raises NoWindow, WindowHasTicket or NoTicketHere."""
    seat = sit(work.session, staff_id)
    require_free(work.session, seat)
    own = (tickets.c.id == ticket_id, tickets.c.window_id == seat.window_id, tickets.c.state == State.HELD)
    ticket = work.session.connection().execute(select(tickets).where(*own)).one_or_none()
    if ticket is None:
        raise NoTicketHere
    return _moved(work, seat, ticket, Step(Deed.RESUME, now))


def _call(work: Work, seat: Seat, ticket: Row[Any], step: Step, recalls: int) -> UUID:
    called = {"called_at": step.now, "calls": ticket.calls + 1, "recalls": recalls, "not_before": None}
    transit(work.session, seat, ticket, step, **called)
    work.tell(TicketMoved(seat.center.id, seat.center.version, ticket.id))
    return cast(UUID, ticket.id)


def _move(work: Work, staff_id: UUID, deed: Deed, now: datetime, **values: Any) -> UUID:
    seat = sit(work.session, staff_id)
    return _moved(work, seat, present_for(work.session, seat, deed), Step(deed, now), **values)


def _moved(work: Work, seat: Seat, ticket: Row[Any], step: Step, **values: Any) -> UUID:
    transit(work.session, seat, ticket, step, **values)
    work.tell(TicketMoved(seat.center.id, seat.center.version, ticket.id))
    return cast(UUID, ticket.id)
