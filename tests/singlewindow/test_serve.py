"""The deeds of a window."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from singlewindow.places.windows import (
    ClerkIsAtWindow,
    NoWindow,
    UnknownWindow,
    WindowIsBusy,
    WindowIsTaken,
    leave_window,
)
from singlewindow.tickets.desk import NoTicketHere, WindowHasTicket
from singlewindow.tickets.records import Period
from singlewindow.tickets.serve import (
    NobodyWaits,
    call_next,
    finish,
    mark_absent,
    recall,
    start,
)
from singlewindow.tickets.states import Lane, Outcome, State
from tests.cast import Hall


def test_the_next_number_is_called_in_the_order_of_turns(hall: Hall, now: datetime) -> None:
    hall.take_ticket(now)
    hall.take_ticket(now + timedelta(minutes=1), service="rent_payment", lane=Lane.PRIORITY)
    clerk, colleague = hall.seat("clerk1", 1), hall.seat("clerk2", 2)
    later = now + timedelta(minutes=2)
    assert hall.call(clerk, later).letter == "S"
    assert hall.call(colleague, later).letter == "B"


def test_a_visit_writes_the_period_of_each_state_that_ended(hall: Hall, now: datetime) -> None:
    issued = hall.take_ticket(now)
    clerk = hall.seat("clerk1", 1)
    minutes = [now + timedelta(minutes=n) for n in range(5)]
    hall.call(clerk, minutes[1])
    with hall.database.writing() as work:
        recall(work, clerk, minutes[2])
    with hall.database.writing() as work:
        start(work, clerk, minutes[3])
    with hall.database.writing() as work:
        finish(work, clerk, Outcome.SERVED, minutes[4])
    with hall.database.reading() as session:
        periods = session.scalars(select(Period).where(Period.ticket_id == issued.id).order_by(Period.began_at)).all()
    assert [(p.state, p.began_at, p.ended_at) for p in periods] == [
        (State.WAITING, minutes[0], minutes[1]),
        (State.CALLED, minutes[1], minutes[2]),
        (State.CALLED, minutes[2], minutes[3]),
        (State.SERVING, minutes[3], minutes[4]),
    ]
    ticket = hall.ticket(issued.id)
    assert (ticket.state, ticket.outcome, ticket.calls) == (State.FINISHED, Outcome.SERVED, 2)


def test_a_window_with_a_number_calls_no_other(hall: Hall, now: datetime) -> None:
    for _ in range(2):
        hall.take_ticket(now)
    clerk = hall.seat("clerk1", 1)
    hall.call(clerk, now)
    with pytest.raises(WindowHasTicket):
        hall.call(clerk, now)


def test_deeds_without_their_state_are_refused(hall: Hall, now: datetime) -> None:
    clerk = hall.seat("clerk1", 1)
    with pytest.raises(NobodyWaits), hall.database.writing() as work:
        call_next(work, clerk, now)
    for deed in (recall, start, mark_absent):
        with pytest.raises(NoTicketHere), hall.database.writing() as work:
            deed(work, clerk, now)
    hall.take_ticket(now)
    hall.call(clerk, now)
    with pytest.raises(NoTicketHere), hall.database.writing() as work:
        finish(work, clerk, Outcome.SERVED, now)


def test_an_absent_number_leaves_the_window_free(hall: Hall, now: datetime) -> None:
    issued = hall.take_ticket(now)
    clerk = hall.seat("clerk1", 1)
    hall.call(clerk, now)
    with hall.database.writing() as work:
        mark_absent(work, clerk, now)
    assert hall.ticket(issued.id).state is State.ABSENT
    with pytest.raises(NobodyWaits):
        hall.call(clerk, now)


def test_yesterdays_numbers_are_not_called(hall: Hall, now: datetime) -> None:
    hall.take_ticket(now - timedelta(days=1))
    clerk = hall.seat("clerk1", 1)
    with pytest.raises(NobodyWaits):
        hall.call(clerk, now)


def test_one_clerk_has_one_window_and_a_window_one_clerk(hall: Hall, now: datetime) -> None:
    clerk = hall.seat("clerk1", 1)
    with pytest.raises(WindowIsTaken):
        hall.seat("clerk2", 1)
    with pytest.raises(ClerkIsAtWindow):
        hall.seat("clerk1", 2)
    with pytest.raises(UnknownWindow):
        hall.seat("clerk3", 99)
    with pytest.raises(NoWindow):
        hall.call(hall.staff("clerk2"), now)
    with hall.database.writing() as work:
        leave_window(work, clerk)
    assert hall.seat("clerk2", 1)


def test_a_window_with_a_number_can_not_be_left(hall: Hall, now: datetime) -> None:
    hall.take_ticket(now)
    clerk = hall.seat("clerk1", 1)
    hall.call(clerk, now)
    with pytest.raises(WindowIsBusy), hall.database.writing() as work:
        leave_window(work, clerk)
