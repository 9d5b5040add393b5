"""Calls for help from a window or a kiosk to the supervisor of the hall, and their answer."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from singlewindow.database import Work
from singlewindow.errors import N_, Refusal
from singlewindow.places.centers import CenterChanged, lock_center
from singlewindow.places.records import HelpCall, HelpKind
from singlewindow.places.windows import own_window


class NoHelpCall(Refusal):
    message = N_("This call has been answered already.")


def call_from_window(work: Work, staff_id: UUID, kind: HelpKind, now: datetime) -> None:
    """Call the supervisor to the clerk's window; a second call before the answer adds none. Raises NoWindow."""
    window = own_window(work.session, staff_id)
    _call(work, window.center_id, kind, window.number, now)


def call_from_kiosk(work: Work, center_id: UUID, now: datetime) -> None:
    """Call staff to the kiosk of a center; a second call before the answer adds none. Raises UnknownCenter."""
    _call(work, center_id, HelpKind.HELP, None, now)


def open_calls(session: Session, center_id: UUID) -> Sequence[HelpCall]:
    """Give the unanswered calls of a center, the oldest first."""
    open_here = (HelpCall.center_id == center_id, HelpCall.answered_at.is_(None))
    return session.scalars(select(HelpCall).where(*open_here).order_by(HelpCall.called_at)).all()


def answer_call(work: Work, center_id: UUID, call_id: UUID, staff_id: UUID, now: datetime) -> None:
    """Mark a call of the center as answered. Raises UnknownCenter or NoHelpCall."""
    center = lock_center(work.session, center_id)
    own = (HelpCall.id == call_id, HelpCall.center_id == center_id, HelpCall.answered_at.is_(None))
    values = {"answered_at": now, "answered_by": staff_id, "center_version": center.version}
    found = work.session.scalar(update(HelpCall).where(*own).values(**values).returning(HelpCall.id))
    if found is None:
        raise NoHelpCall
    work.tell(CenterChanged(center_id, center.version))


def _call(work: Work, center_id: UUID, kind: HelpKind, window: int | None, now: datetime) -> None:
    center = lock_center(work.session, center_id)
    if any((call.kind, call.window) == (kind, window) for call in open_calls(work.session, center_id)):
        return
    work.add(HelpCall(center_id=center_id, center_version=center.version, kind=kind, window=window, called_at=now))
    work.tell(CenterChanged(center_id, center.version))
