"""Laws of the queue for any day, over the deeds as they are: nobody lost, nobody overtaken by more than allowed."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import count
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, select

from singlewindow.database import Database, prepare_sqlite
from singlewindow.demonstration.fill import fill
from singlewindow.errors import Refusal
from singlewindow.everything import metadata
from singlewindow.places.clock import service_day
from singlewindow.tickets.day_end import close_past_days
from singlewindow.tickets.hall import Limits, limit_window
from singlewindow.tickets.holder import come_back
from singlewindow.tickets.records import Period, Ticket
from singlewindow.tickets.reroute import send_back
from singlewindow.tickets.serve import NobodyWaits, finish, hold, mark_absent, resume, start
from singlewindow.tickets.states import AT_WINDOW, Lane, Outcome, State
from tests.cast import Hall

HEAD_START = timedelta(minutes=20)
FIRST_DAY = datetime(2026, 1, 4, 6, tzinfo=UTC)
OFTEN = ("ordinary", "priority", "call", "finish")
DEEDS = (*OFTEN * 3, "absent", "back", "hold", "resume", "send back")
STEPS = st.lists(st.tuples(st.sampled_from(DEEDS), st.integers(0, 1), st.integers(0, 900)), min_size=12, max_size=40)
days = count()


class Day:
    """One service day of a hall with two windows, the second of which serves priority first."""

    def __init__(self, hall: Hall, clerks: tuple[UUID, UUID]) -> None:
        self.hall, self.clerks = hall, clerks
        self.now = FIRST_DAY + timedelta(days=next(days))
        self.issued: list[UUID] = []

    def tickets(self, *states: State) -> list[Ticket]:
        """Give the day's tickets, in these states or any, in the order they were issued."""
        query = select(Ticket).where(Ticket.day == service_day(self.now)).order_by(Ticket.issued_at, Ticket.id)
        with self.hall.database.reading() as session:
            return list(session.scalars(query.where(Ticket.state.in_(states or list(State)))))

    def step(self, deed: str, window: int, seconds: int) -> None:
        """Do a deed some seconds later; what the rules refuse changes nothing."""
        self.now += timedelta(seconds=seconds)
        with suppress(Refusal):
            self._do(deed, window)

    def _do(self, deed: str, window: int) -> None:
        clerk, hall, now = self.clerks[window], self.hall, self.now
        if deed in ("ordinary", "priority"):
            self.issued.append(hall.take_ticket(now, lane=Lane(deed)).id)
        elif deed == "call":
            self._call(window)
        elif deed == "finish":
            hall.do(finish, clerk, Outcome.SERVED, now)
        elif deed == "absent":
            hall.do(mark_absent, clerk, now)
        elif deed == "back":
            for ticket in self.tickets(State.ABSENT)[:1]:
                hall.do(come_back, ticket.follow_code, now)
        elif deed == "hold":
            hall.do(hold, clerk, now)
        elif deed == "resume":
            for ticket in self.tickets(State.HELD)[:1]:
                hall.do(resume, clerk, ticket.id, now)
        else:
            hall.do(send_back, clerk, "اختبار", now)

    def _call(self, window: int) -> None:
        waiting = self.tickets(State.WAITING)
        called = self.hall.call(self.clerks[window], self.now)
        others = [ticket for ticket in waiting if ticket.id != called.id]
        if window == 0:
            assert all((called.turn, called.id) < (other.turn, other.id) for other in others)
            came_later = [
                called.issued_at - other.issued_at for other in others if called.returns == 0 == other.returns
            ]
            assert all(gap <= HEAD_START for gap in came_later), "overtaken by more than the head start"
        elif called.lane is not Lane.PRIORITY:
            assert all(other.lane is not Lane.PRIORITY for other in others), "priority first"
        if len(self.issued) % 3:
            self.hall.do(start, self.clerks[window], self.now)

    def end(self) -> None:
        """Close the day; the windows are then empty."""
        close_past_days(self.hall.database, self.now + timedelta(days=1))


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Hall, tuple[UUID, UUID]]]:
    """A hall of its own, used day after day."""
    engine = create_engine(f"sqlite:///{tmp_path_factory.mktemp('laws') / 'laws.sqlite'}")
    prepare_sqlite(engine)
    metadata.create_all(engine)
    hall = Hall(Database(engine, strict=True))
    with hall.database.writing() as work:
        fill(work)
    clerks = hall.seat("clerk1", 1), hall.seat("clerk2", 2)
    hall.do(limit_window, hall.center_id, 2, Limits(frozenset(), frozenset(), True))
    yield hall, clerks
    engine.dispose()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_nobody_is_lost_whatever_is_done(
    model: tuple[Hall, tuple[UUID, UUID]], steps: list[tuple[str, int, int]]
) -> None:
    day = Day(*model)
    for deed, window, seconds in steps:
        day.step(deed, window, seconds)
        at_windows = [ticket.window_id for ticket in day.tickets(*AT_WINDOW)]
        assert len(at_windows) == len(set(at_windows)), "one number at a window"
    assert sorted(ticket.id for ticket in day.tickets()) == sorted(day.issued)
    assert_periods_meet(day)
    day.end()
    finals = {State.FINISHED, State.NOT_SERVED, State.ABSENT}
    assert {ticket.state for ticket in day.tickets()} <= finals


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lanes=st.lists(st.sampled_from(["ordinary", "priority"]), min_size=1, max_size=15))
def test_a_window_that_serves_priority_first_serves_everybody(
    model: tuple[Hall, tuple[UUID, UUID]], lanes: list[str]
) -> None:
    day = Day(*model)
    for lane in lanes:
        day.step(lane, 1, 1500)
    served = 0
    while True:
        try:
            day._call(1)
        except NobodyWaits:
            break
        day.step("absent", 1, 0)
        day.step("finish", 1, 0)
        served += 1
    assert served == len(lanes)


def assert_periods_meet(day: Day) -> None:
    """Hold that the periods of each ticket, and its present state, follow one another without a gap."""
    with day.hall.database.reading() as session:
        for ticket in day.tickets():
            own = select(Period).where(Period.ticket_id == ticket.id).order_by(Period.began_at, Period.id)
            moments = [ticket.issued_at]
            for period in session.scalars(own):
                assert period.began_at == moments[-1]
                moments.append(period.ended_at)
            assert ticket.state_since == moments[-1]
