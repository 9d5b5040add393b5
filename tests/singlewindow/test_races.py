"""Many at once: no number twice, none left out, nobody called twice; PostgreSQL shows what SQLite hides."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
from sqlalchemy import func, select

from singlewindow.cash.records import Payment
from singlewindow.people.roles import Role
from singlewindow.places.centers import center_by_code
from singlewindow.tickets.records import Ticket
from singlewindow.tickets.serve import NobodyWaits, finish, start
from singlewindow.tickets.states import Outcome
from tests.cast import Hall
from tests.singlewindow.at_departments import Departments
from tests.singlewindow.at_the_window import receive_and_pay

THREADS, EACH = 8, 50


def at_once(task: Callable[[int], list[int]]) -> list[int]:
    """Run a task in THREADS threads and give all that they gave."""
    with ThreadPoolExecutor(THREADS) as pool:
        return [number for numbers in pool.map(task, range(THREADS)) for number in numbers]


def test_eight_kiosks_give_each_number_once_and_eight_clerks_call_each_once(hall: Hall, now: datetime) -> None:
    center = hall.center_id
    keys = at_once(lambda _: [hall.take_ticket(now, center_id=center) for _ in range(EACH)])
    with hall.database.reading() as session:
        numbers = session.scalars(select(Ticket.number).order_by(Ticket.number)).all()
        version = center_by_code(session, "demo").version
    assert len(set(keys)) == version == THREADS * EACH
    assert numbers == list(range(1, THREADS * EACH + 1))

    clerks = [hall.seat(f"clerk{n}", n) for n in range(1, THREADS + 1)]

    def serve(place: int) -> list[int]:
        called: list[int] = []
        while True:
            try:
                called.append(hall.call(clerks[place], now).number)
            except NobodyWaits:
                return called
            with hall.database.writing() as work:
                start(work, clerks[place], now)
            with hall.database.writing() as work:
                finish(work, clerks[place], Outcome.SERVED, now)

    assert sorted(at_once(serve)) == numbers


def test_one_form_sent_from_many_threads_makes_one_ticket(hall: Hall, now: datetime) -> None:
    wish = hall.wish(form_key="the-same-key-from-everywhere")
    with ThreadPoolExecutor(THREADS) as pool:
        issued = list(pool.map(lambda _: hall.take_ticket(now, **vars(wish)), range(THREADS)))
    assert len(set(issued)) == 1


def test_receipts_of_eight_windows_have_no_gap(hall: Hall, now: datetime) -> None:
    each = 5
    for _ in range(THREADS * each):
        hall.take_ticket(now)
    clerks = [hall.seat(f"clerk{n}", n) for n in range(1, THREADS + 1)]

    def earn(place: int) -> list[int]:
        serials = []
        for _ in range(each):
            hall.serve(clerks[place], now)
            serials.append(receive_and_pay(hall, clerks[place], now).serial)
            with hall.database.writing() as work:
                finish(work, clerks[place], Outcome.SERVED, now)
        return serials

    assert sorted(at_once(earn)) == list(range(1, THREADS * each + 1))
    with hall.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Payment)) == THREADS * each


@pytest.mark.parametrize("fault", [ValueError, KeyboardInterrupt])
def test_a_number_of_a_transaction_that_fell_is_given_again(
    hall: Hall, now: datetime, fault: type[BaseException]
) -> None:
    from singlewindow.tickets.issue import issue

    with pytest.raises(fault), hall.database.writing() as work:
        issue(work, hall.wish(), now)
        raise fault
    assert hall.ticket(hall.take_ticket(now).id).number == 1


def test_no_two_officers_are_given_the_same_file(hall: Hall, now: datetime) -> None:
    way = Departments(hall, now)
    numbers = {way.receive() for _ in range(6)}
    properties = way.here(next(iter(numbers))).department_id
    names = [f"clerk{n}" for n in range(2, 8)]
    officers = [way.change(name, role=Role.OFFICER, department_id=properties) for name in names]
    with ThreadPoolExecutor(len(officers)) as pool:
        taken = list(pool.map(way.take, [*officers, *officers]))
    assert set(taken) == numbers
    assert [taken.count(number) for number in numbers] == [2] * len(numbers)
