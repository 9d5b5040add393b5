"""A request's way through its stages, by itself, with its due date and a period for every time."""

from datetime import date, datetime

import pytest
from sqlalchemy import select

from singlewindow.cash.pay import FeeIsFixed, pay
from singlewindow.catalogue.records import Sector, Service
from singlewindow.documents.records import Document, DocumentKind
from singlewindow.errors import Invalid, Refusal
from singlewindow.places.records import Center, Holiday
from singlewindow.records import new_key
from singlewindow.requests.calendar import due_of
from singlewindow.requests.clock import StepKind
from singlewindow.requests.heading import DecisionIsNeverSkipped, MayNotAssign, assign, skip, transfer
from singlewindow.requests.moving import RequestIsElsewhere
from singlewindow.requests.officer import (
    FeeMissing,
    NothingAssessed,
    PapersNotNamed,
    UnknownRejectReason,
    UnknownStage,
    approve,
    ask_papers,
    give_back,
    pass_on,
    reject,
    send_back,
)
from singlewindow.requests.outcomes import Collector, FourDigits, deliver, withdraw, withdraw_file
from singlewindow.requests.papers import NoPaperTicked, RequestIsClosed, UnknownPaper, hand_in
from singlewindow.requests.receive import reopen
from singlewindow.requests.records import Request
from singlewindow.requests.separation import officer_of
from singlewindow.requests.states import RequestDeed, RequestState, StageState
from singlewindow.requests.worklist import NoFileWaits, how_many_wait
from singlewindow.routes.routes import RouteNeedsDecision, StageWish, WrongDays, check_route, route_of, set_route
from singlewindow.routes.stages import StageKind
from singlewindow.text import TextMissing
from tests.cast import Hall
from tests.singlewindow.at_departments import Departments
from tests.singlewindow.at_the_window import PAPER, money, open_drawer, tariff


@pytest.fixture
def way(hall: Hall, now: datetime) -> Departments:
    return Departments(hall, now)


def test_a_complete_request_starts_its_clock_and_lies_in_its_first_department(way: Departments) -> None:
    number = way.receive()
    request = way.request(number)
    assert (request.state, request.clock_since, request.due_on) == (
        RequestState.RECEIVED,
        date(2026, 11, 24),
        date(2026, 12, 2),
    )
    assert [stage.state for stage in way.stages(number)] == [StageState.HERE, StageState.AHEAD, StageState.AHEAD]
    assert way.here(number).due_on == date(2026, 11, 29)


def test_a_file_goes_by_itself_to_review_decision_issue_and_collection(way: Departments) -> None:
    number = way.receive()
    states = []
    for step in (way.review, way.decide, way.review):
        step()
        states.append(way.request(number).state)
    assert states == [RequestState.UNDER_REVIEW, RequestState.APPROVED, RequestState.READY]
    way.hall.do(deliver, way.clerk, number, Collector("مواطن", "٠١٢٠"), way.now)
    assert way.request(number).state is RequestState.DELIVERED
    assert [period.deed for period in way.periods(number)] == [
        RequestDeed.BEGIN_REVIEW,
        RequestDeed.TO_REVIEW,
        RequestDeed.TAKE,
        RequestDeed.APPROVE,
        RequestDeed.ISSUE,
        RequestDeed.TAKE,
        RequestDeed.MAKE_READY,
        RequestDeed.DELIVER,
    ]


def test_missing_papers_stop_the_clock_before_it_starts(way: Departments) -> None:
    number = way.receive(complete=False)
    request = way.request(number)
    assert (request.state, request.clock_since, request.due_on) == (RequestState.AWAITING_PAPERS, None, None)
    with pytest.raises(NoFileWaits):
        way.take(way.officer)
    way.later(days=5)
    with pytest.raises(NoPaperTicked):
        way.hall.do(hand_in, way.clerk, number, frozenset(), way.now)
    with pytest.raises(UnknownPaper):
        way.hall.do(hand_in, way.clerk, number, frozenset({new_key()}), way.now)
    first, second = way.missing(number)
    way.hall.do(hand_in, way.clerk, number, frozenset({first}), way.now)
    assert way.request(number).clock_since is None
    way.hall.do(hand_in, way.clerk, number, frozenset({second}), way.now)
    request = way.request(number)
    assert (request.state, request.clock_since) == (RequestState.RECEIVED, date(2026, 11, 29))
    assert way.take(way.officer) == number


def test_papers_asked_for_stop_the_clock_and_the_file_comes_back_to_its_officer(way: Departments) -> None:
    number = way.receive()
    due = way.request(number).due_on
    way.take(way.officer)
    with pytest.raises(PapersNotNamed):
        way.hall.do(ask_papers, way.officer, number, ["  "], "ناقص", way.now)
    with pytest.raises(TextMissing):
        way.hall.do(ask_papers, way.officer, number, ["رسم كروكي"], "", way.now)
    way.hall.do(ask_papers, way.officer, number, ["رسم كروكي"], "ناقص", way.now)
    assert way.request(number).due_on is None
    with pytest.raises(RequestIsElsewhere):
        way.hall.do(pass_on, way.officer, number, "", None, way.now)
    way.later(days=7)
    way.hall.do(hand_in, way.clerk, number, way.missing(number), way.now)
    request = way.request(number)
    assert due == date(2026, 12, 2)
    assert request.due_on == date(2026, 12, 9)
    with way.hall.database.reading() as session:
        steps = due_of(session, request).steps
    assert [(step.kind, step.days) for step in steps if step.kind is StepKind.STOPPED] == [(StepKind.STOPPED, 5)]
    assert way.take(way.officer) == number


def test_a_holiday_of_the_center_moves_the_due_date(way: Departments) -> None:
    with way.hall.database.writing() as work:
        center = work.session.get_one(Center, way.hall.center_id)
        day = Holiday(governorate_id=center.governorate_id, day=date(2026, 11, 25), name_ar="عطلة", name_en="Holiday")
        work.add(day)
    assert way.request(way.receive()).due_on == date(2026, 12, 3)


def test_a_fixed_fee_awaits_just_that_payment_and_the_file_goes_on(way: Departments) -> None:
    number = way.receive(service="building_permit_issue")
    engineer, revenue, head = (way.hall.staff(name) for name in ("officer1", "officer2", "head1"))
    way.take(engineer)
    way.hall.do(pass_on, engineer, number, "", None, way.now)
    assert way.take(revenue) == number
    way.hall.do(pass_on, revenue, number, "", 125000, way.now)
    request = way.request(number)
    assert (request.state, request.due_on) == (RequestState.AWAITING_PAYMENT, None)
    way.hall.take_ticket(way.now)
    way.hall.serve(way.clerk, way.now)
    open_drawer(way.hall, way.clerk, way.now)
    assessed = next(item for item in tariff(way.hall, way.now) if item.amount is None)
    with pytest.raises(FeeIsFixed), way.hall.database.writing() as work:
        pay(work, reopen(work, way.hall.center_id, number), way.clerk, money({assessed.id: 125001}), way.now)
    with way.hall.database.writing() as work:
        pay(work, reopen(work, way.hall.center_id, number), way.clerk, money({assessed.id: 125000}), way.now)
    assert way.request(number).state is RequestState.UNDER_REVIEW
    assert way.take(head) == number


def test_a_fee_can_not_be_fixed_where_nothing_is_assessed(way: Departments) -> None:
    with way.hall.database.writing() as work:
        service = work.session.scalars(select(Service).where(Service.code == "occupancy_licence_cancel")).one()
        stages = [
            StageWish("properties", StageKind.FEE_FIXING, 1),
            StageWish("properties", StageKind.DECISION, 1),
        ]
        set_route(work, service, stages, way.hall.staff("admin1"), way.now)
    officer = way.officer
    number = way.receive(service="occupancy_licence_cancel")
    way.take(officer)
    with pytest.raises(NothingAssessed):
        way.hall.do(pass_on, officer, number, "", 100, way.now)
    for amount in (None, 0):
        with pytest.raises(FeeMissing):
            way.hall.do(pass_on, officer, number, "", amount, way.now)
    way.hall.do(pass_on, officer, number, "لا رسم", 0, way.now)
    assert way.here(number).kind is StageKind.DECISION


def test_a_service_without_a_route_is_ready_at_once(way: Departments) -> None:
    assert way.request(way.receive(service="rent_payment")).state is RequestState.READY


def test_an_inspection_has_a_state_of_its_own_and_needs_its_finding(way: Departments) -> None:
    number = way.receive(service="demolition_permit_issue")
    engineer = way.hall.staff("officer1")
    way.take(engineer)
    way.hall.do(pass_on, engineer, number, "", None, way.now)
    assert way.request(number).state is RequestState.AWAITING_INSPECTION
    way.take(engineer)
    with pytest.raises(TextMissing):
        way.hall.do(pass_on, engineer, number, " ", None, way.now)


def test_a_rejection_needs_a_reason_from_the_list_and_words(way: Departments) -> None:
    number = way.receive()
    way.review()
    way.take(way.head)
    with pytest.raises(UnknownRejectReason):
        way.hall.do(reject, way.head, number, "mood", "لا", way.now)
    with pytest.raises(TextMissing):
        way.hall.do(reject, way.head, number, "papers", "", way.now)
    way.hall.do(reject, way.head, number, "papers", "الرسم ناقص", way.now)
    assert way.request(number).state is RequestState.REJECTED
    assert [stage.state for stage in way.stages(number)] == [StageState.DONE, StageState.DONE, StageState.SKIPPED]


def test_a_head_sends_a_file_back_for_another_round(way: Departments) -> None:
    number = way.receive()
    way.review()
    way.take(way.head)
    for wrong in (0, 2, 9):
        with pytest.raises(UnknownStage):
            way.hall.do(send_back, way.head, number, wrong, "ناقص", way.now)
    way.hall.do(send_back, way.head, number, 1, "ناقص", way.now)
    assert [(stage.round, stage.position, stage.state.value) for stage in way.stages(number)] == [
        (1, 1, "done"),
        (1, 2, "sent_back"),
        (1, 3, "ahead"),
        (2, 1, "here"),
        (2, 2, "ahead"),
    ]
    way.review()
    way.decide()
    way.review()
    assert way.request(number).state is RequestState.READY


def test_the_oldest_due_is_served_first_and_one_at_a_time(way: Departments) -> None:
    first = way.receive()
    way.later(days=1)
    second = way.receive()
    with way.hall.database.writing() as work:
        work.session.scalars(select(Request).where(Request.number == second)).one().due_on = date(2026, 11, 26)
    assert way.take(way.officer) == second
    assert way.take(way.officer) == second
    way.hall.do(pass_on, way.officer, second, "", None, way.now)
    assert way.take(way.officer) == first


def test_a_file_given_back_is_not_served_again_to_the_same_officer(way: Departments) -> None:
    number = way.receive()
    way.take(way.officer)
    with pytest.raises(TextMissing):
        way.hall.do(give_back, way.officer, number, "", way.now)
    way.hall.do(give_back, way.officer, number, "قريب", way.now)
    with pytest.raises(NoFileWaits):
        way.take(way.officer)


def test_heads_assign_transfer_and_skip_only_with_a_reason(way: Departments) -> None:
    number = way.receive()
    for deed, what in ((assign, way.officer), (transfer, "revenue"), (skip, None)):
        arguments = (way.head, number) if what is None else (way.head, number, what)
        with pytest.raises(TextMissing):
            way.hall.do(deed, *arguments, " ", way.now)
    with pytest.raises(MayNotAssign):
        way.hall.do(skip, way.officer, number, "عاجل", way.now)
    way.hall.do(assign, way.head, number, way.officer, "إجازة زميل", way.now)
    assert way.here(number).officer_id == way.officer
    way.hall.do(skip, way.head, number, "مراجعة سابقة", way.now)
    assert way.here(number).kind is StageKind.DECISION
    with pytest.raises(DecisionIsNeverSkipped):
        way.hall.do(skip, way.head, number, "عاجل", way.now)
    way.hall.do(transfer, way.head, number, "revenue", "اختصاص", way.now)
    reasons = [period.reason for period in way.periods(number) if period.reason]
    assert reasons == ["إجازة زميل", "مراجعة سابقة", "اختصاص"]


def test_a_request_is_withdrawn_and_its_papers_signed_for(way: Departments) -> None:
    first, second = way.receive(), way.receive()
    way.hall.do(withdraw, way.clerk, first, "رغبة صاحبه", way.now)
    with pytest.raises(FourDigits):
        way.hall.do(withdraw_file, way.clerk, second, Collector("مواطن", "12"), PAPER, "سحب", way.now)
    way.hall.do(withdraw_file, way.clerk, second, Collector("مواطن", "1234"), PAPER, "سحب", way.now)
    for number in (first, second):
        assert way.request(number).state is RequestState.WITHDRAWN
        with pytest.raises(RequestIsClosed):
            way.hall.do(hand_in, way.clerk, number, frozenset(), way.now)
    with pytest.raises(NoFileWaits):
        way.take(way.officer)
    assert way.request(second).collected_by == "مواطن"
    papers = [facts for facts in way.slips(second) if facts.get("withdrawal")]
    assert [(facts["collector"], facts["collector_digits"]) for facts in papers] == [("مواطن", "1234")]
    assert all(paper["handed_in"] for paper in papers[0]["papers"])
    assert [facts for facts in way.slips(first) if facts.get("withdrawal")] == []


def test_a_request_that_is_not_ready_is_not_delivered(way: Departments) -> None:
    number = way.receive()
    with pytest.raises(RequestIsElsewhere):
        way.hall.do(deliver, way.clerk, number, Collector("مواطن", "1234"), way.now)
    assert way.request(number).collected_by == ""


def test_the_slip_lists_the_papers_and_the_day_it_is_due(way: Departments) -> None:
    number = way.receive(complete=False, public_url="https://x")
    with way.hall.database.reading() as session:
        slip = session.scalars(select(Document).where(Document.kind == DocumentKind.SLIP)).one()
    assert slip.request_id == way.request(number).id
    assert (slip.facts["request_number"], slip.facts["due_on"], slip.facts["window"]) == (number, "", 1)
    assert [paper["handed_in"] for paper in slip.facts["papers"]] == [False, False]
    assert slip.facts["track_url"] == f"https://x/track/{way.request(number).track_code}"


def test_the_building_permit_has_the_published_days_and_others_are_marked_illustrative(hall: Hall) -> None:
    with hall.database.reading() as session:
        permit = session.scalars(select(Service).where(Service.code == "building_permit_issue")).one()
        route = route_of(session, permit)
        assert [(stage.kind.value, stage.days, stage.illustrative) for stage in route] == [
            ("review", 14, False),
            ("fee_fixing", 10, False),
            ("decision", 0, True),
            ("issue", 2, False),
        ]
        for service in session.scalars(select(Service).where(Service.code != "building_permit_issue")):
            assert all(stage.illustrative for stage in route_of(session, service))


@pytest.mark.parametrize(
    ("kinds", "days", "refusal"),
    [
        ("review", 1, RouteNeedsDecision),
        ("decision review", 1, RouteNeedsDecision),
        ("review decision decision", 1, RouteNeedsDecision),
        ("issue decision", 1, RouteNeedsDecision),
        ("decision issue", -1, WrongDays),
        ("decision issue", 366, WrongDays),
    ],
)
def test_a_route_that_can_not_be_is_refused(kinds: str, days: int, refusal: type[Invalid]) -> None:
    with pytest.raises(refusal):
        check_route([StageWish("engineering", StageKind(kind), days) for kind in kinds.split()])


def test_a_changed_route_leaves_files_under_way_alone(way: Departments) -> None:
    number = way.receive()
    with way.hall.database.writing() as work:
        sector = work.session.scalars(select(Sector).where(Sector.code == "occupancy")).one()
        set_route(work, sector, [StageWish("revenue", StageKind.DECISION, 1)], way.hall.staff("admin1"), way.now)
    assert len(way.stages(number)) == 3
    assert len(way.stages(way.receive())) == 1
    with pytest.raises(Refusal):
        way.hall.do(approve, way.head, number, "", way.now)


def test_the_desk_knows_how_many_files_wait(way: Departments) -> None:
    way.receive()
    way.receive()
    with way.hall.database.reading() as session:
        assert how_many_wait(session, officer_of(session, way.officer)) == 2
        assert how_many_wait(session, officer_of(session, way.head)) == 0
