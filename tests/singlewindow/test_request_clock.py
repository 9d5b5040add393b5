"""The clock of a request: laws for any calendar, and the tables people would draw up by hand."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from singlewindow.requests.clock import (
    Calendar,
    Due,
    NoWorkingDays,
    SetTime,
    StepKind,
    Stop,
    due_date,
    working_days_between,
)

WEEK = frozenset({6, 0, 1, 2, 3})
SUNDAY = date(2026, 11, 22)
days = st.dates(date(2026, 1, 1), date(2027, 12, 31))
calendars = st.builds(
    Calendar, st.frozensets(st.integers(0, 6), min_size=1), st.frozensets(days, max_size=20)
)  # fmt: skip
stops = st.lists(
    st.builds(lambda began, length: Stop(began, began + timedelta(days=length), "papers"), days, st.integers(0, 60)),
    max_size=4,
)
lengths = st.integers(0, 60)


def counted(calendar: Calendar, began: date, due: Due, met: list[Stop]) -> int:
    """Count by brute force the working days that no stop covers."""
    assert due.on is not None
    span = (began + timedelta(days=n) for n in range(1, (due.on - began).days + 1))
    return sum(calendar.is_working(day) and not any(stop.covers(day) for stop in met) for day in span)


@given(calendars, days, lengths, stops)
def test_as_many_working_days_lie_before_the_due_date_as_were_set(
    calendar: Calendar, began: date, length: int, met: list[Stop]
) -> None:
    due = due_date(calendar, began, SetTime(length), met)
    if length:
        assert counted(calendar, began, due, met) == length


@given(calendars, days, lengths, stops, st.booleans())
def test_a_due_date_is_a_working_day_and_the_last_step_tells_it(
    calendar: Calendar, began: date, length: int, met: list[Stop], working: bool
) -> None:
    due = due_date(calendar, began, SetTime(length, working), met)
    assert due.on is not None
    assert due.on >= began
    assert calendar.is_working(due.on)
    assert (due.steps[-1].kind, due.steps[-1].day) == (StepKind.DUE, due.on)


@given(calendars, days, lengths, stops)
def test_a_stop_never_brings_the_due_date_nearer(calendar: Calendar, began: date, length: int, met: list[Stop]) -> None:
    free, stopped = (due_date(calendar, began, SetTime(length), given) for given in ([], met))
    assert free.on is not None
    assert stopped.on is not None
    assert stopped.on >= free.on


@given(calendars, days, lengths, stops, st.booleans())
def test_a_day_more_is_never_due_sooner(
    calendar: Calendar, began: date, length: int, met: list[Stop], working: bool
) -> None:
    less, more = (due_date(calendar, began, SetTime(length + n, working), met).on for n in (0, 1))
    assert less is not None
    assert more is not None
    assert less <= more


@given(calendars, days, lengths, stops, days)
def test_an_open_stop_leaves_a_due_date_only_when_it_had_passed_before(
    calendar: Calendar, began: date, length: int, met: list[Stop], since: date
) -> None:
    free = due_date(calendar, began, SetTime(length), met)
    due = due_date(calendar, began, SetTime(length), [*met, Stop(since, None, "payment")])
    assert free.on is not None
    assert due.on in (None, free.on)
    if due.on is None:
        assert 0 < due.left <= length
        assert any(step.kind is StepKind.STANDS for step in due.steps)


@given(calendars, days, st.integers(0, 200))
def test_working_days_between_two_days_add_up(calendar: Calendar, began: date, length: int) -> None:
    ended = began + timedelta(days=length)
    half = began + timedelta(days=length // 2)
    whole = working_days_between(calendar, began, ended)
    assert whole == working_days_between(calendar, began, half) + working_days_between(calendar, half, ended)


@pytest.mark.parametrize(
    ("length", "due"),
    [(0, SUNDAY), (1, date(2026, 11, 23)), (4, date(2026, 11, 26)), (5, date(2026, 11, 29)), (26, date(2026, 12, 28))],
)
def test_days_are_counted_after_the_first_and_over_the_weekend(length: int, due: date) -> None:
    assert due_date(Calendar(WEEK), SUNDAY, SetTime(length), []).on == due


def test_a_holiday_moves_the_due_date_by_a_day() -> None:
    calendar = Calendar(WEEK, frozenset({date(2026, 11, 24)}))
    assert due_date(calendar, SUNDAY, SetTime(4), []).on == date(2026, 11, 29)


def test_three_working_days_of_missing_papers_move_the_due_date_by_three() -> None:
    stop = Stop(date(2026, 11, 23), date(2026, 11, 26), "awaiting_papers")
    due = due_date(Calendar(WEEK), SUNDAY, SetTime(4), [stop])
    assert due.on == date(2026, 12, 1)
    assert [(step.kind, step.days) for step in due.steps] == [
        (StepKind.STARTED, 0),
        (StepKind.COUNTED, 4),
        (StepKind.STOPPED, 3),
        (StepKind.DUE, 0),
    ]


def test_calendar_days_count_the_weekend_and_end_on_a_working_day() -> None:
    due = due_date(Calendar(WEEK), SUNDAY, SetTime(5, working=False), [])
    assert due.on == date(2026, 11, 29)
    assert due.steps[-2].kind is StepKind.MOVED


def test_a_clock_that_never_started_has_no_due_date_and_says_so() -> None:
    due = due_date(Calendar(WEEK), None, SetTime(14), [])
    assert (due.on, due.left, due.steps[0].kind) == (None, 14, StepKind.NOT_STARTED)


def test_a_service_without_a_set_time_has_no_due_date_and_says_so() -> None:
    assert due_date(Calendar(WEEK), SUNDAY, None, []).steps[0].kind is StepKind.NO_SET_TIME


def test_a_calendar_without_working_days_is_refused() -> None:
    with pytest.raises(NoWorkingDays):
        due_date(Calendar(frozenset()), SUNDAY, SetTime(1), [])
