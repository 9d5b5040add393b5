"""Whether a center is open and gives numbers, and when it opens next."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from singlewindow.errors import N_, Refusal
from singlewindow.places.clock import CAIRO, local
from singlewindow.places.records import Holiday, OpeningHours

LOOKED_AHEAD = 31


class CenterIsClosed(Refusal):
    message = N_("The center is closed now.")


class LastNumberGiven(Refusal):
    message = N_("The last number before closing has been given.")


class NumbersPaused(Refusal):
    message = N_("No numbers are given for now: %(reason)s")


class OpenPlace(Protocol):
    """What opening needs to know of a center."""

    @property
    def id(self) -> UUID:
        """The center's key."""

    @property
    def governorate_id(self) -> UUID:
        """Its governorate's key."""

    @property
    def always_open(self) -> bool:
        """Whether it never closes."""

    @property
    def last_ticket_minutes(self) -> int:
        """How many minutes before closing the last number is given."""

    @property
    def paused_because(self) -> str:
        """Why no numbers are given for now; empty while they are."""


@dataclass(frozen=True)
class Span:
    """Local moments from which to which (not included) a center is open."""

    opens: datetime
    closes: datetime

    def holds(self, now: datetime) -> bool:
        """Tell whether an aware moment lies in it."""
        return self.opens <= now < self.closes


def hours_of(session: Session, center_id: UUID) -> Sequence[OpeningHours]:
    """Give the weekly hours of a center."""
    query = select(OpeningHours).where(OpeningHours.center_id == center_id).order_by(OpeningHours.weekday)
    return session.scalars(query).all()


def spans(session: Session, center: OpenPlace, first: date, days: int) -> Iterator[Span]:
    """Give the spans in which a center is open on `days` days from `first`, holidays left out."""
    hours = {row.weekday: row for row in hours_of(session, center.id)}
    closed = _holidays(session, center, first, first + timedelta(days=days))
    for day in (first + timedelta(days=n) for n in range(days)):
        if day.weekday() in hours and day not in closed:
            row = hours[day.weekday()]
            yield Span(datetime.combine(day, row.opens, CAIRO), datetime.combine(day, row.closes, CAIRO))


def is_open(session: Session, center: OpenPlace, now: datetime) -> bool:
    """Tell whether `center` is open at `now` (aware)."""
    return center.always_open or any(span.holds(now) for span in spans(session, center, local(now).date(), 1))


def require_numbers(session: Session, center: OpenPlace, now: datetime) -> None:
    """Raise CenterIsClosed, LastNumberGiven or NumbersPaused when a center gives no numbers at `now`."""
    if center.paused_because:
        raise NumbersPaused(reason=center.paused_because)
    if center.always_open:
        return
    today = next((span for span in spans(session, center, local(now).date(), 1) if span.holds(now)), None)
    if today is None:
        raise CenterIsClosed
    if now >= today.closes - timedelta(minutes=center.last_ticket_minutes):
        raise LastNumberGiven


def opens_next(session: Session, center: OpenPlace, now: datetime) -> datetime | None:
    """Give the next opening after `now` in local time, within LOOKED_AHEAD days; None when there is none."""
    ahead = spans(session, center, local(now).date(), LOOKED_AHEAD)
    return next((span.opens for span in ahead if span.opens > now), None)


def _holidays(session: Session, center: OpenPlace, first: date, end: date) -> set[date]:
    own = or_(Holiday.center_id.is_(None), Holiday.center_id == center.id)
    query = select(Holiday.day).where(Holiday.governorate_id == center.governorate_id, own)
    return set(session.scalars(query.where(Holiday.day >= first, Holiday.day < end)))
