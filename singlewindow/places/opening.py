"""Whether a center is open, and when it opens next."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from singlewindow.errors import N_, Refusal
from singlewindow.places.clock import local
from singlewindow.places.records import OpeningHours


class CenterIsClosed(Refusal):
    message = N_("The center is closed now.")


class OpenPlace(Protocol):
    """What opening needs to know of a center."""

    @property
    def id(self) -> UUID:
        """The center's key."""

    @property
    def always_open(self) -> bool:
        """Whether it never closes."""


def hours_of(session: Session, center_id: UUID) -> Sequence[OpeningHours]:
    """Give the weekly hours of a center."""
    query = select(OpeningHours).where(OpeningHours.center_id == center_id).order_by(OpeningHours.weekday)
    return session.scalars(query).all()


def is_open(session: Session, center: OpenPlace, now: datetime) -> bool:
    """Tell whether `center` is open at `now` (aware)."""
    return center.always_open or any(_spans(hours, now) for hours in hours_of(session, center.id))


def opens_next(session: Session, center: OpenPlace, now: datetime) -> datetime | None:
    """Give the next opening after `now` in local time, within a week; None when there is none."""
    hours = {row.weekday: row.opens for row in hours_of(session, center.id)}
    today = local(now)
    days = (today + timedelta(days=ahead) for ahead in range(8))
    openings = (datetime.combine(d.date(), hours[d.weekday()], d.tzinfo) for d in days if d.weekday() in hours)
    return next((opening for opening in openings if opening > today), None)


def _spans(hours: OpeningHours, now: datetime) -> bool:
    moment = local(now)
    return hours.weekday == moment.weekday() and hours.opens <= moment.time() < hours.closes
