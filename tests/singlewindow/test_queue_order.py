"""The order of the queue, by laws for any input."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from singlewindow.tickets.policy import turn_of

START = datetime(2026, 11, 24, 6, tzinfo=UTC)
HEAD_START = timedelta(minutes=20)
ARRIVALS = st.lists(st.tuples(st.integers(0, 6 * 3600), st.booleans()), max_size=60)


def turns(arrivals: list[tuple[int, bool]]) -> list[tuple[int, int, bool]]:
    """Give (turn, arrival second, priority) of each arrival, in the order they are served."""
    return sorted(
        (turn_of(START + timedelta(seconds=at), HEAD_START if priority else timedelta(0)), at, priority)
        for at, priority in arrivals
    )


@given(ARRIVALS)
def test_nobody_is_overtaken_by_more_than_the_head_start(arrivals: list[tuple[int, bool]]) -> None:
    served = turns(arrivals)
    for place, (_, at, _priority) in enumerate(served):
        assert all(other <= at + HEAD_START.total_seconds() for _, other, _ in served[:place])


@given(ARRIVALS)
def test_within_a_lane_who_came_first_is_served_first(arrivals: list[tuple[int, bool]]) -> None:
    for lane in (True, False):
        came = [at for _, at, priority in turns(arrivals) if priority is lane]
        assert came == sorted(came)


def test_priority_is_served_before_an_ordinary_ticket_of_the_same_moment() -> None:
    assert turn_of(START, HEAD_START) < turn_of(START, timedelta(0))
