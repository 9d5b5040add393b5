"""The checklist of field visits: added to, reworded, put in order, retired and never deleted."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import select

from singlewindow.audit.records import AuditEntry
from singlewindow.errors import Refusal
from singlewindow.field_visits import checklist
from singlewindow.field_visits.checklist import (
    ChecklistFull,
    PlaceWrong,
    QuestionKindMissing,
    QuestionKindStays,
    QuestionWish,
    UnknownGovernorate,
    UnknownQuestion,
    governorate_by_code,
    put_question,
    questions,
)
from singlewindow.field_visits.records import ChecklistQuestion
from singlewindow.records import new_key as new_uuid
from singlewindow.text import TextMissing
from tests.cast import Hall

WISH = QuestionWish("سؤال توضيحي", "Illustrative question", "yes_no")


def put(hall: Hall, key: object, wish: QuestionWish, now: datetime) -> None:
    with hall.database.writing() as work:
        own = governorate_by_code(work.session, "sharqia").id
        put_question(work, own, key, wish, hall.staff("governorate1"), now)  # type: ignore[arg-type]


def standing(hall: Hall, active: bool = False) -> Sequence[ChecklistQuestion]:
    with hall.database.reading() as session:
        return questions(session, governorate_by_code(session, "").id, active)


def test_the_demonstration_has_a_checklist_that_says_it_is_made_up(hall: Hall) -> None:
    assert {question.illustrative for question in standing(hall)} == {True}
    assert {question.kind.value for question in standing(hall)} == {"yes_no", "scale", "text"}


def test_a_new_question_comes_last_and_is_noted(hall: Hall, now: datetime) -> None:
    put(hall, None, WISH, now)
    last = standing(hall)[-1]
    assert (last.name_ar, last.illustrative) == ("سؤال توضيحي", False)
    with hall.database.reading() as session:
        assert session.scalar(select(AuditEntry.subject).where(AuditEntry.action == "checklist_set")) == str(last.id)


def test_a_question_is_reworded_moved_and_retired_but_stays(hall: Hall, now: datetime) -> None:
    first = standing(hall)[0]
    put(hall, first.id, QuestionWish("صياغة أخرى", "Other words", "", "99", active=False), now)
    last = standing(hall)[-1]
    assert (last.id, last.name_en, last.active) == (first.id, "Other words", False)
    assert first.id not in {question.id for question in standing(hall, active=True)}


REFUSED: dict[type[Refusal], QuestionWish] = {
    QuestionKindMissing: replace(WISH, kind=""),
    TextMissing: replace(WISH, name_ar=" "),
    PlaceWrong: replace(WISH, position="0"),
}


@pytest.mark.parametrize("refusal", REFUSED)
def test_a_question_that_cannot_be_is_refused(hall: Hall, now: datetime, refusal: type[Refusal]) -> None:
    before = len(standing(hall))
    with pytest.raises(refusal):
        put(hall, None, REFUSED[refusal], now)
    assert len(standing(hall)) == before


@pytest.mark.parametrize("place", ["x", "1000", "-1", "1.5", "²"])
def test_a_place_is_a_number_from_1_to_999(hall: Hall, now: datetime, place: str) -> None:
    with pytest.raises(PlaceWrong):
        put(hall, standing(hall)[0].id, replace(WISH, position=place), now)


def test_how_a_question_is_answered_stays(hall: Hall, now: datetime) -> None:
    with pytest.raises(QuestionKindStays):
        put(hall, standing(hall)[0].id, replace(WISH, kind="text"), now)


def test_a_question_that_is_none_is_not_changed(hall: Hall, now: datetime) -> None:
    with pytest.raises(UnknownQuestion):
        put(hall, new_uuid(), WISH, now)
    with hall.database.reading() as session, pytest.raises(UnknownGovernorate):
        governorate_by_code(session, "nowhere")


def test_a_checklist_has_an_end_and_retiring_makes_room(
    hall: Hall, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checklist, "MOST_QUESTIONS", len(standing(hall)))
    with pytest.raises(ChecklistFull):
        put(hall, None, WISH, now)
    put(hall, standing(hall)[0].id, replace(WISH, kind="", active=False), now)
    put(hall, None, WISH, now)
