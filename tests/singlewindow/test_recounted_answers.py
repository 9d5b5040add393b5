"""A changed holiday or weekday moves the days by which complaints are to be answered, as it moves those of files."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select, update

from singlewindow.complaints.complaints import ComplaintWords, answer, complain
from singlewindow.complaints.records import Complaint
from singlewindow.complaints.recount import recount_answers
from singlewindow.database import Work
from singlewindow.places.holidays import add_holiday, remove_holiday
from singlewindow.places.hours import set_hours
from singlewindow.places.records import Center, Holiday
from tests.cast import Hall, new_key

SUNDAY_TO_THURSDAY = dict.fromkeys((6, 0, 1, 2, 3), ("08:00", "15:00"))
EVERY_DAY = dict.fromkeys(range(7), ("08:00", "15:00"))


@pytest.fixture
def hall_of_five_days(hall: Hall) -> Hall:
    hall.do(set_hours, hall.center_id, SUNDAY_TO_THURSDAY)
    return hall


def take(hall: Hall, now: datetime) -> Complaint:
    """Take a complaint."""
    return hall.do(complain, hall.center_id, ComplaintWords(new_key(), "delay", "كلام توضيحي"), None, now)


def stands(hall: Hall, complaint: Complaint) -> Complaint:
    """Give a complaint as it stands."""
    with hall.database.reading() as session:
        return session.get_one(Complaint, complaint.id)


def recounted(hall: Hall, work: Work, day: date | None) -> int:
    center = work.session.get_one(Center, hall.center_id)
    return recount_answers(work, center.governorate_id, center.id, day)


def close_on(hall: Hall, day: date) -> int:
    """Add a holiday of the center, and give how many due dates moved."""
    with hall.database.writing() as work:
        center = work.session.get_one(Center, hall.center_id)
        add_holiday(work, center.governorate_id, center.id, day.isoformat(), "عطلة توضيحية", "Illustrative", False)
        return recounted(hall, work, day)


def open_again(hall: Hall, day: date) -> int:
    """Remove it again."""
    with hall.database.writing() as work:
        center = work.session.get_one(Center, hall.center_id)
        holiday = work.session.scalars(select(Holiday.id).where(Holiday.day == day)).one()
        remove_holiday(work, holiday, center.governorate_id, center.id)
        return recounted(hall, work, day)


def test_a_holiday_moves_the_answer_a_working_day_on_and_back(hall_of_five_days: Hall, now: datetime) -> None:
    complaint = take(hall_of_five_days, now)
    first = complaint.due_on
    assert first == date(2026, 12, 1), "five working days after Tuesday 24 November"
    assert close_on(hall_of_five_days, first) == 1
    moved = stands(hall_of_five_days, complaint)
    assert moved.due_on == date(2026, 12, 2)
    assert moved.center_version > complaint.center_version
    assert open_again(hall_of_five_days, first) == 1
    assert stands(hall_of_five_days, complaint).due_on == first


def test_other_hours_move_the_answer(hall_of_five_days: Hall, now: datetime) -> None:
    complaint = take(hall_of_five_days, now)
    with hall_of_five_days.database.writing() as work:
        set_hours(work, hall_of_five_days.center_id, EVERY_DAY)
        assert recounted(hall_of_five_days, work, None) == 1
    assert stands(hall_of_five_days, complaint).due_on == date(2026, 11, 29)


def test_an_answered_complaint_keeps_the_day_it_was_measured_by(hall_of_five_days: Hall, now: datetime) -> None:
    hall = hall_of_five_days
    complaint = take(hall, now)
    with hall.database.writing() as work:
        answer(work, work.session.get_one(Complaint, complaint.id), hall.staff("supervisor1"), "رد", now)
    assert close_on(hall, complaint.due_on) == 0
    assert stands(hall, complaint).due_on == complaint.due_on


def test_a_holiday_after_the_due_day_moves_nothing_and_is_no_news(hall_of_five_days: Hall, now: datetime) -> None:
    complaint = take(hall_of_five_days, now)
    assert close_on(hall_of_five_days, complaint.due_on + timedelta(days=1)) == 0
    assert stands(hall_of_five_days, complaint).center_version == complaint.center_version


def test_another_center_keeps_its_days(hall_of_five_days: Hall, now: datetime) -> None:
    hall = hall_of_five_days
    complaint = take(hall, now)
    with hall.database.writing() as work:
        other = work.session.scalars(select(Center.id).where(Center.id != hall.center_id).limit(1)).one()
        later = complaint.due_on + timedelta(days=3)
        work.session.execute(update(Complaint).values(center_id=other, due_on=later))
    assert close_on(hall, complaint.due_on) == 0
    assert stands(hall, complaint).due_on == later
