"""How long files lie in the departments, counted by hand from deeds at given moments."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from singlewindow.places.clock import service_day
from singlewindow.places.holidays import add_holiday
from singlewindow.reports.calendars import centers_by_calendar
from singlewindow.reports.scope import centers
from singlewindow.reports.span import Span
from singlewindow.reports.stage_rows import stage_rows
from singlewindow.reports.stage_times import NO_STAGES, StagePart, StageTimes, stage_times, stage_times_by
from singlewindow.requests.calendar import working_calendar
from singlewindow.requests.officer import ask_papers, pass_on, send_back
from singlewindow.requests.papers import hand_in
from singlewindow.routes.records import Department
from singlewindow.routes.stages import StageKind
from tests.cast import Hall
from tests.singlewindow.at_departments import Departments
from tests.singlewindow.at_reports import scope_of

NOVEMBER, DECEMBER = Span.month(2026, 11), Span.month(2026, 12)
WINTER = Span(date(2026, 11, 1), date(2027, 3, 31))
HOUR = 3600


@pytest.fixture
def there(hall: Hall, now: datetime) -> Departments:
    """Requests on their way, from Tuesday 24 November 2026 on."""
    return Departments(hall, now)


def times(hall: Hall, span: Span, **narrowed: object) -> dict[StageKind, StageTimes]:
    """The times by kind of stage."""
    with hall.database.reading() as session:
        found = stage_times_by(session, scope_of(hall, **narrowed), span)
    return {kind: each for (_, kind), each in found.items()}


def test_a_visit_is_timed_on_the_wall_and_in_working_days_over_a_weekend(there: Departments) -> None:
    there.receive()
    there.later(days=5, hours=3)
    there.review()
    review = times(there.hall, NOVEMBER)[StageKind.REVIEW]
    assert (review.visits, review.median_seconds, review.ninetieth_seconds) == (1, 123 * HOUR, 123 * HOUR)
    assert (review.median_days, review.ninetieth_days) == (3, 3)
    assert set(times(there.hall, NOVEMBER)) == {StageKind.REVIEW}
    assert times(there.hall, DECEMBER) == {}


def test_a_holiday_of_the_center_is_no_working_day(there: Departments) -> None:
    there.receive()
    scope = scope_of(there.hall)
    there.hall.do(add_holiday, scope.governorate_id, there.hall.center_id, "2026-11-25", "عطلة", "Holiday", False)
    there.later(days=1)
    there.review()
    review = times(there.hall, NOVEMBER)[StageKind.REVIEW]
    assert (review.median_days, review.median_seconds) == (0, 24 * HOUR)


def test_median_and_ninetieth_are_by_nearest_rank(there: Departments) -> None:
    for _ in range(4):
        there.receive()
    for _ in range(4):
        there.later(hours=1)
        there.review()
    review = times(there.hall, NOVEMBER)[StageKind.REVIEW]
    assert (review.visits, review.median_seconds, review.ninetieth_seconds) == (4, 2 * HOUR, 4 * HOUR)


def test_a_stage_sent_back_was_a_visit_and_what_is_skipped_or_still_here_is_none(there: Departments) -> None:
    number = there.receive()
    there.later(hours=1)
    there.review()
    there.take(there.head)
    there.later(hours=2)
    there.hall.do(send_back, there.head, number, 1, "نقص في الملف", there.now)
    found = times(there.hall, NOVEMBER)
    assert {kind: each.visits for kind, each in found.items()} == {StageKind.REVIEW: 1, StageKind.DECISION: 1}
    assert found[StageKind.DECISION].median_seconds == 2 * HOUR


def test_a_stage_is_above_its_set_time_from_the_day_after_it_ends(there: Departments) -> None:
    numbers = [there.receive() for _ in range(2)]
    on = there.here(numbers[0]).due_on
    assert on is not None
    there.later(days=(on - there.now.date()).days)
    there.review()
    there.later(days=1)
    there.review()
    with there.hall.database.reading() as session:
        whole = stage_times(session, scope_of(there.hall), WINTER)
        by_key = stage_times_by(session, scope_of(there.hall), WINTER)
        rows = {part: stage_rows(session, scope_of(there.hall), WINTER, part, None, None, 9) for part in StagePart}
    assert (whole.visits, whole.above, whole.above_set_share) == (2, 1, 0.5)
    assert [(each.visits, each.above) for each in by_key.values()] == [(2, 1)]
    assert [len(found) for found in rows.values()] == [2, 1]
    assert service_day(rows[StagePart.ABOVE_SET_TIME][0].moment) == on + timedelta(days=1)


def test_days_on_which_the_clock_stood_are_not_above_the_set_time(there: Departments) -> None:
    number = there.receive()
    there.take(there.officer)
    there.hall.do(ask_papers, there.officer, number, ["رسم كروكي"], "ناقص", there.now)
    there.later(days=60)
    there.hall.do(hand_in, there.clerk, number, there.missing(number), there.now)
    there.hall.do(pass_on, there.officer, number, "صالح", None, there.now)
    with there.hall.database.reading() as session:
        found = stage_times(session, scope_of(there.hall), WINTER)
    assert (found.visits, found.above, found.median_seconds) == (1, 0, 60 * 24 * HOUR)


def test_no_stage_has_no_times(there: Departments) -> None:
    with there.hall.database.reading() as session:
        assert stage_times(session, scope_of(there.hall), WINTER) == NO_STAGES


def test_a_scope_narrows_the_visits(there: Departments) -> None:
    there.receive()
    there.later(hours=1)
    there.review()
    with there.hall.database.reading() as session:
        keys = {each.code: each.id for each in session.scalars(select(Department))}
    assert times(there.hall, NOVEMBER, department_id=keys["properties"])[StageKind.REVIEW].visits == 1
    assert times(there.hall, NOVEMBER, department_id=keys["revenue"]) == {}
    assert times(there.hall, NOVEMBER, center_id=there.hall.center_id)[StageKind.REVIEW].visits == 1


def test_calendars_found_together_are_those_of_each_center(there: Departments) -> None:
    scope = scope_of(there.hall)
    for center, day in ((None, "2026-10-06"), (there.hall.center_id, "2026-11-25")):
        there.hall.do(add_holiday, scope.governorate_id, center, day, "عطلة", "Holiday", False)
    with there.hall.database.reading() as session:
        together = centers_by_calendar(session, scope)
        for calendar, those in together.items():
            assert all(working_calendar(session, center, date(2026, 1, 1)) == calendar for center in those)
        assert sum(len(those) for those in together.values()) == len(session.scalars(centers(scope)).all())
    assert len(together) == 2
