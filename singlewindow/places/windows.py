"""A clerk's window: taking it, leaving it, pausing and opening it."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session

from singlewindow.database import Work
from singlewindow.errors import N_, Refusal, Unknown
from singlewindow.places.centers import CenterChanged, lock_center
from singlewindow.places.records import Window, WindowState
from singlewindow.text import one_line
from singlewindow.tickets.records import Ticket
from singlewindow.tickets.states import AT_WINDOW, State


class UnknownWindow(Unknown):
    message = N_("There is no such window.")


class WindowIsTaken(Refusal):
    message = N_("Another clerk is at window %(number)s.")


class ClerkIsAtWindow(Refusal):
    message = N_("You are at window %(number)s. Leave it first.")


class ClerkMissing(Refusal):
    message = N_("Nobody is at window %(number)s.")


class NoWindow(Refusal):
    message = N_("Take a window first.")


class WindowIsBusy(Refusal):
    message = N_("Finish with the numbers at the window, and those it holds, before you leave it.")


def windows_of(session: Session, center_id: UUID) -> Sequence[Window]:
    """Give the windows of a center by number."""
    return session.scalars(select(Window).where(Window.center_id == center_id).order_by(Window.number)).all()


def window_of(session: Session, staff_id: UUID) -> Window | None:
    """Give the window at which a clerk sits, if any."""
    return session.scalar(select(Window).where(Window.staff_id == staff_id))


def window_by_number(session: Session, center_id: UUID, number: int) -> Window:
    """Give a center's window by its number; raises UnknownWindow."""
    window = session.scalar(select(Window).where(Window.center_id == center_id, Window.number == number))
    if window is None:
        raise UnknownWindow
    return window


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
    window = window_by_number(work.session, center_id, number)
    if window.staff_id not in (None, staff_id):
        raise WindowIsTaken(number=number)
    seat(work, window, staff_id, center.version)
    return window


def leave_window(work: Work, staff_id: UUID) -> None:
    """Free the clerk's window. Raises NoWindow, or WindowIsBusy while a number is at it."""
    window = own_window(work.session, staff_id)
    center = lock_center(work.session, window.center_id)
    busy = exists().where(Ticket.window_id == window.id, Ticket.state.in_((*AT_WINDOW, State.HELD)))
    if work.session.scalar(select(busy)):
        raise WindowIsBusy
    seat(work, window, None, center.version)


def pause_window(work: Work, staff_id: UUID, reason: str) -> None:
    """Let the clerk's window call nobody for now, for a short reason. Raises NoWindow, `one_line`'s."""
    because = one_line(reason, N_("The reason"), most=80)
    _set_own(work, staff_id, state=WindowState.PAUSED, paused_because=because)


def open_window(work: Work, staff_id: UUID) -> None:
    """Let the clerk's window call again; raises NoWindow."""
    _set_own(work, staff_id, state=WindowState.OPEN, paused_because="")


def seat(work: Work, window: Window, staff_id: UUID | None, version: int) -> None:
    """Open a window for a clerk, or close it for None, at the center's new version; tells that the center changed."""
    state = WindowState.OPEN if staff_id else WindowState.CLOSED
    _set(work, window, version, staff_id=staff_id, state=state, paused_because="")


def _set_own(work: Work, staff_id: UUID, **values: object) -> None:
    window = own_window(work.session, staff_id)
    _set(work, window, lock_center(work.session, window.center_id).version, **values)


def _set(work: Work, window: Window, version: int, **values: object) -> None:
    change = update(Window).where(Window.id == window.id).values(center_version=version, **values)
    work.session.execute(change)
    work.tell(CenterChanged(window.center_id, version))
