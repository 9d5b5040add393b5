"""A report's span of days knows those it is compared with and its moments; a scope knows its centers."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from singlewindow.places.clock import service_day
from singlewindow.places.records import Center, CenterKind
from singlewindow.practice.fill import fill_practice
from singlewindow.reports.scope import Scope, centers
from singlewindow.reports.span import Span, SpanOutOfRange
from tests.cast import Hall
from tests.singlewindow.at_the_window import PAPER

DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))
MICROSECOND = timedelta(microseconds=1)


def test_a_month_is_compared_with_the_month_before_and_the_same_month_of_the_year_before() -> None:
    march = Span.month(2028, 3)
    assert march == Span(date(2028, 3, 1), date(2028, 3, 31))
    assert march.before() == Span.month(2028, 2) == Span(date(2028, 2, 1), date(2028, 2, 29))
    assert Span.month(2028, 2).a_year_earlier() == Span(date(2027, 2, 1), date(2027, 2, 28))
    assert Span.month(2026, 1).before() == Span.month(2025, 12)


def test_a_year_is_compared_with_the_year_before() -> None:
    assert Span.year(2028).days == 366
    assert Span.year(2028).before() == Span.year(2028).a_year_earlier() == Span.year(2027)


@given(DAYS)
def test_a_week_runs_from_saturday_to_friday_and_is_compared_with_weeks(day: date) -> None:
    week = Span.week(day)
    assert (week.first.weekday(), week.last.weekday(), week.days) == (5, 4, 7)
    assert week.first <= day <= week.last
    for other in (week.before(), week.a_year_earlier()):
        assert other == Span.week(other.first)
    assert week.before().last == week.first - timedelta(days=1)


@given(DAYS, st.integers(0, 400))
def test_any_other_span_is_compared_with_as_many_days_just_before(first: date, more: int) -> None:
    span = Span(first, first + timedelta(days=more))
    before = span.before()
    assert before.last == first - timedelta(days=1)
    assert before.days == span.days or before in (Span.month(before.first.year, before.first.month),
                                                  Span.year(before.first.year))  # fmt: skip


def test_a_29th_of_february_is_compared_with_the_28th() -> None:
    assert Span.day(date(2028, 2, 29)).a_year_earlier() == Span.day(date(2027, 2, 28))


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2026, 1, 2), date(2026, 1, 1)),
        (date(2026, 1, 1), date(2036, 1, 1)),
        (date(1, 1, 1), date(1, 1, 1)),
        (date(9999, 12, 31), date(9999, 12, 31)),
    ],
)
def test_a_reversed_or_endless_span_is_refused(first: date, last: date) -> None:
    with pytest.raises(SpanOutOfRange):
        Span(first, last)


def test_ten_whole_years_are_taken() -> None:
    assert Span(date(2026, 1, 1), date(2035, 12, 31)).days == 3652


@pytest.mark.parametrize(("year", "month"), [(2026, 0), (2026, 13), (0, 1), (99999, 1)])
def test_a_month_that_there_is_not_is_refused(year: int, month: int) -> None:
    with pytest.raises(SpanOutOfRange):
        Span.month(year, month)


def test_its_moments_are_those_of_cairo_when_the_clock_moves() -> None:
    ordinary = Span.day(date(2026, 1, 15)).moments()
    assert ordinary == (datetime(2026, 1, 14, 22, tzinfo=UTC), datetime(2026, 1, 15, 22, tzinfo=UTC))
    forward = Span.day(date(2026, 4, 24)).moments()  # midnight is skipped: the day begins at 1
    assert forward == (datetime(2026, 4, 23, 22, tzinfo=UTC), datetime(2026, 4, 24, 21, tzinfo=UTC))
    back = Span.day(date(2026, 10, 29)).moments()  # its last hour is lived twice
    assert back == (datetime(2026, 10, 28, 21, tzinfo=UTC), datetime(2026, 10, 29, 22, tzinfo=UTC))


@given(DAYS, st.integers(0, 40))
def test_its_moments_hold_its_days_and_no_other(first: date, more: int) -> None:
    span = Span(first, first + timedelta(days=more))
    begins, over = span.moments()
    assert (service_day(begins), service_day(over - MICROSECOND)) == (span.first, span.last)
    assert (service_day(begins - MICROSECOND), service_day(over)) == (
        span.first - timedelta(days=1),
        span.last + timedelta(days=1),
    )


def test_a_scope_has_the_real_centers_that_its_narrowing_leaves(hall: Hall, now: datetime) -> None:
    practise(hall, now)
    with hall.database.reading() as session:
        every = list(session.scalars(select(Center).where(Center.kind != CenterKind.PRACTICE)))
        governorate, markaz = every[0].governorate_id, every[0].markaz_ar
        found = {
            scope: set(session.scalars(centers(scope)))
            for scope in (
                Scope(governorate),
                Scope(governorate, kind=CenterKind.MINI),
                Scope(governorate, markaz=markaz),
                Scope(governorate, center_id=hall.center_id),
            )
        }
    assert found == {
        Scope(governorate): {center.id for center in every},
        Scope(governorate, kind=CenterKind.MINI): {one.id for one in every if one.kind is CenterKind.MINI},
        Scope(governorate, markaz=markaz): {one.id for one in every if one.markaz_ar == markaz},
        Scope(governorate, center_id=hall.center_id): {hall.center_id},
    }


def test_a_center_of_practice_is_in_no_scope(hall: Hall, now: datetime) -> None:
    practice = practise(hall, now)
    with hall.database.reading() as session:
        assert session.scalars(centers(Scope(practice.governorate_id, center_id=practice.id))).all() == []


def practise(hall: Hall, now: datetime) -> Center:
    """Make the practice center and give it."""
    hall.do(fill_practice, "a long password of practice", PAPER, now)
    with hall.database.reading() as session:
        return session.scalars(select(Center).where(Center.kind == CenterKind.PRACTICE)).one()
