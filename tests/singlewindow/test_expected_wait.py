"""The expected wait: by hand where it can be computed, by law where it can't, and from a center's own records."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.measure_expected_wait import main
from singlewindow.places.records import Center
from singlewindow.places.windows import leave_window
from singlewindow.tickets.expected import LEAST_VISITS, STEP, Hall, Visit, expected_wait, pace_of
from singlewindow.tickets.serve import finish, mark_absent, start
from singlewindow.tickets.states import Outcome
from singlewindow.tickets.waiting import LEARNED_EVERY, Waits, last_visits
from tests.cast import Hall as Scene

MINUTE = timedelta(minutes=1)
EVEN = pace_of([Visit("a", 300.0)] * 20)
VISITS = st.lists(st.builds(Visit, st.sampled_from("abc"), st.floats(20, 3000)), min_size=LEAST_VISITS, max_size=60)
AHEAD = st.lists(st.sampled_from("abcd"), max_size=40)
WINDOWS = st.lists(st.none() | st.tuples(st.sampled_from("abc"), st.floats(0, 4000)), min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("ahead", "windows", "minutes"),
    [
        ([], [None], 0),
        (["a"], [None], 5),
        (["a"] * 4, [None, None], 10),
        ([], [("a", 0.0)], 5),
        ([], [("a", 120.0)], 3),
        (["a"] * 3, [None, ("a", 120.0)], 8),
    ],
)
def test_even_visits_of_five_minutes_are_counted_exactly(ahead: list[str], windows: list[object], minutes: int) -> None:
    expected = expected_wait(Hall(ahead, windows), EVEN)  # type: ignore[arg-type]
    assert expected is not None
    assert expected.middle == minutes * 60


def test_nothing_is_told_from_too_few_visits_or_without_an_open_window() -> None:
    assert pace_of([Visit("a", 300.0)] * (LEAST_VISITS - 1)) is None
    assert expected_wait(Hall(["a"], [None]), None) is None
    assert expected_wait(Hall(["a"], []), EVEN) is None


@given(VISITS, AHEAD, WINDOWS)
def test_more_people_wait_longer_more_windows_shorter_and_the_range_holds_its_middle(
    visits: list[Visit], ahead: list[str], windows: list[tuple[str, float] | None]
) -> None:
    pace, hall = pace_of(visits), Hall(ahead, windows)
    plain = expected_wait(hall, pace)
    longer = expected_wait(replace(hall, ahead=[*ahead, "a"]), pace)
    shorter = expected_wait(replace(hall, windows=[*windows, None]), pace)
    overtaken = expected_wait(replace(hall, overtaking=0.01, head_start=1200.0), pace)
    assert plain
    assert longer
    assert shorter
    assert overtaken
    assert 0 <= plain.low <= plain.middle <= plain.high
    assert plain.low % STEP == plain.high % STEP == 0 < plain.high
    assert shorter.middle <= plain.middle <= longer.middle
    assert plain.middle <= overtaken.middle


def test_it_beats_both_formulas_and_its_range_holds_eight_tenths() -> None:
    assert main(quick=True) == 0


def served_minutes(scene: Scene, minutes: list[int], now: datetime) -> None:
    """Serve one visit after another at window 1, each for so many minutes."""
    clerk = scene.seat("clerk1", 1)
    for length in minutes:
        scene.take_ticket(now)
        scene.call(clerk, now)
        scene.do(start, clerk, now + MINUTE / 2)
        now += length * MINUTE
        scene.do(finish, clerk, Outcome.SERVED, now)


def test_a_center_learns_from_its_own_visits(hall: Scene, now: datetime) -> None:
    waits = Waits()
    early = now - 5 * 60 * MINUTE
    served_minutes(hall, [6] * LEAST_VISITS, early)
    with hall.database.reading() as session:
        center = session.get_one(Center, hall.center_id)
        assert [visit.seconds for visit in last_visits(session, center.id, now)] == [360.0] * LEAST_VISITS
        empty = waits.of_next(session, center, now)
    assert empty is not None
    assert empty.middle == 0
    tickets = [hall.take_ticket(now + n * MINUTE / 60) for n in range(3)]
    later = now + LEARNED_EVERY
    with hall.database.reading() as session:
        middles = [waits.of_ticket(session, center, hall.ticket(ticket.id), later) for ticket in tickets]
    assert [wait.middle for wait in middles if wait] == [0, 360, 720]


def test_an_absence_counts_as_the_short_visit_it_is(hall: Scene, now: datetime) -> None:
    hall.take_ticket(now)
    clerk = hall.seat("clerk1", 1)
    hall.call(clerk, now)
    hall.do(mark_absent, clerk, now + 2 * MINUTE)
    with hall.database.reading() as session:
        assert [visit.seconds for visit in last_visits(session, hall.center_id, now)] == [120.0]


def test_where_nobody_sits_nothing_is_told(hall: Scene, now: datetime) -> None:
    served_minutes(hall, [6] * LEAST_VISITS, now - 5 * 60 * MINUTE)
    hall.do(leave_window, hall.staff("clerk1"))
    with hall.database.reading() as session:
        assert Waits().of_next(session, session.get_one(Center, hall.center_id), now) is None
