"""Field visits: planned, carried out, closed, and what is refused in words on the way."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import DatabaseError

from singlewindow.errors import Refusal
from singlewindow.field_visits.answering import DueDayWrong, FindingAnswerWrong, FindingTyped, OwnerMissing, TaskTyped
from singlewindow.field_visits.carrying_out import (
    AnswerMissing,
    Entered,
    FollowUpMissing,
    NoChecklist,
    RemarkMissing,
    UnknownFinding,
    VisitIsAhead,
    begin_visit,
    close_visit,
    fill_in_visit,
)
from singlewindow.field_visits.draft import VisitDraftTooLong, save_visit_draft, visit_draft
from singlewindow.field_visits.listing import VisitFilter, counts, visit_rows
from singlewindow.field_visits.moving import NotTheVisitor, UnknownVisit, VisitIsElsewhere, visit_by_number
from singlewindow.field_visits.planning import (
    HasFollowUps,
    PlannedDayWrong,
    PracticeIsNotVisited,
    UnknownVisitor,
    cancel_visit,
    move_plan,
)
from singlewindow.field_visits.records import ChecklistQuestion, FieldVisitStep
from singlewindow.field_visits.states import Severity, VisitDeed, VisitState
from singlewindow.formkeys import FormKeyMissing
from singlewindow.people.records import Staff
from singlewindow.places.centers import UnknownCenter
from singlewindow.places.clock import service_day
from singlewindow.places.records import CenterKind
from singlewindow.records import new_key as new_uuid
from singlewindow.text import TextMissing
from tests.cast import Hall, new_key
from tests.singlewindow.at_the_field import Field

WHY = "سبب توضيحي"
FORBIDDEN = (
    "UPDATE field_visit SET summary = 'x'",
    "UPDATE field_visit SET state = 'underway'",
    "UPDATE field_visit SET number = 'x'",
    "DELETE FROM field_visit",
    "UPDATE field_visit_step SET reason = 'x'",
    "DELETE FROM field_visit_step",
    "UPDATE finding SET answer = 'no'",
    "UPDATE finding SET name_ar = 'x'",
    "DELETE FROM finding",
    "UPDATE follow_up SET words = 'x'",
    "DELETE FROM follow_up",
    "UPDATE follow_up_step SET words = 'x'",
    "DELETE FROM follow_up_step",
)


@pytest.fixture
def field(hall: Hall, tmp_path: Path, now: datetime) -> Field:
    return Field(hall, tmp_path, now)


def steps(field: Field, number: str) -> list[VisitDeed]:
    with field.hall.database.reading() as session:
        own = select(FieldVisitStep).where(FieldVisitStep.visit_id == visit_by_number(session, number).id)
        return [step.deed for step in session.scalars(own.order_by(FieldVisitStep.id))]


def test_a_visit_goes_its_way_and_each_step_is_kept(field: Field) -> None:
    number = field.closed(q1=field.grave())
    visit = field.visit(number)
    assert number == "V-000-2026-000001"
    assert (visit.state, visit.summary, visit.closed_at) == (VisitState.CLOSED, "خلاصة توضيحية", field.now)
    assert steps(field, number) == [VisitDeed.PLAN, VisitDeed.BEGIN, VisitDeed.CLOSE]
    assert field.noted(number) == ["visit_planned", "visit_begun", "visit_closed"]


def test_a_plan_sent_twice_is_one_visit(field: Field) -> None:
    key = new_key()
    assert field.planned(form_key=key) == field.planned(form_key=key) != field.planned()


def test_a_plan_is_moved_for_a_reason_and_its_history_is_kept(field: Field) -> None:
    number = field.planned()
    field.hall.do(move_plan, number, field.plan(planned_on=field.day(3)), WHY, field.visitor, field.now)
    assert field.visit(number).planned_on == service_day(field.now) + timedelta(days=3)
    assert field.noted(number) == ["visit_planned", "visit_moved"]
    with field.hall.database.reading() as session:
        kept = session.scalars(select(FieldVisitStep).order_by(FieldVisitStep.id)).all()
    assert [(step.planned_on, step.reason) for step in kept] == [
        (service_day(field.now), ""),
        (service_day(field.now) + timedelta(days=3), WHY),
    ]


def test_a_visit_is_cancelled_for_a_reason_before_or_after_it_began(field: Field) -> None:
    for number in (field.planned(), field.begun()):
        field.hall.do(cancel_visit, number, WHY, field.visitor, field.now)
        assert field.visit(number).state is VisitState.CANCELLED
        assert field.noted(number)[-1] == "visit_cancelled"


def test_the_checklist_is_copied_when_a_visit_begins_and_later_changes_leave_it(field: Field) -> None:
    number = field.begun()
    asked = [finding.name_ar for finding in field.findings(number)]
    with field.hall.database.writing() as work:
        work.session.execute(update(ChecklistQuestion).values(name_ar="سؤال آخر", active=False))
    assert [finding.name_ar for finding in field.findings(number)] == asked
    assert len(asked) == 8


PLANS: dict[type[Refusal], Callable[[Field], dict[str, object]]] = {
    FormKeyMissing: lambda field: {"form_key": ""},
    UnknownCenter: lambda field: {"center": "nowhere"},
    UnknownVisitor: lambda field: {"visitor": field.hall.staff("manager1")},
    PlannedDayWrong: lambda field: {"planned_on": field.day(-1)},
}


@pytest.mark.parametrize("refusal", PLANS)
def test_a_plan_that_cannot_be_is_refused(field: Field, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        field.planned(**PLANS[refusal](field))


@pytest.mark.parametrize("day", ["", "24/11/2026", "2028-01-01", "2026-11-31"])
def test_a_day_that_is_none_or_too_far_is_refused(field: Field, day: str) -> None:
    with pytest.raises(PlannedDayWrong):
        field.planned(planned_on=day)


def test_who_left_is_no_visitor(field: Field) -> None:
    with field.hall.database.writing() as work:
        work.session.execute(update(Staff).where(Staff.id == field.visitor).values(active=False))
    with pytest.raises(UnknownVisitor):
        field.planned()


def test_the_practice_center_is_not_visited(field: Field) -> None:
    field.hall.set_rules(kind=CenterKind.PRACTICE)
    with pytest.raises(PracticeIsNotVisited):
        field.planned()


def test_a_visit_begins_on_its_day_and_not_before(field: Field) -> None:
    number = field.planned(planned_on=field.day(1))
    with pytest.raises(VisitIsAhead):
        field.hall.do(begin_visit, number, field.visitor, field.now)
    field.hall.do(begin_visit, number, field.visitor, field.now + timedelta(days=2))


def test_without_a_checklist_no_visit_begins(field: Field) -> None:
    number = field.planned()
    with field.hall.database.writing() as work:
        work.session.execute(update(ChecklistQuestion).values(active=False))
    with pytest.raises(NoChecklist):
        field.hall.do(begin_visit, number, field.visitor, field.now)


def test_only_its_visitor_carries_it_out(field: Field) -> None:
    number, stranger = field.planned(), field.hall.staff("admin1")
    with pytest.raises(NotTheVisitor):
        field.hall.do(begin_visit, number, stranger, field.now)
    field.hall.do(begin_visit, number, field.visitor, field.now)
    entered = Entered(field.well(number), new_key())
    for deed in (
        lambda: field.hall.do(fill_in_visit, field.store, number, entered, stranger, field.now),
        lambda: field.hall.do(close_visit, number, "", stranger, field.now),
        lambda: field.hall.do(save_visit_draft, stranger, number, {}, field.now),
    ):
        with pytest.raises(NotTheVisitor):
            deed()


def test_no_deed_is_done_in_a_state_it_does_not_begin_in(field: Field) -> None:
    planned, begun, closed = field.planned(), field.begun(), field.closed()
    plan, now, own = field.plan(), field.now, field.visitor
    for deed in (
        lambda: field.hall.do(close_visit, planned, "", own, now),
        lambda: field.hall.do(save_visit_draft, own, planned, {}, now),
        lambda: field.hall.do(begin_visit, begun, own, now),
        lambda: field.hall.do(move_plan, begun, plan, WHY, own, now),
        lambda: field.hall.do(move_plan, closed, plan, WHY, own, now),
        lambda: field.hall.do(cancel_visit, closed, WHY, own, now),
        lambda: field.hall.do(close_visit, closed, "", own, now),
        lambda: field.fill_in(closed),
    ):
        with pytest.raises(VisitIsElsewhere):
            deed()


def test_moving_and_cancelling_need_a_reason(field: Field) -> None:
    number = field.planned()
    for deed in (
        lambda: field.hall.do(move_plan, number, field.plan(), " ", field.visitor, field.now),
        lambda: field.hall.do(cancel_visit, number, "", field.visitor, field.now),
    ):
        with pytest.raises(TextMissing):
            deed()


def test_an_unknown_number_or_question_is_none(field: Field) -> None:
    with pytest.raises(UnknownVisit):
        field.hall.do(begin_visit, "V-000-2026-000009", field.visitor, field.now)
    entered = Entered({new_uuid(): FindingTyped("yes")}, new_key())
    with pytest.raises(UnknownFinding):
        field.hall.do(fill_in_visit, field.store, field.begun(), entered, field.visitor, field.now)


def test_what_is_entered_is_kept_as_typed_and_can_be_entered_anew(field: Field) -> None:
    number = field.begun()
    field.fill_in(number, q1=FindingTyped("no", "شاشة\r\n مطفأة", "minor"))
    first = field.findings(number)[0]
    assert (first.answer, first.remark, first.severity) == ("no", "شاشة مطفأة", Severity.MINOR)
    field.fill_in(number)
    assert (field.findings(number)[0].answer, field.findings(number)[0].severity) == ("yes", Severity.NONE)


WRONG: dict[str, tuple[type[Refusal], FindingTyped]] = {
    "an answer of another kind": (FindingAnswerWrong, FindingTyped("7")),
    "a severity that is none": (FindingAnswerWrong, FindingTyped("yes", "", "grave")),
    "a task of nobody": (OwnerMissing, FindingTyped("no", "", "", TaskTyped("إصلاح", "", "2026-12-01"))),
    "a task of a stranger": (
        OwnerMissing,
        FindingTyped("no", "", "", TaskTyped("إصلاح", f"staff:{new_uuid()}", "2026-12-01")),
    ),
    "a task of no department": (
        OwnerMissing,
        FindingTyped("no", "", "", TaskTyped("إصلاح", f"department:{new_uuid()}", "2026-12-01")),
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_typed_wrong_is_refused_with_its_question_and_nothing_is_kept(field: Field, case: str) -> None:
    refusal, typed = WRONG[case]
    number = field.begun()
    with pytest.raises(refusal) as refused:
        field.fill_in(number, q2=typed)
    assert refused.value.values["place"] == 2
    assert {finding.answer for finding in field.findings(number)} == {""}


@pytest.mark.parametrize("days", [-1, 400])
def test_a_task_is_due_from_today_on_within_a_year(field: Field, days: int) -> None:
    with pytest.raises(DueDayWrong):
        field.fill_in(field.begun(), q1=field.grave(days))


def test_a_visit_closes_only_when_every_question_is_answered(field: Field) -> None:
    number = field.begun()
    field.fill_in(number, q3=FindingTyped())
    with pytest.raises(AnswerMissing) as refused:
        field.close(number)
    assert refused.value.values["place"] == 3
    field.fill_in(number, q8=FindingTyped())
    field.close(number)


def test_what_is_found_wanting_needs_words_and_what_is_grave_needs_a_follow_up(field: Field) -> None:
    number = field.begun()
    field.fill_in(number, q1=FindingTyped("no", "", "minor"))
    with pytest.raises(RemarkMissing):
        field.close(number)
    for severity in ("major", "critical"):
        field.fill_in(number, q1=FindingTyped("no", "عطل", severity))
        with pytest.raises(FollowUpMissing):
            field.close(number)
    field.fill_in(number, q1=field.grave())
    field.close(number)


def test_a_form_sent_twice_gives_its_follow_up_once(field: Field) -> None:
    number, key = field.begun(), new_key()
    for _ in range(2):
        field.fill_in(number, key, q1=field.grave())
    assert len(field.follow_ups(number)) == 1


def test_a_visit_with_follow_ups_is_closed_and_not_cancelled(field: Field) -> None:
    number = field.begun()
    field.fill_in(number, q1=field.grave())
    with pytest.raises(HasFollowUps):
        field.hall.do(cancel_visit, number, WHY, field.visitor, field.now)


def test_a_draft_is_kept_until_it_is_saved(field: Field) -> None:
    number = field.begun()
    field.hall.do(save_visit_draft, field.visitor, number, {"remark-1": "نصف جملة"}, field.now)
    field.hall.do(save_visit_draft, field.visitor, number, {"remark-1": "جملة"}, field.now)
    with field.hall.database.reading() as session:
        assert visit_draft(session, field.visit(number).id) == {"remark-1": "جملة"}
    field.fill_in(number)
    with field.hall.database.reading() as session:
        assert visit_draft(session, field.visit(number).id) == {}


def test_a_draft_has_an_end(field: Field) -> None:
    with pytest.raises(VisitDraftTooLong):
        field.hall.do(save_visit_draft, field.visitor, field.begun(), {"remark": "x" * 200_001}, field.now)


def test_a_center_knows_only_of_visits_that_are_closed(field: Field) -> None:
    planned, begun, closed = field.planned(), field.begun(), field.closed()
    today, own = service_day(field.now), field.hall.center_id
    with field.hall.database.reading() as session:
        for number in (planned, begun):
            with pytest.raises(UnknownVisit):
                visit_by_number(session, number, own)
        with pytest.raises(UnknownVisit):
            visit_by_number(session, closed, new_uuid())
        assert [row.visit.number for row in visit_rows(session, own, VisitFilter.ALL, today)] == [closed]
        assert counts(session, own, today)[VisitFilter.ALL] == 1


def test_each_filter_finds_its_visits_and_counts_them(field: Field) -> None:
    planned, begun, well, followed = field.planned(), field.begun(), field.closed(), field.closed(q1=field.grave(2))
    field.hall.do(cancel_visit, (gone := field.planned()), WHY, field.visitor, field.now)
    expected = {
        VisitFilter.ALL: {planned, begun, well, followed, gone},
        VisitFilter.PLANNED: {planned},
        VisitFilter.UNDERWAY: {begun},
        VisitFilter.DONE: {well, followed},
        VisitFilter.OPEN: {followed},
        VisitFilter.LATE: {followed},
        VisitFilter.CANCELLED: {gone},
    }
    later = service_day(field.now) + timedelta(days=3)
    with field.hall.database.reading() as session:
        found = {each: {row.visit.number for row in visit_rows(session, None, each, later)} for each in VisitFilter}
        assert counts(session, None, later) == {each: len(numbers) for each, numbers in expected.items()}
        assert counts(session, None, service_day(field.now))[VisitFilter.LATE] == 0
        (row,) = visit_rows(session, None, VisitFilter.OPEN, later)
    assert found == expected
    assert (row.found, row.open, row.late) == (1, 1, 1)


def test_plain_sql_changes_nothing_of_a_closed_visit(field: Field) -> None:
    field.closed(q1=field.grave())
    for statement in FORBIDDEN:
        with pytest.raises(DatabaseError, match="append-only"), field.hall.database.engine.begin() as connection:
            connection.execute(text(statement))
