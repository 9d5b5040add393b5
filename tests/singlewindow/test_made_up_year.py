"""A made-up year: its rows are such as the deeds write, the same for a seed, in nothing but a demonstration."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import groupby, pairwise
from typing import Any, TypeVar

import pytest
from sqlalchemy import func, select

from singlewindow.cash.records import CashCount, CashSession, CounterEntry, Payment, Tender
from singlewindow.cash.sessions import drawer_of
from singlewindow.database import Database
from singlewindow.demonstration.fill import fill
from singlewindow.demonstration.year.simulate import NotADemonstration, NothingToMakeUp, YearWish, simulate_year
from singlewindow.numbering import Series, next_number
from singlewindow.people.records import Staff
from singlewindow.places.centers import lock_center
from singlewindow.places.clock import local, service_day
from singlewindow.places.records import Center, CenterKind, Governorate, Holiday
from singlewindow.reports.requests import requests, requests_by
from singlewindow.reports.scope import Axis, Scope
from singlewindow.reports.span import Span
from singlewindow.reports.visits import visits
from singlewindow.requests.calendar import due_of
from singlewindow.requests.national_id import read_national_id
from singlewindow.requests.records import LateNote, Request, RequestPaper, RequestPeriod, RequestStage
from singlewindow.requests.states import CLOSED, REQUEST_TRANSITIONS, RequestDeed, RequestState, StageState
from singlewindow.routes.stages import StageKind
from singlewindow.tickets.policy import turn_of
from singlewindow.tickets.records import Period, Ticket
from singlewindow.tickets.states import TRANSITIONS, Deed, Lane, Outcome, State
from tests.servers import PostgresServer
from tests.singlewindow.made_year import UNTIL, WISH, Winter, content, opened, winter
from tests.templates import Content, Templates

T = TypeVar("T")
TABLES = ("ticket", "ticket_period", "request", "request_period", "request_stage", "payment", "cash_session", "series")
FINISHING = (RequestDeed.MAKE_READY, RequestDeed.REJECT)


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def made(
    request: pytest.FixtureRequest, templates: Templates, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Winter]:
    """The winter in a database of each kind. Nobody changes it."""
    if request.param == "sqlite":
        address = templates.sqlite(Content.DEMONSTRATION, tmp_path_factory.mktemp("winter") / "winter.sqlite")
    else:
        server: PostgresServer = request.getfixturevalue("postgres")
        address = templates.postgresql(Content.DEMONSTRATION, server)
    for database in opened(address):
        yield winter(database)


def every(made: Winter, query: Any) -> Sequence[Any]:
    """Give all rows of a query."""
    with made.database.reading() as session:
        rows: Sequence[Any] = session.execute(query).all()
        return rows


def all_of(made: Winter, record: type[T]) -> Sequence[T]:
    """Give all records of a kind."""
    with made.database.reading() as session:
        return session.scalars(select(record)).all()


def grouped(periods: Sequence[T], by: str) -> dict[Any, list[T]]:
    """Give periods by what they belong to, in the order in which they followed each other."""
    groups = defaultdict(list)
    for period in periods:
        groups[getattr(period, by)].append(period)
    return groups


def test_each_number_went_its_way_by_the_table_of_states_without_a_gap(made: Winter) -> None:
    periods = grouped(all_of(made, Period), "ticket_id")
    tickets = all_of(made, Ticket)
    assert len(tickets) > 1000
    for ticket in tickets:
        state, since = State.WAITING, ticket.issued_at
        ways = in_order(periods[ticket.id], since, state)
        for period in ways:
            transition = TRANSITIONS[period.deed]
            assert (period.state, period.began_at) == (state, since)
            assert period.state in transition.before
            assert period.reason or not transition.reason
            state, since = transition.after, period.ended_at
        assert (ticket.state, ticket.state_since) == (state, since)


def in_order(periods: list[Any], since: datetime, state: Any) -> list[Any]:
    """Give periods as they follow each other: by the moment they began, those of no length by state."""
    left, way = list(periods), []
    while left:
        following = [each for each in left if (each.began_at, each.state) == (since, state)]
        short = [each for each in following if each.ended_at == since]
        chosen = (short or following)[0]
        left.remove(chosen)
        way.append(chosen)
        after = (TRANSITIONS if isinstance(state, State) else REQUEST_TRANSITIONS)[chosen.deed].after
        state, since = after or state, chosen.ended_at
    return way


def test_each_request_went_its_way_by_the_table_of_states_without_a_gap(made: Winter) -> None:
    periods = grouped(all_of(made, RequestPeriod), "request_id")
    received = all_of(made, Request)
    assert {request.state for request in received} >= {RequestState.DELIVERED, RequestState.REJECTED}
    for request in received:
        first = min(periods[request.id], key=lambda each: (each.began_at, each.ended_at), default=None)
        state, since = first.state if first else request.state, request.received_at
        assert state in (RequestState.RECEIVED, RequestState.AWAITING_PAPERS)
        for period in in_order(periods[request.id], since, state):
            transition = REQUEST_TRANSITIONS[period.deed]
            assert period.state in transition.before
            assert period.reason or not transition.reason
            state, since = transition.after or state, period.ended_at
        assert (request.state, request.state_since) == (state, since)


def test_most_kinds_of_ways_are_met(made: Winter) -> None:
    deeds = Counter(period.deed for period in all_of(made, Period))
    usual = {Deed.CALL, Deed.RECALL, Deed.START, Deed.FINISH, Deed.MARK_ABSENT, Deed.COME_BACK, Deed.LEAVE}
    assert {*deeds} >= usual | {Deed.HOLD, Deed.RESUME}
    of_requests = Counter(period.deed for period in all_of(made, RequestPeriod))
    decided = {RequestDeed.BEGIN_REVIEW, RequestDeed.TAKE, RequestDeed.APPROVE, RequestDeed.ISSUE, RequestDeed.REJECT}
    assert {*of_requests} >= decided | {RequestDeed.COMPLETE_PAPERS, RequestDeed.DELIVER, RequestDeed.WITHDRAW}
    assert {ticket.lane for ticket in all_of(made, Ticket)} == {Lane.ORDINARY, Lane.PRIORITY}
    assert {ticket.outcome for ticket in all_of(made, Ticket)} == {None, Outcome.SERVED, Outcome.NOT_POSSIBLE}


def test_january_is_received_and_finished_as_announced_at_the_scale(made: Winter) -> None:
    assert january(made) == (round(32_061 * WISH.scale), round(26_146 * WISH.scale), round(162 * WISH.scale))


def january(made: Winter) -> tuple[int, int, int]:
    """Give what was received and finished in January, and finished by the car."""
    began, ended = (datetime(2026, month, 1, tzinfo=UTC) - timedelta(hours=2) for month in (1, 2))
    received = select(func.count()).where(Request.received_at >= began, Request.received_at < ended)
    within = (RequestPeriod.ended_at >= began, RequestPeriod.ended_at < ended)
    finished = select(func.count()).where(RequestPeriod.deed.in_(FINISHING), *within)
    of_car = select(Center.id).where(Center.kind == CenterKind.MOBILE)
    queries = (received, finished, finished.where(RequestPeriod.center_id.in_(of_car)))
    with made.database.reading() as session:
        received_, finished_, by_car = (session.scalar(query) or 0 for query in queries)
    return received_, finished_, by_car


def reported(made: Winter) -> tuple[int, int, int]:
    """Give what the report on January says was received and finished, and finished by the car."""
    january_, today = Span.month(2026, 1), service_day(UNTIL)
    with made.database.reading() as session:
        scope = Scope(session.scalars(select(Governorate.id)).one())
        whole = requests(session, scope, january_, today)
        of_car = requests(session, replace(scope, kind=CenterKind.MOBILE), january_, today)
    return whole.received, whole.finished, of_car.finished


def test_the_report_reproduces_what_was_announced_at_the_scale(made: Winter) -> None:
    assert reported(made) == (round(32_061 * WISH.scale), round(26_146 * WISH.scale), round(162 * WISH.scale))


def test_the_report_by_center_adds_up_to_the_whole(made: Winter) -> None:
    span, today = Span(date(2026, 1, 1), UNTIL.date()), service_day(UNTIL)
    with made.database.reading() as session:
        scope = Scope(session.scalars(select(Governorate.id)).one())
        by_center = requests_by(session, scope, span, today, Axis.CENTER)
        whole = requests(session, scope, span, today)
        came = visits(session, scope, span).arrived
    assert sum(each.received for each in by_center.values()) == whole.received == len(all_of(made, Request))
    assert sum(each.finished for each in by_center.values()) == whole.finished
    assert came == len(all_of(made, Ticket))


@pytest.mark.slow
def test_january_is_exactly_as_announced(templates: Templates, tmp_path_factory: pytest.TempPathFactory) -> None:
    address = templates.sqlite(Content.DEMONSTRATION, tmp_path_factory.mktemp("january") / "january.sqlite")
    for database in opened(address):
        whole = winter(database, YearWish(2026, seed=1), datetime(2026, 2, 1, 10, tzinfo=UTC))
        assert january(whole) == reported(whole) == (32_061, 26_146, 162)
        assert sum(each.requests for each in whole.told) == 32_061


def test_a_request_finished_in_january_is_finished_once(made: Winter) -> None:
    ends = Counter(period.request_id for period in all_of(made, RequestPeriod) if period.deed in FINISHING)
    assert set(ends.values()) == {1}


def test_nobody_comes_on_a_holiday_a_weekend_or_before_opening(made: Winter) -> None:
    closed = {day for (day,) in every(made, select(Holiday.day))}
    for ticket in all_of(made, Ticket):
        taken = local(ticket.issued_at)
        assert taken.date() == ticket.day
        assert ticket.day not in closed
        assert ticket.day.weekday() not in (4, 5)
        assert 8 <= taken.hour < 15


def test_nothing_happens_on_or_after_the_day_on_which_it_is_made(made: Winter) -> None:
    last = {
        max(ticket.day for ticket in all_of(made, Ticket)),
        max(service_day(period.ended_at) for period in all_of(made, RequestPeriod)),
        max(service_day(note.noted_at) for note in all_of(made, LateNote)),
    }
    assert max(last) < service_day(UNTIL)


def test_the_center_to_try_things_out_in_is_left_alone(made: Winter) -> None:
    numbers = {number for (number,) in every(made, select(Center.number).join(Ticket, Ticket.center_id == Center.id))}
    assert 0 not in numbers
    assert {1, 2, 128} <= numbers
    assert [each.center for each in made.told][:1] == ["diwan"]


def test_numbers_of_tickets_requests_and_receipts_have_no_gap_and_follow_time(made: Winter) -> None:
    series = (
        (Ticket, ("center_id", "day", "letter"), "number", "issued_at"),
        (Request, ("center_id", "year"), "serial", "received_at"),
        (Payment, ("center_id", "fiscal_year"), "serial", "paid_at"),
        (CounterEntry, ("center_id", "fiscal_year"), "serial", "entered_at"),
        (CashSession, ("center_id", "fiscal_year"), "serial", "day"),
    )
    for record, by, number, moment in series:
        rows = sorted(all_of(made, record), key=lambda row: [str(getattr(row, name)) for name in by])
        for _, group in groupby(rows, key=lambda row: [str(getattr(row, name)) for name in by]):
            ordered = sorted(group, key=lambda row: getattr(row, number))
            assert [getattr(row, number) for row in ordered] == list(range(1, len(ordered) + 1)), record
            assert all(getattr(one, moment) <= getattr(two, moment) for one, two in pairwise(ordered)), record


def test_each_series_stands_where_its_last_number_is(made: Winter) -> None:
    last = {(s.center_id, s.kind, s.period): s.last for s in all_of(made, Series)}
    files = Counter((r.center_id, "request", str(r.year)) for r in all_of(made, Request))
    receipts = Counter((p.center_id, "receipt", p.fiscal_year) for p in all_of(made, Payment))
    tickets = Counter((t.center_id, f"ticket {t.letter}", t.day.isoformat()) for t in all_of(made, Ticket))
    counted = files | receipts | tickets
    assert {key: last[key] for key in counted} == dict(counted)


def test_a_drawer_holds_what_its_payments_say_and_its_count_adds_up(made: Winter) -> None:
    with made.database.reading() as session:
        sessions = session.scalars(select(CashSession)).all()
        assert sessions
        for held in sessions:
            assert held.expected == drawer_of(session, held)
            counts = session.scalars(select(CashCount).where(CashCount.session_id == held.id))
            assert sum(count.denomination * count.count for count in counts) == held.counted
            assert held.reviewed_by != held.cashier_id
            assert held.closed_at is not None
            assert service_day(held.closed_at) == held.day


def test_a_payment_is_what_its_parts_are_and_lies_in_a_session_of_its_day(made: Winter) -> None:
    parts = Counter[Any]()
    for tender in all_of(made, Tender):
        parts[tender.payment_id] += tender.amount
    days = {held.id: held.day for held in all_of(made, CashSession)}
    payments = all_of(made, Payment)
    assert payments
    for payment in payments:
        assert payment.session_id is not None
        assert parts[payment.id] == payment.amount
        assert days[payment.session_id] == service_day(payment.paid_at)


def test_who_gives_money_back_did_not_take_it(made: Winter) -> None:
    takers = {payment.id: payment.cashier_id for payment in all_of(made, Payment)}
    assert all(entry.entered_by != takers[entry.payment_id] for entry in all_of(made, CounterEntry))


def test_who_received_a_request_neither_reviews_nor_decides_it_and_who_reviewed_does_not_decide(made: Winter) -> None:
    stages = grouped(all_of(made, RequestStage), "request_id")
    people = {person.id: person for person in all_of(made, Staff)}
    for request in all_of(made, Request):
        taken = [stage for stage in stages[request.id] if stage.officer_id]
        assert all(stage.officer_id != request.received_by for stage in taken)
        assert all(people[stage.officer_id].department_id == stage.department_id for stage in taken if stage.officer_id)
        deciders = {stage.officer_id for stage in taken if stage.kind is StageKind.DECISION}
        assert not deciders & {stage.officer_id for stage in taken if stage.kind is not StageKind.DECISION}


def test_stages_stand_as_the_request_does(made: Winter) -> None:
    stages = grouped(all_of(made, RequestStage), "request_id")
    for request in all_of(made, Request):
        states = Counter(stage.state for stage in stages[request.id])
        assert states[StageState.HERE] <= 1
        if request.state in CLOSED:
            assert not states[StageState.HERE] + states[StageState.AHEAD]
        for stage in stages[request.id]:
            moments = [m for m in (stage.entered_at, stage.taken_at, stage.finished_at) if m]
            assert moments == sorted(moments)


def test_due_dates_are_those_that_the_clock_of_requests_counts(made: Winter) -> None:
    with made.database.reading() as session:
        by_number = session.scalars(select(Request).order_by(Request.number)).all()
        for request in by_number[::7]:
            assert request.due_on == due_of(session, request).on


def test_a_request_awaits_papers_only_while_one_is_missing(made: Winter) -> None:
    missing = {paper.request_id for paper in all_of(made, RequestPaper) if not paper.handed_in}
    for request in all_of(made, Request):
        if request.state is RequestState.AWAITING_PAPERS:
            assert request.id in missing
        elif request.state is not RequestState.WITHDRAWN:
            assert request.id not in missing


def test_a_turn_is_the_arrival_less_the_head_start_of_the_lane(made: Winter) -> None:
    for ticket in all_of(made, Ticket):
        start = timedelta(minutes=20 if ticket.lane is Lane.PRIORITY else 0)
        if not ticket.returns:
            assert ticket.turn == turn_of(ticket.issued_at, start)


def test_all_names_say_that_they_are_illustrative_and_no_id_has_a_right_check_digit(made: Winter) -> None:
    for request in all_of(made, Request):
        assert "توضيحي" in request.applicant_name
        assert not read_national_id(request.national_id, UNTIL.date()).check_agrees
    assert all("توضيحي" in person.full_name for person in all_of(made, Staff))


def test_the_same_seed_makes_the_same_rows_and_another_seed_others(
    templates: Templates, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("seeds")
    until = datetime(2026, 1, 20, 10, tzinfo=UTC)
    for name, seed in (("one", 3), ("two", 3), ("three", 4)):
        for database in opened(templates.sqlite(Content.DEMONSTRATION, folder / name)):
            with database.writing() as work:
                work.session.execute(Holiday.__table__.delete())
            winter(database, YearWish(2026, seed, 0.006), until)
    for table in TABLES:
        one, two, three = (content(folder / name, table) for name in ("one", "two", "three"))
        assert one == two, table
        assert one != three, table


def test_a_second_time_changes_nothing_and_another_year_goes_on_where_the_first_ended(database: Database) -> None:
    with database.writing() as work:
        fill(work)
    first = winter(database, YearWish(2025, 1, 0.002), datetime(2026, 1, 5, tzinfo=UTC))
    again = winter(database, YearWish(2025, 1, 0.002), datetime(2026, 1, 5, tzinfo=UTC))
    assert any(each.numbers for each in first.told)
    busy = [each.center for each in first.told if each.numbers]
    assert not any(each.numbers for each in again.told if each.center in busy)
    winter(database, YearWish(2026, 1, 0.002), datetime(2026, 2, 1, tzinfo=UTC))
    sessions = all_of(first, Series)
    assert all(series.last > 0 for series in sessions)


def test_the_deeds_go_on_with_the_numbers_that_follow(database: Database) -> None:
    with database.writing() as work:
        fill(work)
    made = winter(database, YearWish(2026, 1, 0.004), datetime(2026, 1, 15, tzinfo=UTC))
    received = Counter(request.center_id for request in all_of(made, Request))
    busiest, count = received.most_common(1)[0]
    with database.writing() as work:
        lock_center(work.session, busiest)
        assert next_number(work.session, busiest, "request", "2026") == count + 1


def test_nothing_is_made_up_beside_a_real_center(database: Database) -> None:
    with database.writing() as work:
        fill(work)
        governorate = work.session.scalars(select(Center.governorate_id)).first()
        names = {"name_ar": "مركز", "name_en": "Center", "code": "real", "number": 500}
        work.add(Center(governorate_id=governorate, kind=CenterKind.MINI, **names))
    with pytest.raises(NotADemonstration):
        list(simulate_year(database, WISH, UNTIL))


def test_a_year_that_has_not_begun_is_refused(database: Database) -> None:
    with pytest.raises(NothingToMakeUp):
        list(simulate_year(database, YearWish(2027), UNTIL))
    assert date(2027, 1, 1) > service_day(UNTIL)
