"""What follows from field visits: done with words, given a new day with words, or still on the list."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from threading import Barrier
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from singlewindow.errors import Refusal
from singlewindow.field_visits import follow_ups
from singlewindow.field_visits.answering import DueDayWrong
from singlewindow.field_visits.follow_ups import (
    FollowUpIsDone,
    FollowUpIsOpen,
    UnknownFollowUp,
    VisitNotClosed,
    finish,
    is_late,
    redate,
    reopen,
    steps_of,
)
from singlewindow.field_visits.listing import VisitFilter, visit_rows
from singlewindow.field_visits.records import FollowUp, FollowUpStep
from singlewindow.field_visits.states import FollowUpDeed, FollowUpState
from singlewindow.places.centers import LockedCenter, lock_center
from singlewindow.places.clock import service_day
from singlewindow.records import new_key as new_uuid
from singlewindow.routes.records import Department
from singlewindow.text import TextMissing
from tests.cast import Hall
from tests.patience import PATIENCE
from tests.singlewindow.at_the_field import Field

WORDS = "تم توضيحيا"


@pytest.fixture
def field(hall: Hall, tmp_path: Path, now: datetime) -> Field:
    return Field(hall, tmp_path, now)


@pytest.fixture
def given_one(field: Field) -> UUID:
    """An open follow-up of a closed visit, due in two days."""
    return field.follow_ups(field.closed(q1=field.grave(2)))[0].id


def manager(field: Field) -> tuple[UUID, UUID]:
    return field.hall.staff("manager1"), field.hall.center_id


def follow_up(field: Field, key: UUID) -> FollowUp:
    with field.hall.database.reading() as session:
        return session.get_one(FollowUp, key)


def test_the_center_says_that_it_is_done_and_how(field: Field, given_one: UUID) -> None:
    field.hall.do(finish, given_one, WORDS, *manager(field), field.now)
    done = follow_up(field, given_one)
    assert (done.state, done.done_at) == (FollowUpState.DONE, field.now)
    assert not is_late(done, service_day(field.now) + timedelta(days=30))
    assert field.noted("V-000-2026-000001")[-1] == "follow_up_done"


def test_a_new_day_has_a_reason_and_the_days_before_are_kept(field: Field, given_one: UUID) -> None:
    field.hall.do(redate, given_one, field.day(9), "لم تصل القطعة", *manager(field), field.now)
    with field.hall.database.reading() as session:
        kept = steps_of(session, session.get_one(FollowUp, given_one).visit_id)[given_one]
    today = service_day(field.now)
    assert [(step.deed, step.due_on, step.words) for step in kept] == [
        (FollowUpDeed.GIVE, today + timedelta(days=2), ""),
        (FollowUpDeed.REDATE, today + timedelta(days=9), "لم تصل القطعة"),
    ]
    assert is_late(follow_up(field, given_one), today + timedelta(days=10))


def test_what_was_not_done_after_all_is_opened_again(field: Field, given_one: UUID) -> None:
    field.hall.do(finish, given_one, WORDS, *manager(field), field.now)
    field.hall.do(reopen, given_one, field.day(5), "لا يزال العطل", field.visitor, field.now)
    again = follow_up(field, given_one)
    assert (again.state, again.done_at) == (FollowUpState.OPEN, None)
    assert field.noted("V-000-2026-000001")[-2:] == ["follow_up_done", "follow_up_reopened"]


def test_a_department_may_be_given_one(field: Field) -> None:
    with field.hall.database.reading() as session:
        department = session.scalars(select(Department).limit(1)).one()
    number = field.closed(q1=field.grave(owner=f"department:{department.id}"))
    assert field.follow_ups(number)[0].department_id == department.id


REFUSED: dict[type[Refusal], Callable[[Field, UUID], object]] = {
    TextMissing: lambda field, key: field.hall.do(finish, key, " ", *manager(field), field.now),
    DueDayWrong: lambda field, key: field.hall.do(redate, key, field.day(-1), WORDS, *manager(field), field.now),
    UnknownFollowUp: lambda field, key: field.hall.do(finish, new_uuid(), WORDS, *manager(field), field.now),
    FollowUpIsOpen: lambda field, key: field.hall.do(reopen, key, field.day(1), WORDS, field.visitor, field.now),
}


@pytest.mark.parametrize("refusal", REFUSED)
def test_what_cannot_be_done_is_refused(field: Field, given_one: UUID, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        REFUSED[refusal](field, given_one)
    assert follow_up(field, given_one).state is FollowUpState.OPEN


def test_a_new_day_without_a_reason_is_refused(field: Field, given_one: UUID) -> None:
    with pytest.raises(TextMissing):
        field.hall.do(redate, given_one, field.day(4), "", *manager(field), field.now)


def test_what_is_done_is_neither_done_nor_dated_again(field: Field, given_one: UUID) -> None:
    field.hall.do(finish, given_one, WORDS, *manager(field), field.now)
    for deed in (
        lambda: field.hall.do(finish, given_one, WORDS, *manager(field), field.now),
        lambda: field.hall.do(redate, given_one, field.day(4), WORDS, *manager(field), field.now),
    ):
        with pytest.raises(FollowUpIsDone):
            deed()


def test_another_center_does_not_know_it(field: Field, given_one: UUID) -> None:
    with pytest.raises(UnknownFollowUp):
        field.hall.do(finish, given_one, WORDS, field.hall.staff("manager1"), new_uuid(), field.now)


def test_before_its_visit_is_closed_nothing_is_answered(field: Field) -> None:
    number = field.begun()
    field.fill_in(number, q1=field.grave())
    with pytest.raises(VisitNotClosed):
        field.hall.do(finish, field.follow_ups(number)[0].id, WORDS, *manager(field), field.now)


def test_two_who_say_at_once_that_it_is_done_say_it_once(
    field: Field, given_one: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    both_have_read = Barrier(2 if field.hall.database.engine.dialect.name == "postgresql" else 1)

    def lock_when_both_have_read(session: Session, center_id: UUID) -> LockedCenter:
        both_have_read.wait(PATIENCE)
        return lock_center(session, center_id)

    def say(_hand: int) -> bool:
        try:
            field.hall.do(finish, given_one, WORDS, *manager(field), field.now)
        except FollowUpIsDone:
            return False
        return True

    monkeypatch.setattr(follow_ups, "lock_center", lock_when_both_have_read)
    with ThreadPoolExecutor(2) as hands:
        assert sorted(hands.map(say, range(2))) == [False, True]


Deed = tuple[str, int, str]
DEEDS = st.lists(
    st.tuples(st.sampled_from(["finish", "redate", "reopen"]), st.integers(-3, 400), st.sampled_from(["", WORDS])),
    max_size=12,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=DEEDS)
def test_nothing_leaves_the_list_but_done_with_words_and_no_day_changes_without_them(
    field: Field, deeds: list[Deed]
) -> None:
    number = field.closed(q1=field.grave(2))
    key = field.follow_ups(number)[0].id
    for name, days, words in deeds:
        try:
            _try(field, key, name, days, words)
        except Refusal:
            continue
    with field.hall.database.reading() as session:
        kept = session.scalars(select(FollowUpStep).where(FollowUpStep.follow_up_id == key).order_by(FollowUpStep.id))
        first, *others = kept.all()
        listed = {row.visit.number for row in visit_rows(session, None, VisitFilter.OPEN, service_day(field.now))}
        assert session.scalar(select(func.count()).select_from(FollowUp).where(FollowUp.id == key)) == 1
    last = others[-1] if others else first
    assert (number in listed) == (last.deed is not FollowUpDeed.FINISH)
    assert all(step.words for step in others)
    assert follow_up(field, key).due_on == last.due_on


def _try(field: Field, key: UUID, name: str, days: int, words: str) -> None:
    day = field.day(days)
    if name == "finish":
        field.hall.do(finish, key, words, *manager(field), field.now)
    elif name == "redate":
        field.hall.do(redate, key, day, words, *manager(field), field.now)
    else:
        field.hall.do(reopen, key, day, words, field.visitor, field.now)
