"""The checklist of a governorate: its questions, added, reworded, put in order and retired."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from singlewindow.audit.actions import Action
from singlewindow.audit.note import note
from singlewindow.database import Work
from singlewindow.errors import N_, Invalid, Refusal, Unknown
from singlewindow.field_visits.records import ChecklistQuestion
from singlewindow.field_visits.states import QuestionKind
from singlewindow.places.records import Governorate
from singlewindow.records import new_key
from singlewindow.text import one_line

LONGEST_QUESTION = 200
MOST_QUESTIONS = 60
LAST_PLACE = 999


class UnknownQuestion(Unknown):
    message = N_("There is no such question.")


class UnknownGovernorate(Unknown):
    message = N_("There is no such governorate.")


class QuestionKindMissing(Invalid):
    message = N_("Please choose how the question is answered.")
    field = "kind"


class QuestionKindStays(Refusal):
    message = N_("How a question is answered does not change. Retire it and add another.")


class PlaceWrong(Invalid):
    message = N_("The place of a question is a number from 1 to 999.")
    field = "position"


class ChecklistFull(Refusal):
    message = N_("A checklist has at most 60 questions in use.")


@dataclass(frozen=True)
class QuestionWish:
    """A question as typed; an empty `position` keeps its place, or puts a new one last."""

    name_ar: str
    name_en: str
    kind: str
    position: str = ""
    active: bool = True


def governorate_by_code(session: Session, code: str) -> Governorate:
    """Give the governorate with a code, the first one for an empty code; raises UnknownGovernorate."""
    own = (Governorate.code == code,) if code else ()
    found = session.scalar(select(Governorate).where(*own).order_by(Governorate.id).limit(1))
    if found is None:
        raise UnknownGovernorate
    return found


def questions(session: Session, governorate_id: UUID, active: bool = False) -> Sequence[ChecklistQuestion]:
    """Give the questions of a governorate in their order; only those in use with `active`."""
    own = select(ChecklistQuestion).where(ChecklistQuestion.governorate_id == governorate_id)
    own = own.where(ChecklistQuestion.active) if active else own
    return session.scalars(own.order_by(ChecklistQuestion.position, ChecklistQuestion.id)).all()


def put_question(
    work: Work, governorate_id: UUID, key: UUID | None, wish: QuestionWish, staff_id: UUID, now: datetime
) -> None:
    """Add a question to a governorate's checklist, or change one; visits that have begun keep theirs.

    Raises UnknownQuestion, QuestionKindMissing, QuestionKindStays, PlaceWrong, ChecklistFull, or as `one_line`.
    """
    question = _standing(work.session, governorate_id, key) if key else _new(work.session, governorate_id, wish)
    if wish.kind not in ("", question.kind):
        raise QuestionKindStays
    if wish.active and not (key and question.active):
        _require_room(work.session, governorate_id)
    question.name_ar = one_line(wish.name_ar, N_("The Arabic name"), most=LONGEST_QUESTION)
    question.name_en = one_line(wish.name_en, N_("The English name"), most=LONGEST_QUESTION)
    question.position = _place(wish.position, question.position)
    question.active = wish.active
    work.add(question)
    work.session.flush()
    note(work, Action.CHECKLIST_SET, staff_id, None, str(question.id), now, active=wish.active)


def _standing(session: Session, governorate_id: UUID, key: UUID) -> ChecklistQuestion:
    found = session.get(ChecklistQuestion, key)
    if found is None or found.governorate_id != governorate_id:
        raise UnknownQuestion
    return found


def _new(session: Session, governorate_id: UUID, wish: QuestionWish) -> ChecklistQuestion:
    if wish.kind not in list(QuestionKind):
        raise QuestionKindMissing
    last = select(func.max(ChecklistQuestion.position)).where(ChecklistQuestion.governorate_id == governorate_id)
    place = min((session.scalar(last) or 0) + 1, LAST_PLACE)
    kind = QuestionKind(wish.kind)
    return ChecklistQuestion(id=new_key(), governorate_id=governorate_id, kind=kind, position=place)


def _require_room(session: Session, governorate_id: UUID) -> None:
    if len(questions(session, governorate_id, active=True)) >= MOST_QUESTIONS:
        raise ChecklistFull


def _place(typed: str, present: int) -> int:
    from_typed = typed.strip()
    if not from_typed:
        return present
    if not (from_typed.isdecimal() and 1 <= int(from_typed) <= LAST_PLACE):
        raise PlaceWrong
    return int(from_typed)
