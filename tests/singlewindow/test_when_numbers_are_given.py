"""When a center gives numbers: hours, holidays, the last one before closing, quotas, pauses, booked times."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from singlewindow.catalogue.records import Service, ServiceQuota
from singlewindow.places.clock import local, service_day
from singlewindow.places.opening import CenterIsClosed, LastNumberGiven, NumbersPaused, opens_next
from singlewindow.places.records import Center, Holiday
from singlewindow.tickets.booking import NotASlot, SlotIsFull, UnknownBooking, book, free_slots
from singlewindow.tickets.hall import give_numbers, pause_numbers
from singlewindow.tickets.issue import QuotaReached
from singlewindow.tickets.records import Ticket
from singlewindow.tickets.states import Lane
from tests.cast import Hall, new_key

MINUTE = timedelta(minutes=1)
SERVICE = "building_permit_issue"


def at(now: datetime, hour: int, minute: int = 0) -> datetime:
    """Give a local moment of the day of `now`; the centers open at 8 and close at 15."""
    return local(now).replace(hour=hour, minute=minute)


@pytest.fixture
def weekly(hall: Hall) -> Hall:
    """The hall, no longer always open."""
    hall.set_rules(always_open=False)
    return hall


def close_on(hall: Hall, day: datetime, only_here: bool = False) -> None:
    with hall.database.writing() as work:
        center = work.session.get_one(Center, hall.center_id)
        own = center.id if only_here else None
        work.add(
            Holiday(
                governorate_id=center.governorate_id,
                center_id=own,
                day=service_day(day),
                name_ar="عطلة",
                name_en="Holiday",
            )
        )


def next_opening(hall: Hall, now: datetime) -> datetime | None:
    with hall.database.reading() as session:
        return opens_next(session, session.get_one(Center, hall.center_id), now)


def test_the_last_number_is_given_before_closing(weekly: Hall, now: datetime) -> None:
    weekly.set_rules(last_ticket_minutes=20)
    weekly.take_ticket(at(now, 14, 39))
    with pytest.raises(LastNumberGiven):
        weekly.take_ticket(at(now, 14, 40))
    for closed in (at(now, 7, 59), at(now, 15)):
        with pytest.raises(CenterIsClosed):
            weekly.take_ticket(closed)


@pytest.mark.parametrize("only_here", [True, False])
def test_a_holiday_is_closed_and_left_out_of_the_next_opening(weekly: Hall, now: datetime, only_here: bool) -> None:
    tuesday, wednesday = at(now, 8), at(now, 8) + timedelta(days=1)
    close_on(weekly, tuesday, only_here)
    close_on(weekly, wednesday, only_here)
    with pytest.raises(CenterIsClosed):
        weekly.take_ticket(at(now, 10))
    assert next_opening(weekly, at(now, 7)) == wednesday + timedelta(days=1)


def test_a_pause_is_said_with_its_reason_and_staff_may_still_give_a_number(weekly: Hall, now: datetime) -> None:
    weekly.do(pause_numbers, weekly.center_id, "تعطل الشبكة")
    with pytest.raises(NumbersPaused) as paused:
        weekly.take_ticket(now)
    assert paused.value.values == {"reason": "تعطل الشبكة"}
    clerk = weekly.staff("clerk1")
    issued = weekly.take_ticket(at(now, 14, 59), issued_by=clerk)
    assert weekly.ticket(issued.id).issued_by == clerk
    with pytest.raises(CenterIsClosed):
        weekly.take_ticket(at(now, 15), issued_by=clerk)
    weekly.do(give_numbers, weekly.center_id)
    weekly.take_ticket(now)


def test_a_daily_quota_ends_a_service_for_the_day_and_leaves_no_gap(hall: Hall, now: datetime) -> None:
    with hall.database.writing() as work:
        service = work.session.scalars(select(Service.id).where(Service.code == SERVICE)).one()
        work.add(ServiceQuota(center_id=hall.center_id, service_id=service, most=2))
    key = new_key()
    for form_key in (key, key, new_key()):
        hall.take_ticket(now, form_key=form_key)
    for _ in range(2):
        with pytest.raises(QuotaReached):
            hall.take_ticket(now)
    hall.take_ticket(now + timedelta(days=1))
    hall.take_ticket(now, service="rent_payment")
    with hall.database.reading() as session:
        numbers = session.execute(select(Ticket.day, Ticket.letter, Ticket.number).order_by(Ticket.id)).all()
    today, tomorrow = service_day(now), service_day(now) + timedelta(days=1)
    assert [tuple(row) for row in numbers] == [(today, "B", 1), (today, "B", 2), (tomorrow, "B", 1), (today, "S", 1)]


def booked(hall: Hall, starts_at: datetime, now: datetime, form_key: str = "") -> str:
    clerk = hall.staff("clerk1")
    return hall.do(book, hall.center_id, SERVICE, starts_at, form_key or new_key(), clerk, now)


def test_a_booked_time_becomes_a_number_whose_turn_is_its_time_less_the_head_start(weekly: Hall, now: datetime) -> None:
    weekly.set_rules(booked_head_start_minutes=30)
    nine, ten = at(now, 9), at(now, 10)
    code = booked(weekly, ten, nine)
    for wrong in ("000000" if code != "000000" else "000001", "x", ""):
        if wrong:
            with pytest.raises(UnknownBooking):
                weekly.take_ticket(nine, booking=wrong)
    early = weekly.take_ticket(nine + 45 * MINUTE, booking=code)
    before = weekly.take_ticket(nine + 29 * MINUTE)
    after = weekly.take_ticket(nine + 31 * MINUTE)
    turns = [weekly.ticket(ticket.id).turn for ticket in (before, early, after)]
    assert turns == sorted(turns)
    assert weekly.ticket(early.id).lane is Lane.BOOKED
    for again in ({"booking": code}, {"lane": Lane.BOOKED}):
        with pytest.raises(UnknownBooking):
            weekly.take_ticket(ten, **again)


def test_a_booking_ends_half_an_hour_after_its_time(weekly: Hall, now: datetime) -> None:
    code = booked(weekly, at(now, 10), at(now, 9))
    with pytest.raises(UnknownBooking):
        weekly.take_ticket(at(now, 10, 31), booking=code)
    weekly.take_ticket(at(now, 10, 30), booking=code)


def test_a_slot_has_so_many_places(weekly: Hall, now: datetime) -> None:
    weekly.set_rules(slot_minutes=30, slot_places=2)
    nine, ten = at(now, 9), at(now, 10)
    key = new_key()
    assert booked(weekly, ten, nine, key) == booked(weekly, ten, nine, key)
    booked(weekly, ten, nine)
    with pytest.raises(SlotIsFull):
        booked(weekly, ten, nine)
    for wrong in (at(now, 10, 5), at(now, 15), nine, ten + timedelta(days=30)):
        with pytest.raises(NotASlot):
            booked(weekly, wrong, nine)
    with weekly.database.reading() as session:
        center = session.get_one(Center, weekly.center_id)
        free = free_slots(session, center, service_day(now), 30, 2, nine)
    assert [slot.strftime("%H:%M") for slot in free][:3] == ["09:30", "10:30", "11:00"]
    assert free[-1].strftime("%H:%M") == "14:30"
