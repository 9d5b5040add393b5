"""What the supervisor of a hall does: free a window, seat a clerk, limit a window, pause the giving of numbers."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, insert, select, update

from singlewindow.catalogue.records import Sector
from singlewindow.catalogue.services import UnknownSector
from singlewindow.database import Work
from singlewindow.errors import N_, Unknown
from singlewindow.people.records import Staff
from singlewindow.people.roles import Permission, allows
from singlewindow.places.centers import CenterChanged, LockedCenter, lock_center
from singlewindow.places.records import Center, Window, WindowLane, WindowSector
from singlewindow.places.windows import ClerkMissing, seat, window_by_number, window_of
from singlewindow.text import one_line
from singlewindow.tickets.states import AT_WINDOW, Deed, Lane, State
from singlewindow.tickets.transit import Mover, Step, tickets, transit


class UnknownClerk(Unknown):
    message = N_("There is no such clerk at this center.")


@dataclass(frozen=True)
class Limits:
    """What a window serves: codes of sectors and lanes (none means all), and whether priority comes first."""

    sectors: frozenset[str]
    lanes: frozenset[Lane]
    priority_first: bool


def free_window(work: Work, center_id: UUID, number: int, reason: str, now: datetime) -> None:
    """Take a window from its clerk; its numbers go back to the queue with the turn they had, for a reason that is kept.

    Raises UnknownCenter, UnknownWindow, ClerkMissing or the refusals of `one_line`.
    """
    center = lock_center(work.session, center_id)
    window = window_by_number(work.session, center_id, number)
    if window.staff_id is None:
        raise ClerkMissing(number=number)
    _free(work, center, window, reason, now)


def seat_clerk(work: Work, center_id: UUID, number: int, staff_id: UUID, reason: str, now: datetime) -> None:
    """Move a clerk of the center to a window, freeing the clerk's own and taking it from whoever sits there.

    Raises UnknownCenter, UnknownWindow, UnknownClerk or the refusals of `one_line`.
    """
    center = lock_center(work.session, center_id)
    window = window_by_number(work.session, center_id, number)
    clerk = work.session.get(Staff, staff_id)
    if clerk is None or clerk.center_id != center_id or not clerk.active or not allows(clerk.role, Permission.SERVE):
        raise UnknownClerk
    held = window_of(work.session, staff_id)
    for old in {held, window} - {None}:
        if old is not None and old.staff_id is not None:
            _free(work, center, old, reason, now)
    seat(work, window, staff_id, center.version)


def limit_window(work: Work, center_id: UUID, number: int, limits: Limits) -> None:
    """Set what a window serves. Raises UnknownCenter, UnknownWindow or UnknownSector."""
    center = lock_center(work.session, center_id)
    window = window_by_number(work.session, center_id, number)
    wanted = work.session.scalars(select(Sector.id).where(Sector.code.in_(limits.sectors))).all()
    if len(wanted) != len(limits.sectors):
        raise UnknownSector
    _put(work, WindowSector, window.id, "sector_id", wanted)
    _put(work, WindowLane, window.id, "lane", limits.lanes)
    values = {"priority_first": limits.priority_first, "center_version": center.version}
    work.session.execute(update(Window).where(Window.id == window.id).values(**values))
    work.tell(CenterChanged(center_id, center.version))


def pause_numbers(work: Work, center_id: UUID, reason: str) -> None:
    """Give no numbers at the kiosk for now, for a reason that the kiosk says. Raises UnknownCenter or `one_line`'s."""
    _set_pause(work, center_id, one_line(reason, N_("The reason"), most=80))


def give_numbers(work: Work, center_id: UUID) -> None:
    """Give numbers again; raises UnknownCenter."""
    _set_pause(work, center_id, "")


def _set_pause(work: Work, center_id: UUID, because: str) -> None:
    center = lock_center(work.session, center_id)
    work.session.execute(update(Center).where(Center.id == center_id).values(paused_because=because))
    work.tell(CenterChanged(center_id, center.version))


def _free(work: Work, center: LockedCenter, window: Window, reason: str, now: datetime) -> None:
    because = one_line(reason, N_("The reason"), most=200)
    own = (tickets.c.window_id == window.id, tickets.c.state.in_((*AT_WINDOW, State.HELD)))
    for ticket in work.session.connection().execute(select(tickets).where(*own)).all():
        transit(work.session, Mover(center, None, None), ticket, Step(Deed.SEND_BACK, now, because))
    seat(work, window, None, center.version)
    work.session.refresh(window)


def _put(
    work: Work, kind: type[WindowSector | WindowLane], window_id: UUID, name: str, values: Collection[object]
) -> None:
    work.session.execute(delete(kind).where(kind.window_id == window_id))
    if values:
        work.session.execute(insert(kind), [{"window_id": window_id, name: value} for value in values])
