"""Finding a center, and locking it for a change."""

from dataclasses import dataclass, fields
from typing import cast
from uuid import UUID

from sqlalchemy import Table, bindparam, select, update
from sqlalchemy.orm import Session

from singlewindow.errors import N_, Unknown
from singlewindow.news import News
from singlewindow.places.records import Center, CenterKind, Digits, Governorate


class UnknownCenter(Unknown):
    message = N_("There is no such center.")


@dataclass(frozen=True)
class CenterChanged(News):
    """Something that the center's screens show has changed; `version` is the center's new version."""

    center_id: UUID
    version: int


@dataclass(frozen=True)
class LockedCenter:
    """A center as it stands under this transaction's lock, at its new version."""

    id: UUID
    governorate_id: UUID
    number: int
    name_ar: str
    name_en: str
    always_open: bool
    digits: Digits
    head_start_minutes: int
    booked_head_start_minutes: int
    most_recalls: int
    recall_after_seconds: int
    grace_minutes: int
    last_ticket_minutes: int
    slot_minutes: int
    slot_places: int
    paused_because: str
    demonstration: bool
    logo: str
    header_ar: str
    header_en: str
    footer_ar: str
    footer_en: str
    kind: CenterKind
    version: int

    def name(self, language: str) -> str:
        """Give the name in `language` (`ar` or `en`)."""
        return self.name_ar if language == "ar" else self.name_en


centers = cast(Table, Center.__table__)
COUNTS = centers.c.kind != CenterKind.PRACTICE  # for whatever sums up: nothing of a practice center counts
KEY = select(centers.c.id).where(centers.c.code == bindparam("with_code"))
LOCK = (
    update(centers)
    .where(centers.c.id == bindparam("key"))
    .values(version=centers.c.version + 1)
    .returning(*(centers.c[column.name] for column in fields(LockedCenter)))
)


def center_by_code(session: Session, code: str) -> Center:
    """Give the center with a code; raises UnknownCenter."""
    center = session.scalar(select(Center).where(Center.code == code))
    if center is None:
        raise UnknownCenter
    return center


def center_key(session: Session, code: str) -> UUID:
    """Give the key of the center with a code, at little cost; raises UnknownCenter."""
    key = session.connection().scalar(KEY, {"with_code": code})
    if key is None:
        raise UnknownCenter
    return cast(UUID, key)


def lock_center(session: Session, center_id: UUID) -> LockedCenter:
    """Lock the center's row for this transaction, raise its version by one and give it; raises UnknownCenter."""
    row = session.connection().execute(LOCK, {"key": center_id}).one_or_none()
    if row is None:
        raise UnknownCenter
    return LockedCenter(*row)


def governorate_name(session: Session, center: LockedCenter, language: str) -> str:
    """Give the name of the governorate of `center` in a language."""
    return session.get_one(Governorate, center.governorate_id).name(language)
