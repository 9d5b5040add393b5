"""The measures of the waiting hall, each for small cases that were reckoned by hand and lived through the deeds."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from singlewindow.catalogue.records import Sector, Service
from singlewindow.people.records import Staff
from singlewindow.places.clock import service_day
from singlewindow.places.records import Center, CenterKind, Window
from singlewindow.practice.fill import fill_practice
from singlewindow.reports.scope import Axis, Scope
from singlewindow.reports.span import Span
from singlewindow.reports.visit_facts import NotOfTheHall
from singlewindow.reports.visit_figures import NO_VISITS, HeatCell, Times, VisitFigures
from singlewindow.reports.visits import heat, visits, visits_by
from singlewindow.tickets.booking import book
from singlewindow.tickets.day_end import close_past_days
from singlewindow.tickets.holder import come_back, leave, postpone
from singlewindow.tickets.reroute import add_service, send_back, transfer_to_sector
from singlewindow.tickets.serve import call_next, finish, hold, mark_absent, pick, recall, resume, start
from singlewindow.tickets.states import Lane, Outcome
from tests.cast import Hall, new_key
from tests.conftest import NOON
from tests.singlewindow.at_the_window import PAPER

MINUTE = timedelta(minutes=1)
TODAY = Span.day(service_day(NOON))
SERVICE, OTHER = "building_permit_issue", "rent_payment"


def at(minutes: float) -> datetime:
    """So many minutes after noon."""
    return NOON + minutes * MINUTE


def scope(hall: Hall, **narrowed: object) -> Scope:
    """The demonstration center."""
    with hall.database.reading() as session:
        governorate = session.get_one(Center, hall.center_id).governorate_id
    return Scope(governorate, **{"center_id": hall.center_id, **narrowed})  # type: ignore[arg-type]


def figures(hall: Hall, span: Span = TODAY) -> VisitFigures:
    """The figures of the demonstration center."""
    with hall.database.reading() as session:
        return visits(session, scope(hall), span)


def split(hall: Hall, axis: Axis, span: Span = TODAY) -> dict[object, VisitFigures]:
    """The figures of the demonstration center by an axis."""
    with hall.database.reading() as session:
        return visits_by(session, scope(hall), span, axis)


def arrived(found: dict[object, VisitFigures]) -> dict[object, int]:
    """How many came, by key."""
    return {key: one.arrived for key, one in found.items()}


def one(seconds: int) -> Times:
    """The times of a single visit."""
    return Times(1, seconds, seconds, seconds)


def service(hall: Hall, code: str = SERVICE) -> Service:
    """A service by its code."""
    with hall.database.reading() as session:
        return session.scalars(select(Service).where(Service.code == code)).one()


@pytest.fixture
def clerk(hall: Hall) -> UUID:
    """A clerk at the first window, in a hall where a number may be called again at once."""
    hall.set_rules(recall_after_seconds=0)
    return hall.seat("clerk1", 1)


def serve(hall: Hall, clerk: UUID, called: float, started: float, finished: float) -> None:
    """Call the next number and serve it, at so many minutes after noon."""
    hall.do(call_next, clerk, at(called))
    hall.do(start, clerk, at(started))
    hall.do(finish, clerk, Outcome.SERVED, at(finished))


def test_a_plain_visit_is_waited_walked_and_served(hall: Hall, clerk: UUID) -> None:
    hall.take_ticket(at(0))
    serve(hall, clerk, 10, 11, 20)
    found = figures(hall)
    assert (found.arrived, found.served, found.present, found.above_target) == (1, 1, 0, 0)
    assert (found.waiting, found.walking) == (one(600), one(60))
    assert (found.service, found.total) == (one(540), one(1200))


def test_a_span_without_visits_has_no_times(hall: Hall, clerk: UUID) -> None:
    hall.take_ticket(at(0))
    assert figures(hall, TODAY.before()) == NO_VISITS
    assert figures(hall, TODAY.before()).above_share is None
    assert split(hall, Axis.LANE, TODAY.before()) == {}


def test_a_number_called_again_waited_until_its_last_call(hall: Hall, clerk: UUID) -> None:
    hall.take_ticket(at(0))
    hall.do(call_next, clerk, at(10))
    hall.do(recall, clerk, at(11))
    assert figures(hall).waiting == one(660)
    hall.do(recall, clerk, at(12))
    hall.do(start, clerk, at(13))
    hall.do(finish, clerk, Outcome.SERVED, at(14))
    found = figures(hall)
    assert (found.waiting, found.walking, found.total) == (one(720), one(60), one(840))


def test_who_waits_or_is_called_is_still_present(hall: Hall, clerk: UUID) -> None:
    hall.take_ticket(at(0))
    hall.take_ticket(at(1))
    hall.do(call_next, clerk, at(10))
    found = figures(hall)
    assert (found.arrived, found.present, found.served) == (2, 2, 0)
    assert (found.waiting, found.walking.number, found.total.number) == (one(600), 0, 0)


def test_an_absent_number_waited_until_it_was_called(hall: Hall, clerk: UUID) -> None:
    hall.take_ticket(at(0))
    hall.do(call_next, clerk, at(10))
    hall.do(mark_absent, clerk, at(12))
    found = figures(hall)
    assert (found.absent, found.served, found.waiting) == (1, 0, one(600))
    assert (found.walking.number, found.service.number, found.total.number) == (0, 0, 0)


def test_an_absent_one_who_came_back_is_served_and_waited_until_the_first_call(hall: Hall, clerk: UUID) -> None:
    ticket = hall.take_ticket(at(0))
    hall.do(call_next, clerk, at(10))
    hall.do(mark_absent, clerk, at(12))
    hall.do(come_back, ticket.follow_code, at(15))
    serve(hall, clerk, 20, 22, 25)
    found = figures(hall)
    assert (found.absent, found.served) == (0, 1)
    assert (found.waiting, found.walking, found.service, found.total) == (one(600), one(120), one(180), one(1500))


def test_an_absent_one_who_is_picked_is_served(hall: Hall, clerk: UUID) -> None:
    ticket = hall.ticket(hall.take_ticket(at(0)).id)
    hall.do(call_next, clerk, at(10))
    hall.do(mark_absent, clerk, at(12))
    hall.do(pick, clerk, ticket.letter, ticket.number, "عاد", at(30))
    hall.do(start, clerk, at(31))
    hall.do(finish, clerk, Outcome.NOT_POSSIBLE, at(32))
    found = figures(hall)
    assert (found.served, found.waiting, found.walking, found.total) == (1, one(600), one(60), one(1920))


def test_two_services_on_one_visit_are_one_visit_under_the_first(hall: Hall, clerk: UUID) -> None:
    hall.take_ticket(at(0))
    hall.do(call_next, clerk, at(10))
    hall.do(start, clerk, at(11))
    hall.do(add_service, clerk, OTHER, at(15))
    hall.do(add_service, clerk, "complaint_intake", at(17))
    hall.do(finish, clerk, Outcome.SERVED, at(21))
    assert (figures(hall).arrived, figures(hall).service) == (1, one(600))
    assert arrived(split(hall, Axis.SERVICE)) == {service(hall).id: 1}
    assert arrived(split(hall, Axis.SECTOR)) == {service(hall).sector_id: 1}


def test_time_on_hold_is_no_service(hall: Hall, clerk: UUID) -> None:
    ticket = hall.take_ticket(at(0))
    hall.do(call_next, clerk, at(10))
    hall.do(start, clerk, at(11))
    hall.do(hold, clerk, at(14))
    hall.do(resume, clerk, ticket.id, at(24))
    hall.do(finish, clerk, Outcome.SERVED, at(26))
    found = figures(hall)
    assert (found.service, found.total) == (one(300), one(1560))


def test_a_transferred_number_walked_twice_and_counts_under_its_service(hall: Hall, clerk: UUID) -> None:
    hall.take_ticket(at(0))
    hall.do(call_next, clerk, at(10))
    hall.do(start, clerk, at(11))
    hall.do(transfer_to_sector, clerk, "revenue", "قطاع آخر", at(14))
    other = hall.seat("clerk2", 2)
    serve(hall, other, 20, 22, 27)
    found = figures(hall)
    assert (found.waiting, found.walking, found.service, found.total) == (one(600), one(180), one(480), one(1620))
    assert arrived(split(hall, Axis.SECTOR)) == {service(hall).sector_id: 1}
    assert arrived(split(hall, Axis.CLERK)) == {other: 1}


def test_a_number_sent_back_before_it_was_served_waited_until_the_first_call(hall: Hall, clerk: UUID) -> None:
    hall.take_ticket(at(0))
    hall.do(call_next, clerk, at(5))
    hall.do(send_back, clerk, "خطأ", at(6))
    serve(hall, clerk, 10, 11, 12)
    assert (figures(hall).waiting, figures(hall).walking) == (one(300), one(60))


def test_who_asks_for_more_time_and_who_leaves_is_counted_so(hall: Hall, clerk: UUID) -> None:
    later, gone = hall.take_ticket(at(0)), hall.take_ticket(at(1))
    hall.do(postpone, later.follow_code, at(2))
    hall.do(leave, gone.follow_code, at(3))
    serve(hall, clerk, 14, 15, 16)
    found = figures(hall)
    assert (found.arrived, found.left, found.served, found.waiting) == (2, 1, 1, one(840))
    assert arrived(split(hall, Axis.WINDOW)) | {None: 1} == arrived(split(hall, Axis.WINDOW))


def test_what_the_end_of_the_day_closes_was_not_served(hall: Hall, clerk: UUID) -> None:
    held = hall.take_ticket(at(0))
    hall.do(call_next, clerk, at(1))
    hall.do(start, clerk, at(2))
    hall.do(hold, clerk, at(3))
    hall.take_ticket(at(4))
    hall.do(call_next, clerk, at(5))
    hall.take_ticket(at(6))
    close_past_days(hall.database, at(0) + timedelta(days=1))
    found = figures(hall)
    assert hall.ticket(held.id).state == "not_served"
    assert (found.arrived, found.not_served, found.present) == (3, 3, 0)
    assert (found.waiting.number, found.walking, found.service.number) == (2, one(60), 0)
    assert figures(hall, Span.day(TODAY.last + timedelta(days=1))) == NO_VISITS


def test_a_visit_that_was_left_open_is_served_but_its_length_is_not_known(hall: Hall, clerk: UUID) -> None:
    hall.take_ticket(at(0))
    hall.do(call_next, clerk, at(10))
    hall.do(start, clerk, at(11))
    close_past_days(hall.database, at(0) + timedelta(days=1))
    found = figures(hall)
    assert (found.served, found.waiting, found.walking) == (1, one(600), one(60))
    assert (found.service.number, found.total.number) == (0, 0)


@pytest.mark.parametrize(
    ("came", "called", "waited"),
    [(40, 75, 15), (40, 60, 0), (40, 50, 0), (70, 75, 5)],
    ids=["from the booked time", "on time", "called before it", "from an arrival after it"],
)
def test_who_booked_a_time_waits_from_then(hall: Hall, clerk: UUID, came: int, called: int, waited: int) -> None:
    code = hall.do(book, hall.center_id, SERVICE, at(60), new_key(), clerk, at(0))
    hall.take_ticket(at(came), booking=code)
    serve(hall, clerk, called, called + 1, called + 4)
    found = split(hall, Axis.LANE)[Lane.BOOKED]
    assert (found.waiting, found.total) == (one(waited * 60), one((waited + 4) * 60))


def test_who_waited_longer_than_the_alarm_is_above_the_target(hall: Hall, clerk: UUID) -> None:
    hall.set_rules(wait_alarm_minutes=15)
    for minute, called in ((0, 15), (10, 25 + 1 / 60)):
        hall.take_ticket(at(minute))
        serve(hall, clerk, called, called, called + 1)
    assert (figures(hall).above_target, figures(hall).above_share) == (1, 0.5)


def test_a_visit_across_midnight_counts_on_the_day_of_its_number(hall: Hall, clerk: UUID) -> None:
    hall.set_rules(always_open=True)
    minute = (datetime(2026, 11, 24, 21, 50, tzinfo=UTC) - NOON) / MINUTE  # 23:50 in Cairo
    hall.take_ticket(at(minute))
    serve(hall, clerk, minute + 9, minute + 12, minute + 25)
    assert (figures(hall).waiting, figures(hall).walking, figures(hall).service) == (one(540), one(180), one(780))
    assert arrived(split(hall, Axis.HOUR)) == {23: 1}
    assert figures(hall, Span.day(date(2026, 11, 25))) == NO_VISITS


def test_midnight_of_utc_divides_no_day(hall: Hall, clerk: UUID) -> None:
    hall.set_rules(always_open=True)
    minute = (datetime(2026, 11, 24, 23, 50, tzinfo=UTC) - NOON) / MINUTE  # 01:50 in Cairo
    hall.take_ticket(at(minute))
    serve(hall, clerk, minute + 20, minute + 21, minute + 30)
    day = Span.day(date(2026, 11, 25))
    assert (figures(hall, day).waiting, figures(hall)) == (one(1200), NO_VISITS)
    assert arrived(split(hall, Axis.HOUR, day)) == {1: 1}
    assert arrived(split(hall, Axis.WEEKDAY, day)) == {2: 1}


@pytest.mark.parametrize(
    ("moment", "day", "hour", "weekday"),
    [
        (datetime(2026, 4, 23, 21, 30, tzinfo=UTC), date(2026, 4, 23), 23, 3),
        (datetime(2026, 4, 23, 22, 10, tzinfo=UTC), date(2026, 4, 24), 1, 4),
        (datetime(2026, 10, 29, 20, 30, tzinfo=UTC), date(2026, 10, 29), 23, 3),
        (datetime(2026, 10, 29, 21, 30, tzinfo=UTC), date(2026, 10, 29), 23, 3),
        (datetime(2026, 10, 29, 22, 10, tzinfo=UTC), date(2026, 10, 30), 0, 4),
    ],
    ids=["eve of summer time", "the first hour is 1", "hour 23", "hour 23 again", "winter time"],
)
def test_hours_are_those_of_the_clock_in_cairo(
    hall: Hall, clerk: UUID, moment: datetime, day: date, hour: int, weekday: int
) -> None:
    hall.set_rules(always_open=True)
    hall.take_ticket(moment)
    minute = (moment - NOON) / MINUTE
    serve(hall, clerk, minute + 20, minute + 21, minute + 22)
    for span in (Span.day(day), Span.year(2026), Span(day - timedelta(days=40), day)):
        found = split(hall, Axis.HOUR, span)
        assert (arrived(found), found[hour].waiting) == ({hour: 1}, one(1200))
        with hall.database.reading() as session:
            assert heat(session, scope(hall), span) == {(weekday, hour): HeatCell(1, 1200)}
    assert arrived(split(hall, Axis.MONTH, Span.year(2026))) == {day.replace(day=1): 1}


def test_a_day_is_a_day_and_a_lane_a_lane(hall: Hall, clerk: UUID) -> None:
    hall.take_ticket(at(0), lane=Lane.PRIORITY)
    hall.take_ticket(at(0))
    serve(hall, clerk, 1, 2, 3)
    assert arrived(split(hall, Axis.DAY)) == {TODAY.first: 2}
    by_lane = split(hall, Axis.LANE)
    assert arrived(by_lane) == {Lane.ORDINARY: 1, Lane.PRIORITY: 1}
    assert (by_lane[Lane.PRIORITY].waiting, by_lane[Lane.ORDINARY].present) == (one(60), 1)
    assert arrived(split(hall, Axis.KIND)) == {CenterKind.MAIN: 2}
    assert arrived(split(hall, Axis.CENTER)) == {hall.center_id: 2}


def test_clerks_stand_by_name_with_counts_and_medians_only(hall: Hall) -> None:
    hall.set_rules(recall_after_seconds=0)
    clerks = [hall.seat(f"clerk{n}", n) for n in (2, 1)]
    for n, clerk in enumerate(clerks):
        hall.take_ticket(at(40 * n))
        serve(hall, clerk, 40 * n + 9 - n, 40 * n + 10, 40 * n + 20)
    hall.take_ticket(at(100))
    found = split(hall, Axis.CLERK)
    with hall.database.reading() as session:
        names = session.scalars(select(Staff.id).where(Staff.id.in_(clerks)).order_by(Staff.full_name)).all()
    assert list(found) == [*names, None]
    assert found[clerks[0]].waiting == Times(1, 540, None, None)
    assert {time.ninetieth for one in found.values() for time in (one.walking, one.service, one.total)} == {None}


def test_a_center_of_practice_counts_nowhere(hall: Hall) -> None:
    hall.do(fill_practice, "a long password of practice", PAPER, at(0))
    with hall.database.reading() as session:
        center = session.scalars(select(Center).where(Center.kind == CenterKind.PRACTICE)).one()
        assert visits(session, Scope(center.governorate_id), TODAY) == NO_VISITS
        assert visits_by(session, Scope(center.governorate_id, center_id=center.id), TODAY, Axis.CENTER) == {}


def test_a_scope_is_narrowed_by_window_lane_sector_and_service(hall: Hall, clerk: UUID) -> None:
    hall.take_ticket(at(0))
    hall.take_ticket(at(1), service=OTHER, lane=Lane.PRIORITY)
    serve(hall, clerk, 10, 11, 12)
    with hall.database.reading() as session:
        window = session.scalars(select(Window.id).where(Window.center_id == hall.center_id, Window.number == 1)).one()
        sector = session.scalars(select(Sector.id).where(Sector.code == "revenue")).one()
        narrowings: tuple[dict[str, object], ...] = (
            {"window_id": window},
            {"lane": Lane.PRIORITY},
            {"sector_id": sector},
            {"service_id": service(hall, OTHER).id},
        )
        for narrowed in narrowings:
            found = visits(session, scope(hall, **narrowed), TODAY)
            assert (found.arrived, found.waiting) == (1, one(540)), narrowed


@pytest.mark.parametrize("axis", [Axis.DEPARTMENT, Axis.METHOD, Axis.ITEM])
def test_what_splits_no_visits_is_refused(hall: Hall, axis: Axis) -> None:
    with pytest.raises(NotOfTheHall):
        split(hall, axis)
    with hall.database.reading() as session, pytest.raises(NotOfTheHall):
        visits(session, scope(hall, department_id=hall.center_id), TODAY)


def test_figures_can_not_be_added_up(hall: Hall) -> None:
    with pytest.raises(TypeError):
        figures(hall) + figures(hall)  # type: ignore[operator]
    with pytest.raises(TypeError):
        sum([figures(hall).waiting])  # type: ignore[list-item]
