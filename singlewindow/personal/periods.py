"""The retention periods of a center: set by its manager, none until then; a new one holds only from the day after."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from singlewindow.audit.actions import Action
from singlewindow.audit.note import note
from singlewindow.database import Work
from singlewindow.errors import N_, Invalid
from singlewindow.personal.records import PersonalData, RetentionPeriod
from singlewindow.places.centers import lock_center
from singlewindow.text import ascii_digits

MOST_DAYS = 36_500
RECONSIDER = timedelta(days=1)
"""What is removed never comes back: for so long a period that was just set removes nothing."""


class BadRetention(Invalid):
    message = N_("A retention period is a whole number of days from 1 to %(most)s, or empty: kept without an end.")


def periods_of(session: Session, center_id: UUID) -> dict[PersonalData, RetentionPeriod]:
    """Give the periods that a center has set."""
    rows = session.scalars(select(RetentionPeriod).where(RetentionPeriod.center_id == center_id))
    return {row.kind: row for row in rows}


def set_periods(work: Work, center_id: UUID, typed: Mapping[PersonalData, str], staff_id: UUID, now: datetime) -> None:
    """Set the periods of a center as they were typed, an empty text for none; one that stays the same is left alone.

    Raises UnknownCenter or BadRetention (with the kind as `field`).
    """
    wanted = {kind: _days(kind, typed.get(kind, "")) for kind in PersonalData}
    center = lock_center(work.session, center_id)
    kept = periods_of(work.session, center_id)
    changed = {kind: days for kind, days in wanted.items() if days != (kept[kind].days if kind in kept else None)}
    for kind, days in changed.items():
        if days is None:
            work.session.delete(kept[kind])
        elif kind in kept:
            kept[kind].days, kept[kind].set_at, kept[kind].set_by = days, now, staff_id
        else:
            work.add(RetentionPeriod(center_id=center.id, kind=kind, days=days, set_at=now, set_by=staff_id))
    if changed:
        work.session.flush()
        facts = {kind.value: days for kind, days in changed.items()}
        note(work, Action.RETENTION_SET, staff_id, center.id, str(center.number), now, **facts)


def in_force(period: RetentionPeriod, now: datetime) -> bool:
    """Tell whether a period was set long enough ago to remove anything."""
    return period.set_at <= now - RECONSIDER


def _days(kind: PersonalData, typed: str) -> int | None:
    text = ascii_digits(typed).strip()
    if not text:
        return None
    days = int(text) if text.isascii() and text.isdigit() and len(text) <= 5 else 0
    if not 1 <= days <= MOST_DAYS:
        raise BadRetention(most=MOST_DAYS, field=kind.value)
    return days
