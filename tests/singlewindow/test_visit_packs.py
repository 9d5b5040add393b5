"""Packing the visits of a day, and counting them together again."""

from dataclasses import dataclass
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from singlewindow.reports.visit_figures import TIMES, Times
from singlewindow.reports.visit_packs import STATES, pack, place_of, unpack_places, unpack_times
from singlewindow.reports.visit_tally import Tally
from singlewindow.tickets.states import Lane, State

TIME = st.none() | st.integers(-5, 100_000) | st.integers(0, 600)


@dataclass(frozen=True)
class Visit:
    """A row of visit facts."""

    service_id: UUID
    window_id: UUID | None
    staff_id: UUID | None
    lane: Lane
    hour: int
    weekday: int
    state: State
    waiting: int | None
    walking: int | None
    service: int | None
    total: int | None


KEYS = st.sampled_from([UUID(int=number) for number in range(1, 400)])
VISITS = st.lists(
    st.builds(
        Visit,
        *(KEYS, st.none() | KEYS, st.none() | KEYS, st.sampled_from(Lane)),
        *(st.integers(0, 23), st.integers(0, 6), st.sampled_from(State), TIME, TIME, TIME, TIME),
    ),
    max_size=40,
)


@given(VISITS)
def test_what_is_packed_is_what_is_unpacked(visits: list[Visit]) -> None:
    packed = pack(visits)
    assert [STATES[place] for place in packed.ends] == [visit.state for visit in visits]
    for column in ("service_id", "window_id", "staff_id", "lane", "hour", "weekday"):
        found = unpack_places(column, packed.names, packed.places)
        assert [place_of(column, each) for each in found] == [getattr(visit, column) for visit in visits]
    times, unknown = unpack_times(packed.times)
    for name, column in zip(TIMES, times, strict=True):
        assert [None if time == unknown else time for time in column] == [getattr(visit, name) for visit in visits]


def test_a_short_time_takes_two_bytes() -> None:
    short, long = (
        Visit(UUID(int=1), None, None, Lane.ORDINARY, 9, 0, State.FINISHED, *[time] * 4) for time in (9, 10**6)
    )
    assert (len(pack([short] * 10).times), len(pack([long] * 10).times)) == (1 + 80, 1 + 320)


@given(VISITS, st.integers(0, 700))
def test_a_tally_is_the_same_however_visits_are_added(visits: list[Visit], target: int) -> None:
    one_by_one, at_once, each = Tally(), Tally(), Tally()
    packed = pack(visits)
    times, unknown = unpack_times(packed.times)
    for visit in visits:
        one_by_one.add_one((), target, visit.state, [getattr(visit, name) for name in TIMES])
    at_once.add_all((), target, packed.ends, times, unknown)
    each.add_each([()] * len(visits), target, packed.ends, times, unknown)
    assert one_by_one.figures() == at_once.figures() == each.figures()


@given(st.lists(st.integers(0, 5_000), min_size=1, max_size=60))
def test_quantiles_are_nearest_ranks(waits: list[int]) -> None:
    tally = Tally()
    for wait in waits:
        tally.add_one((), 60, State.FINISHED, (wait, None, None, None))
    ordered, number = sorted(waits), len(waits)
    ranks = [ordered[-(-share * number // 10) - 1] for share in (5, 9)]
    found = tally.figures()[()]
    assert found.waiting == Times(number, *ranks, ordered[-1])
    assert found.above_target == sum(wait > 60 for wait in waits)
    assert found.walking.number == 0


def test_those_of_centers_with_different_alarms_are_judged_by_their_own() -> None:
    tally = Tally()
    for target in (60, 600):
        tally.add_all((), target, [STATES.index(State.FINISHED)] * 2, [[100, 700], *([[]] * 3)], -1)
    figures = tally.figures()[()]
    assert (figures.arrived, figures.above_target, figures.waiting.median) == (4, 3, 100)


@pytest.mark.parametrize("column", ["lane", "service_id"])
def test_a_day_without_visits_is_packed_too(column: str) -> None:
    packed = pack([])
    assert list(unpack_places(column, packed.names, packed.places)) == []
    assert unpack_times(packed.times)[0] == [(), (), (), ()]
