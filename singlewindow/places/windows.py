"""Taking and leaving a window."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session

from singlewindow.database import Work
from singlewindow.errors import N_, Refusal, Unknown
from singlewindow.places.centers import CenterChanged, lock_center
from singlewindow.places.records import Window, WindowState
from singlewindow.tickets.records import Ticket
from singlewindow.tickets.states import AT_WINDOW


class UnknownWindow(Unknown):
    message = N_("There is no such window.")


class WindowIsTaken(Refusal):
    message = N_("Another clerk is at window %(number)s.")


class ClerkIsAtWindow(Refusal):
    message = N_("You are at window %(number)s. Leave it first.")


class NoWindow(Refusal):
    message = N_("Take a window first.")


class WindowIsBusy(Refusal):
    message = N_("Finish with the present number before you leave the window.")


def windows_of(session: Session, center_id: UUID) -> Sequence[Window]:
    """Give the windows of a center by number."""
    return session.scalars(select(Window).where(Window.center_id == center_id).order_by(Window.number)).all()


def window_of(session: Session, staff_id: UUID) -> Window | None:
    """Give the window at which a clerk sits, if any."""
    return session.scalar(select(Window).where(Window.staff_id == staff_id))


def own_window(session: Session, staff_id: UUID) -> Window:
    """Give the clerk's window; raises NoWindow."""
    window = window_of(session, staff_id)
    if window is None:
        raise NoWindow
    return window


def take_window(work: Work, center_id: UUID, number: int, staff_id: UUID) -> Window:
    """Seat a clerk at a window. Raises UnknownWindow, ClerkIsAtWindow or WindowIsTaken."""
    center = lock_center(work.session, center_id)
    held = window_of(work.session, staff_id)
    if held is not None and (held.center_id, held.number) != (center_id, number):
        raise ClerkIsAtWindow(number=held.number)
    window = work.session.scalar(select(Window).where(Window.center_id == center_id, Window.number == number))
    if window is None:
        raise UnknownWindow
    if window.staff_id not in (None, staff_id):
        raise WindowIsTaken(number=number)
    _seat(work, window, staff_id, center.version)
    return window


def leave_window(work: Work, staff_id: UUID) -> None:
    """Free the clerk's window. Raises NoWindow, or WindowIsBusy while a number is at it."""
    window = own_window(work.session, staff_id)
    center = lock_center(work.session, window.center_id)
    busy = exists().where(Ticket.window_id == window.id, Ticket.state.in_(AT_WINDOW))
    if work.session.scalar(select(busy)):
        raise WindowIsBusy
    _seat(work, window, None, center.version)


def _seat(work: Work, window: Window, staff_id: UUID | None, version: int) -> None:
    state = WindowState.OPEN if staff_id else WindowState.CLOSED
    values = {"staff_id": staff_id, "state": state, "center_version": version}
    work.session.execute(update(Window).where(Window.id == window.id).values(**values))
    work.tell(CenterChanged(window.center_id, version))
