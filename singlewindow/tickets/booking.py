"""Booked times: slots of a center with so many places each, and the code by which one is used."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from singlewindow.audit.actions import Action
from singlewindow.audit.note import note
from singlewindow.catalogue.records import Service
from singlewindow.catalogue.services import require_open, service_by_code
from singlewindow.database import Work
from singlewindow.errors import N_, Invalid, Refusal, Unknown
from singlewindow.formkeys import checked_form_key
from singlewindow.places.centers import CenterChanged, LockedCenter, lock_center
from singlewindow.places.clock import local, service_day
from singlewindow.places.opening import OpenPlace, spans
from singlewindow.text import ascii_digits
from singlewindow.tickets.records import Booking

CODE_DIGITS = 6
MOST_DAYS_AHEAD = 14
LATEST = timedelta(minutes=30)


class UnknownBooking(Unknown):
    message = N_("There is no booking with this code today, or it has been used or is over.")


class NotASlot(Invalid):
    message = N_("Please choose one of the times shown.")
    field = "starts_at"


class BookingIsOver(Refusal):
    message = N_("This booking has been used or cancelled already.")


class SlotIsFull(Refusal):
    message = N_("This time has just been taken. Please choose another.")


@dataclass(frozen=True)
class Booked:
    """A booking that is being used."""

    id: UUID
    service: str
    starts_at: datetime


def book(
    work: Work, center_id: UUID, service: str, starts_at: datetime, form_key: str, staff_id: UUID, now: datetime
) -> str:
    """Book a place in a slot and give its code; the same form key gives the same code again.

    Raises FormKeyMissing, UnknownCenter, UnknownService, ServiceIsClosed, NotASlot or SlotIsFull.
    """
    checked_form_key(form_key)
    center = lock_center(work.session, center_id)
    first = work.session.scalar(select(Booking.code).where(Booking.form_key == form_key))
    if first is not None:
        return first
    wanted = service_by_code(work.session, service)
    require_open(work.session, center_id, wanted.id)
    place = _free_place(work.session, center, starts_at, now)
    booking = Booking(
        center_id=center_id,
        center_version=center.version,
        day=service_day(starts_at),
        starts_at=starts_at,
        place=place,
        code=_new_code(work.session, center_id, service_day(starts_at)),
        service_id=wanted.id,
        form_key=form_key,
        booked_by=staff_id,
        booked_at=now,
    )
    work.add(booking)
    work.tell(CenterChanged(center_id, center.version))
    work.session.flush()
    note(work, Action.BOOKED, staff_id, center_id, str(booking.id), now, starts_at=starts_at)
    return booking.code


def free_slots(
    session: Session, center: OpenPlace, day: date, minutes: int, places: int, now: datetime
) -> list[datetime]:
    """Give the local moments of a day, `minutes` apart, that are still to come and have one of `places` free."""
    taken = _taken(session, center.id, day)
    slots = [at for span in spans(session, center, day, 1) for at in _slots(span.opens, span.closes, minutes)]
    return [slot for slot in slots if slot > now and taken.get(slot, 0) < places]


def bookings_of(session: Session, center_id: UUID, day: date) -> Sequence[tuple[Booking, Service]]:
    """Give the bookings of a day that were not cancelled, by time, with their services."""
    own = (Booking.center_id == center_id, Booking.day == day, Booking.cancelled_at.is_(None))
    query = select(Booking, Service).join(Service, Service.id == Booking.service_id).where(*own)
    return [(row[0], row[1]) for row in session.execute(query.order_by(Booking.starts_at, Booking.place))]


def cancel(work: Work, center_id: UUID, booking_id: UUID, staff_id: UUID, now: datetime) -> None:
    """Cancel a booking of a center; its place is free again. Raises UnknownCenter or BookingIsOver."""
    center = lock_center(work.session, center_id)
    unused = (Booking.ticket_id.is_(None), Booking.cancelled_at.is_(None))
    values = {"place": None, "cancelled_at": now, "cancelled_by": staff_id, "center_version": center.version}
    own = update(Booking).where(Booking.id == booking_id, Booking.center_id == center_id, *unused)
    if work.session.scalar(own.values(**values).returning(Booking.id)) is None:
        raise BookingIsOver
    work.tell(CenterChanged(center_id, center.version))
    note(work, Action.BOOKING_CANCELLED, staff_id, center_id, str(booking_id), now)


def redeem(session: Session, center: LockedCenter, code: str, now: datetime) -> Booked:
    """Give the unused booking of today with a code, until LATEST after its time; raises UnknownBooking."""
    own = (Booking.center_id == center.id, Booking.day == service_day(now), Booking.code == ascii_digits(code.strip()))
    query = select(Booking, Service.code).join(Service, Service.id == Booking.service_id)
    unused = (Booking.ticket_id.is_(None), Booking.cancelled_at.is_(None))
    found = session.execute(query.where(*own, *unused)).one_or_none()
    if found is None or now > found.Booking.starts_at + LATEST:
        raise UnknownBooking
    return Booked(found.Booking.id, found.code, found.Booking.starts_at)


def note_ticket(session: Session, booked: Booked, ticket_id: UUID) -> None:
    """Mark a booking as used by a ticket."""
    session.execute(update(Booking).where(Booking.id == booked.id).values(ticket_id=ticket_id))


def _free_place(session: Session, center: LockedCenter, starts_at: datetime, now: datetime) -> int:
    day = service_day(starts_at)
    if not now < starts_at <= now + timedelta(days=MOST_DAYS_AHEAD):
        raise NotASlot
    times = [
        at for span in spans(session, center, day, 1) for at in _slots(span.opens, span.closes, center.slot_minutes)
    ]
    if starts_at not in times:
        raise NotASlot
    own = (Booking.center_id == center.id, Booking.starts_at == starts_at, Booking.place.is_not(None))
    taken = set(session.scalars(select(Booking.place).where(*own)))
    free = next((place for place in range(1, center.slot_places + 1) if place not in taken), None)
    if free is None or len(taken) >= center.slot_places:
        raise SlotIsFull
    return free


def _slots(opens: datetime, closes: datetime, minutes: int) -> list[datetime]:
    count = int((closes - opens).total_seconds() // (minutes * 60))
    return [opens + n * timedelta(minutes=minutes) for n in range(count)]


def _taken(session: Session, center_id: UUID, day: date) -> dict[datetime, int]:
    own = (Booking.center_id == center_id, Booking.day == day, Booking.cancelled_at.is_(None))
    rows = session.execute(select(Booking.starts_at, func.count()).where(*own).group_by(Booking.starts_at))
    return {local(starts_at): count for starts_at, count in rows}


def _new_code(session: Session, center_id: UUID, day: date) -> str:
    """Give an unused code of CODE_DIGITS digits; it opens nothing but a place in the queue."""
    own = (Booking.center_id == center_id, Booking.day == day)
    used = set(session.scalars(select(Booking.code).where(*own)))
    while (code := f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}") in used:
        pass
    return code
