"""A made-up day: its plan, its clock, its book, and what it does when the server is not as it should be."""

import threading
from collections import Counter
from itertools import pairwise

import pytest
from click.testing import CliRunner

from kiosk.commands.simulate import simulate
from kiosk.simulation.browser import Browser, ServerFailed
from kiosk.simulation.day import Outcome
from kiosk.simulation.hall import Book, Citizen, Clock, DayIsBroken
from kiosk.simulation.plan import (
    CLOSES,
    LAST_NUMBER,
    PEAK,
    PEAK_ENDS,
    Arrival,
    Manner,
    arrivals,
    shifts,
)
from tests.servers import free_port

SERVICES = ["rent_payment", "building_permit_issue"]
SOMEBODY = Arrival(0.0, "rent_payment", "ordinary", "ar", Manner.PATIENT, 60.0)


def test_the_same_seed_plans_the_same_day_and_another_one_another() -> None:
    assert arrivals(7, 100, SERVICES) == arrivals(7, 100, SERVICES)
    assert list(shifts(7, 8)) == list(shifts(7, 8))
    assert arrivals(7, 100, SERVICES) != arrivals(8, 100, SERVICES)
    assert list(shifts(7, 8)) != list(shifts(8, 8))


def test_people_come_in_order_before_the_last_number_and_most_in_the_morning() -> None:
    people = arrivals(1, 400, SERVICES)
    assert all(first.at <= then.at for first, then in pairwise(people))
    assert people[-1].at < LAST_NUMBER
    in_peak = sum(PEAK <= person.at < PEAK_ENDS for person in people)
    assert in_peak > 200


def test_each_manner_lane_and_language_is_met_on_a_day() -> None:
    people = arrivals(1, 400, SERVICES)
    assert {person.manner for person in people} == set(Manner)
    assert Counter(person.lane for person in people)["ordinary"] > 300
    assert {person.lane for person in people} == {"ordinary", "priority"}
    assert {person.language for person in people} == {"ar", "en"}


def test_no_two_clerks_share_a_window_and_the_hall_is_never_all_at_prayer() -> None:
    plan = list(shifts(1, 8))
    assert [shift.window for shift in plan] == list(range(1, 9))
    prayers = Counter(begins for shift in plan for begins, _, reason in shift.pauses if reason == "Prayer")
    assert max(prayers.values()) <= 3
    assert all(begins + length < CLOSES for shift in plan for begins, length, _ in shift.pauses)


def test_a_stopped_clock_sends_everybody_home() -> None:
    clock = Clock(1.0)
    clock.stop()
    with pytest.raises(DayIsBroken):
        clock.sleep(3600)


def test_a_clerk_waits_for_the_holder_whose_number_is_being_written_down() -> None:
    book = Book(expected=1)
    citizen = Citizen(SOMEBODY, "code", "S1")
    found: list[Citizen | None] = []
    with book.at_the_kiosk():
        clerk = threading.Thread(target=lambda: found.append(book.holder("S1")))
        clerk.start()
        assert not book.everybody_came()
        book.add(citizen)
        clerk.join()
    assert found == [citizen]
    assert book.everybody_came()
    assert book.holder("S2") is None, "a number of nobody is not waited for"


def test_a_disagreement_stands_in_the_summary_instead_of_the_agreement() -> None:
    agreed = Outcome({"S1": "finished"}, Counter(calls=1), [])
    assert agreed.lines() == [
        "numbers issued: 1",
        "  finished: 1",
        "calls: 1",
        "the server says the same of every number",
    ]
    assert Outcome({"S1": "left"}, Counter(), ["S1: left here, waiting at the server"]).lines()[-1].startswith("S1:")


def test_a_server_that_is_not_there_is_said_in_one_line() -> None:
    result = CliRunner().invoke(simulate, ["day", "--url", f"http://localhost:{free_port()}"])
    assert result.exit_code == 1
    assert "can't be reached" in result.output
    assert "Traceback" not in result.output


def test_an_address_that_is_no_page_is_a_failure_not_an_answer() -> None:
    with pytest.raises(ServerFailed):
        Browser(f"http://localhost:{free_port()}").read("/kiosk/demo")
