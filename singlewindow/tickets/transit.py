"""Moving a ticket: its claim under the lock of its center, and the period that has ended. Statements are built once."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Row, Table, bindparam, insert, update
from sqlalchemy.orm import Session

from singlewindow.errors import N_, Refusal
from singlewindow.places.centers import CenterChanged, LockedCenter
from singlewindow.records import new_key
from singlewindow.text import one_line
from singlewindow.tickets.records import Period, Ticket
from singlewindow.tickets.states import TRANSITIONS, Deed

tickets = cast(Table, Ticket.__table__)
END_PERIOD = insert(cast(Table, Period.__table__))
CLAIMS: dict[tuple[str, ...], Any] = {}


class NotPossibleNow(Refusal):
    message = N_("This number is no longer where it was. Look at the page again.")


@dataclass(frozen=True)
class TicketMoved(CenterChanged):
    """One number has moved, and with it what its center's screens show."""

    ticket_id: UUID


@dataclass(frozen=True)
class Mover:
    """Who moves a ticket, under the lock of its center: at a window, from elsewhere, or nobody but the rules."""

    center: LockedCenter
    window_id: UUID | None
    staff_id: UUID | None


@dataclass(frozen=True)
class Step:
    """A deed at a moment, and the reason given for it."""

    deed: Deed
    now: datetime
    reason: str = ""


def transit(session: Session, mover: Mover, ticket: Row[Any], step: Step, **values: Any) -> None:
    """Claim `ticket` by the state it was read in, set `values`, and write the period that has ended.

    The ticket then stands at the mover's window unless `values` says otherwise. Raises NotPossibleNow from a state the
    deed does not begin in, and the refusals of `one_line` without a reason that the deed needs.
    """
    transition = TRANSITIONS[step.deed]
    if ticket.state not in transition.before:
        raise NotPossibleNow
    reason = one_line(step.reason, N_("The reason"), most=200, required=transition.reason)
    new = {
        "state": transition.after,
        "state_since": step.now,
        "window_id": mover.window_id,
        "staff_id": mover.staff_id,
        "center_version": mover.center.version,
        **values,
    }
    where = {"ticket": ticket.id, "before": ticket.state, **{f"new_{name}": value for name, value in new.items()}}
    if session.connection().execute(_claim(tuple(new)), where).rowcount != 1:
        raise NotPossibleNow
    session.connection().execute(END_PERIOD, _period(mover, ticket, step, reason))


def _claim(names: tuple[str, ...]) -> Any:
    """Give the claim of a ticket by the state it must be in, setting the columns in `names`."""
    if names not in CLAIMS:
        held = (tickets.c.id == bindparam("ticket"), tickets.c.state == bindparam("before"))
        CLAIMS[names] = update(tickets).where(*held).values({name: bindparam(f"new_{name}") for name in names})
    return CLAIMS[names]


def _period(mover: Mover, ticket: Row[Any], step: Step, reason: str) -> dict[str, Any]:
    return {
        "id": new_key(),
        "ticket_id": ticket.id,
        "center_id": mover.center.id,
        "center_version": mover.center.version,
        "state": ticket.state,
        "service_id": ticket.service_id,
        "deed": step.deed,
        "reason": reason,
        "began_at": ticket.state_since,
        "ended_at": max(ticket.state_since, step.now),
        "window_id": ticket.window_id,
        "staff_id": ticket.staff_id,
    }
