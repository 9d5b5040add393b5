"""A changed holiday or weekday moves the stored due dates of open files at once, and of nothing else."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select, update

from singlewindow.database import Work
from singlewindow.places.holidays import add_holiday, remove_holiday
from singlewindow.places.hours import set_hours
from singlewindow.places.records import Center, Holiday
from singlewindow.requests.calendar import due_of
from singlewindow.requests.outcomes import withdraw
from singlewindow.requests.papers import hand_in, papers_handed
from singlewindow.requests.records import Request
from singlewindow.requests.recount import recount_due
from singlewindow.requests.states import RequestState
from tests.cast import Hall
from tests.singlewindow.at_departments import Departments

SUNDAY_TO_THURSDAY = dict.fromkeys((6, 0, 1, 2, 3), ("08:00", "15:00"))
EVERY_DAY = dict.fromkeys(range(7), ("08:00", "15:00"))


@pytest.fixture
def way(hall: Hall, now: datetime) -> Departments:
    hall.do(set_hours, hall.center_id, SUNDAY_TO_THURSDAY)
    return Departments(hall, now)


def governorate(work: Work, way: Departments) -> Center:
    return work.session.get_one(Center, way.hall.center_id)


def close_on(way: Departments, day: date, everywhere: bool = False) -> int:
    """Add a holiday as the page does, and give how many due dates moved."""
    with way.hall.database.writing() as work:
        center = governorate(work, way)
        where = (center.governorate_id, None if everywhere else center.id)
        add_holiday(work, *where, day.isoformat(), "عطلة توضيحية", "Illustrative holiday", False)
        return recount_due(work, *where, day)


def open_again(way: Departments, day: date) -> int:
    """Remove a holiday of the center."""
    with way.hall.database.writing() as work:
        center = governorate(work, way)
        holiday = work.session.scalars(select(Holiday.id).where(Holiday.day == day)).one()
        remove_holiday(work, holiday, center.governorate_id, center.id)
        return recount_due(work, center.governorate_id, center.id, day)


def due(way: Departments, number: str) -> date:
    """The stored due date, which is the explained one."""
    request = way.request(number)
    with way.hall.database.reading() as session:
        explained = due_of(session, request).on
    assert request.due_on == explained
    assert request.due_on is not None
    return request.due_on


def next_working_day(day: date) -> date:
    """The next day from Sunday to Thursday."""
    days = (day + timedelta(days=n) for n in range(1, 4))
    return next(each for each in days if each.weekday() in SUNDAY_TO_THURSDAY)


def test_a_holiday_moves_the_file_and_its_stage_and_back(way: Departments) -> None:
    number = way.receive()
    first, stage = due(way, number), way.here(number).due_on
    assert stage is not None
    moved = close_on(way, stage)
    assert moved == 2
    assert due(way, number) == next_working_day(first)
    assert way.here(number).due_on == next_working_day(stage)
    assert open_again(way, stage) == 2
    assert (due(way, number), way.here(number).due_on) == (first, stage)


def test_a_longer_week_brings_the_due_date_nearer(way: Departments) -> None:
    number = way.receive()
    before = due(way, number)
    with way.hall.database.writing() as work:
        set_hours(work, way.hall.center_id, EVERY_DAY)
        recount_due(work, governorate(work, way).governorate_id, way.hall.center_id)
    assert due(way, number) < before


def test_a_holiday_after_the_due_date_moves_nothing(way: Departments) -> None:
    number = way.receive()
    before = due(way, number)
    assert close_on(way, before + timedelta(days=7)) == 0
    assert due(way, number) == before


def test_a_file_that_ended_keeps_its_date_and_one_that_waits_has_none(way: Departments) -> None:
    ended, waiting = way.receive(), way.receive(complete=False)
    way.hall.do(withdraw, way.clerk, ended, "سبب توضيحي", way.now)
    before = way.request(ended).due_on
    assert before is not None
    assert close_on(way, before) == 0
    assert (way.request(ended).due_on, way.request(waiting).due_on) == (before, None)


def test_the_stop_of_a_file_still_counts(way: Departments) -> None:
    number = way.receive(complete=False)
    way.now += timedelta(days=5)
    with way.hall.database.reading() as session:
        papers = frozenset(paper.id for paper in papers_handed(session, way.request(number).id))
    way.hall.do(hand_in, way.clerk, number, papers, way.now)
    first = due(way, number)
    assert close_on(way, first) > 0
    assert due(way, number) == next_working_day(first)


def test_a_stop_that_began_on_the_due_date_follows_too(way: Departments) -> None:
    number = way.receive()
    day = due(way, number)
    with way.hall.database.writing() as work:
        since = datetime.combine(day, way.now.timetz())
        stopped = {"state": RequestState.AWAITING_PAPERS, "state_since": since}
        work.session.execute(update(Request).where(Request.number == number).values(stopped))
    close_on(way, day)
    assert way.request(number).due_on is None
    open_again(way, day)
    assert due(way, number) == day


def test_another_center_keeps_its_dates_unless_the_governorate_is_closed(way: Departments) -> None:
    here, there = way.receive(), way.receive()
    with way.hall.database.writing() as work:
        other = work.session.scalars(select(Center.id).where(Center.id != way.hall.center_id).limit(1)).one()
        work.session.execute(update(Request).where(Request.number == there).values(center_id=other))
    first = due(way, here)
    assert close_on(way, first) > 0
    assert way.request(there).due_on == first
    assert close_on(way, next_working_day(first), everywhere=True) > 0
    assert way.request(there).due_on == first
    with way.hall.database.writing() as work:
        work.session.execute(update(Holiday).values(center_id=None))
        recount_due(work, governorate(work, way).governorate_id, None)
    assert way.request(there).due_on == due(way, here) > first


def test_a_moved_date_is_news_of_its_center_and_an_unmoved_one_is_not(way: Departments) -> None:
    moved, unmoved = way.receive(), way.receive(complete=False)
    versions = [way.request(number).center_version for number in (moved, unmoved)]
    close_on(way, due(way, moved))
    after = [way.request(number).center_version for number in (moved, unmoved)]
    assert after[0] > versions[0]
    assert after[1] == versions[1]
