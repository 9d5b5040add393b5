"""Parts of the hall's figures add up to the whole where they may, and rows are as many as each number says."""

from collections.abc import Iterator
from dataclasses import fields
from datetime import date, timedelta
from itertools import count
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from singlewindow.reports.lane_fairness import LaneFairness, lane_fairness
from singlewindow.reports.overtaking import OvertakingFigures, overtaking_of
from singlewindow.reports.scope import Axis, Scope
from singlewindow.reports.span import Span
from singlewindow.reports.visit_figures import Times, VisitFigures
from singlewindow.reports.visit_measures import COUNTS
from singlewindow.reports.visit_rows import VisitPart, VisitRow, visit_rows
from singlewindow.reports.visits import heat, visits, visits_by
from singlewindow.tickets.states import Lane, State
from tests.cast import Hall
from tests.singlewindow.made_visits import Made, Places, places, put

WIDE, MOST = 28, 9
VISITS = st.lists(
    st.builds(
        Made,
        day=st.integers(0, WIDE - 1),
        center=st.integers(0, 2),
        lane=st.sampled_from(Lane),
        service=st.integers(0, 2),
        state=st.sampled_from([State.FINISHED, State.ABSENT, State.LEFT, State.NOT_SERVED, State.WAITING]),
        second=st.integers(0, 20_000),
        waiting=st.integers(0, 4_000),
        walking=st.integers(0, 120),
        serving=st.integers(0, 900),
    ),
    max_size=24,
)
FEBRUARIES = (date(year, 2, 1) for year in count(1901) if date(year, 2, 28) + timedelta(days=1) == date(year, 3, 1))
AXES = (Axis.CENTER, Axis.KIND, Axis.MARKAZ, Axis.SECTOR, Axis.SERVICE, Axis.WINDOW, Axis.LANE, Axis.HOUR,
        Axis.WEEKDAY, Axis.DAY, Axis.MONTH, Axis.CLERK)  # fmt: skip
examples = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def quantile(values: list[int], tenths: int) -> int | None:
    """The value that so many tenths of the values do not exceed, by nearest rank."""
    ordered = sorted(values)
    return ordered[-(-len(ordered) * tenths // 10) - 1] if ordered else None


def times(values: list[int]) -> Times:
    """What is said of so many seconds."""
    return Times(len(values), quantile(values, 5), quantile(values, 9), max(values, default=None))


def reckoned(made: list[Made], target: int) -> VisitFigures:
    """The figures of visits, reckoned here from what was put in."""
    whole = [one for one in made if one.state is State.FINISHED]
    waits = [one.waiting for one in made if one.called]
    ended = [len([one for one in made if one.state is state]) for state in State]
    by_state = dict(zip(State, ended, strict=True))
    return VisitFigures(
        arrived=len(made),
        served=by_state[State.FINISHED],
        absent=by_state[State.ABSENT],
        left=by_state[State.LEFT],
        not_served=by_state[State.NOT_SERVED],
        present=by_state[State.WAITING],
        above_target=len([wait for wait in waits if wait > target]),
        waiting=times(waits),
        walking=times([one.walking for one in whole]),
        service=times([one.serving for one in whole]),
        total=times([one.waiting + one.walking + one.serving for one in whole]),
    )


@pytest.fixture
def where(hall: Hall) -> Places:
    """Three centers and three services."""
    return places(hall)


def month(hall: Hall, where: Places, made: list[Made]) -> Span:
    """Put visits into a month of 28 days that no other example has."""
    first = next(FEBRUARIES)
    put(hall, where, first, made)
    return Span.month(first.year, first.month)


@examples
@given(made=VISITS)
def test_figures_are_those_reckoned_from_the_visits(hall: Hall, where: Places, made: list[Made]) -> None:
    span = month(hall, where, made)
    with hall.database.reading() as session:
        assert visits(session, Scope(where.governorate_id), span) == reckoned(made, 45 * 60)
        by_center = visits_by(session, Scope(where.governorate_id), span, Axis.CENTER)
        for n, center_id in enumerate(where.centers):
            own = [one for one in made if one.center == n]
            assert by_center.get(center_id, reckoned([], 0)) == reckoned(own, 45 * 60)


@examples
@given(made=VISITS)
def test_what_adds_up_over_any_axis_is_the_whole(hall: Hall, where: Places, made: list[Made]) -> None:
    span, scope = month(hall, where, made), Scope(where.governorate_id)
    with hall.database.reading() as session:
        whole = visits(session, scope, span)
        for axis in AXES:
            parts = visits_by(session, scope, span, axis).values()
            for measure in COUNTS:
                assert sum(getattr(part, measure.code) for part in parts) == getattr(whole, measure.code), axis
        assert sum(cell.arrived for cell in heat(session, scope, span).values()) == whole.arrived
        days = [visits(session, scope, Span.day(span.first + timedelta(days=n))) for n in range(0, WIDE, 7)]
        rest = [visits(session, scope, Span(span.first + timedelta(days=n + 1), span.first + timedelta(days=n + 6)))
                for n in range(0, WIDE, 7)]  # fmt: skip
        assert sum(part.arrived for part in days + rest) == whole.arrived


def pages(session: Session, scope: Scope, span: Span, part: VisitPart, **place: object) -> Iterator[VisitRow]:
    """All rows of a part, read five at a time."""
    after: UUID | None = None
    for _ in range(MOST):
        rows = visit_rows(session, scope, span, part, after, limit=5, **place)  # type: ignore[arg-type]
        if not rows:
            return
        yield from rows
        after = rows[-1].id


def number(figures: VisitFigures, part: VisitPart) -> int:
    """What the figures say of a part."""
    said = getattr(figures, part)
    return int(said.number if isinstance(said, Times) else said)


@settings(examples, max_examples=4)
@given(made=VISITS)
def test_each_number_has_as_many_rows_behind_it(hall: Hall, where: Places, made: list[Made]) -> None:
    span, scope = month(hall, where, made), Scope(where.governorate_id)
    with hall.database.reading() as session:
        whole = visits(session, scope, span)
        for part in VisitPart:
            rows = list(pages(session, scope, span, part))
            assert (len(rows), len({row.id for row in rows})) == (number(whole, part),) * 2
            assert rows == sorted(rows, key=lambda row: (row.day, row.issued_at, row.id))


@pytest.mark.parametrize("axis", AXES)
def test_the_rows_at_a_key_are_as_many_as_its_number(hall: Hall, where: Places, axis: Axis) -> None:
    made = [Made(n, n % 3, list(Lane)[n % 3], n % 2, State.FINISHED, 3000 * n, 60, 30, 90) for n in range(7)]
    span, scope = month(hall, where, made), Scope(where.governorate_id)
    with hall.database.reading() as session:
        for key, figures in visits_by(session, scope, span, axis).items():
            rows = list(pages(session, scope, span, VisitPart.SERVED, place={axis: key}))
            assert len(rows) == figures.served


def test_a_row_tells_a_number_and_nothing_of_a_person() -> None:
    told = {field.name for field in fields(VisitRow)}
    assert told == {
        *("id", "center_id", "day", "letter", "number", "lane", "state", "issued_at", "service_id", "window_id"),
        *("waiting", "walking", "service", "total"),
    }


def test_each_lane_stands_beside_its_rule(hall: Hall, where: Places) -> None:
    hall.set_rules(head_start_minutes=25)
    made = [Made(0, n, lane, 0, State.FINISHED, 0, 60 * (n + 1), 0, 0) for n in range(2) for lane in Lane]
    span = month(hall, where, made)
    with hall.database.reading() as session:
        found = lane_fairness(session, Scope(where.governorate_id), span)
        demonstration = lane_fairness(session, Scope(where.governorate_id, center_id=hall.center_id), span)
    assert found == [
        LaneFairness(Lane.BOOKED, 2, 120, 30, 30),
        LaneFairness(Lane.ORDINARY, 2, 120, 0, 0),
        LaneFairness(Lane.PRIORITY, 2, 120, 20, 25),
    ]
    assert all(one.numbers <= 1 for one in demonstration)


def test_overtaking_is_seen_within_a_center_and_put_together(hall: Hall, where: Places) -> None:
    early, late = (Made(0, 0, Lane.ORDINARY, 0, State.FINISHED, 60 * n, 600 - 120 * n, 0, 0) for n in range(2))
    elsewhere = Made(0, 1, Lane.ORDINARY, 0, State.FINISHED, 120, 0, 0, 0)
    span = month(hall, where, [early, late, elsewhere])
    with hall.database.reading() as session:
        whole = overtaking_of(session, Scope(where.governorate_id), span)
        other = overtaking_of(session, Scope(where.governorate_id, center_id=where.centers[1]), span)
    assert (whole, other) == (OvertakingFigures(1, 0, 0), OvertakingFigures(0, 0, 0))
