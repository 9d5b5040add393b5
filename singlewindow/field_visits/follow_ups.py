"""What follows from field visits: given to someone of the center until a day; done, or given a new day and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from singlewindow.audit.actions import Action
from singlewindow.audit.note import note
from singlewindow.database import Work
from singlewindow.errors import N_, Refusal, Unknown
from singlewindow.field_visits.answering import LONGEST_TASK, TaskTyped, folded, read_due, read_owner
from singlewindow.field_visits.moving import VisitCase
from singlewindow.field_visits.records import FieldVisit, Finding, FollowUp, FollowUpStep
from singlewindow.field_visits.states import FollowUpDeed, FollowUpState, VisitState
from singlewindow.places.centers import CenterChanged, LockedCenter, lock_center

MOST_FOLLOW_UPS = 60


class UnknownFollowUp(Unknown):
    message = N_("There is no such follow-up.")


class TooManyFollowUps(Refusal):
    message = N_("A field visit has at most 60 follow-ups.")


class VisitNotClosed(Refusal):
    message = N_("This field visit is not closed yet: its follow-ups begin then.")


class FollowUpIsDone(Refusal):
    message = N_("This follow-up is done already.")


class FollowUpIsOpen(Refusal):
    message = N_("This follow-up is open already.")


@dataclass(frozen=True)
class FollowUpCase:
    """A follow-up under the lock of its center, its visit, and who acts on it."""

    center: LockedCenter
    visit: FieldVisit
    follow_up: FollowUp
    staff_id: UUID


def give_follow_up(
    work: Work, case: VisitCase, finding: Finding, typed: TaskTyped, form_key: str, now: datetime
) -> None:
    """Give a follow-up of a finding to someone of the center; the same form gives it once.

    Raises TooManyFollowUps, OwnerMissing, DueDayWrong, or as `one_line`.
    """
    same = (FollowUp.finding_id == finding.id, FollowUp.form_key == form_key)
    if work.session.scalar(select(FollowUp.id).where(*same)):
        return
    if len(follow_ups_of(work.session, case.visit.id)) >= MOST_FOLLOW_UPS:
        raise TooManyFollowUps
    owner = read_owner(work.session, case.center.id, typed.owner)
    follow_up = FollowUp(
        center_id=case.center.id,
        center_version=case.center.version,
        visit_id=case.visit.id,
        finding_id=finding.id,
        form_key=form_key,
        words=folded(typed.words, N_("What is to be done"), LONGEST_TASK),
        owner_id=owner.staff_id,
        department_id=owner.department_id,
        due_on=read_due(typed.due_on, now),
        state=FollowUpState.OPEN,
    )
    work.add(follow_up)
    work.session.flush()
    _step(work, FollowUpCase(case.center, case.visit, follow_up, case.staff_id), FollowUpDeed.GIVE, "", now)


def finish(work: Work, key: UUID, words: str, staff_id: UUID, center_id: UUID | None, now: datetime) -> None:
    """Say that a follow-up is done, and how; `center_id` as in `follow_up_case`.

    Raises UnknownFollowUp, VisitNotClosed, FollowUpIsDone, or as `one_line`.
    """
    case = _open_case(work, key, staff_id, center_id)
    said = folded(words, N_("What was done"), LONGEST_TASK)
    case.follow_up.state, case.follow_up.done_at = FollowUpState.DONE, now
    _done(work, case, FollowUpDeed.FINISH, said, Action.FOLLOW_UP_DONE, now)


def redate(
    work: Work, key: UUID, due_on: str, words: str, staff_id: UUID, center_id: UUID | None, now: datetime
) -> None:
    """Give an open follow-up a new day, for a reason; `center_id` as in `follow_up_case`.

    Raises UnknownFollowUp, VisitNotClosed, FollowUpIsDone, DueDayWrong, or as `one_line`.
    """
    case = _open_case(work, key, staff_id, center_id)
    said, day = folded(words, N_("The reason"), LONGEST_TASK), read_due(due_on, now)
    case.follow_up.due_on = day
    _done(work, case, FollowUpDeed.REDATE, said, Action.FOLLOW_UP_REDATED, now)


def reopen(work: Work, key: UUID, due_on: str, words: str, staff_id: UUID, now: datetime) -> None:
    """Open a follow-up again that was said to be done, for a reason and until a new day.

    Raises UnknownFollowUp, VisitNotClosed, FollowUpIsOpen, DueDayWrong, or as `one_line`.
    """
    case = follow_up_case(work, key, staff_id, None)
    if case.follow_up.state is FollowUpState.OPEN:
        raise FollowUpIsOpen
    said, day = folded(words, N_("The reason"), LONGEST_TASK), read_due(due_on, now)
    case.follow_up.state, case.follow_up.done_at, case.follow_up.due_on = FollowUpState.OPEN, None, day
    _done(work, case, FollowUpDeed.REOPEN, said, Action.FOLLOW_UP_REOPENED, now)


def follow_up_case(work: Work, key: UUID, staff_id: UUID, center_id: UUID | None) -> FollowUpCase:
    """Lock the center of a follow-up and give it as it then stands; a center (`center_id`) knows only its own.

    Raises UnknownFollowUp or VisitNotClosed.
    """
    follow_up = work.session.get(FollowUp, key)
    if follow_up is None or center_id not in (None, follow_up.center_id):
        raise UnknownFollowUp
    center = lock_center(work.session, follow_up.center_id)
    work.session.refresh(follow_up)
    visit = work.session.get_one(FieldVisit, follow_up.visit_id)
    if visit.state is not VisitState.CLOSED:
        raise VisitNotClosed
    return FollowUpCase(center, visit, follow_up, staff_id)


def follow_ups_of(session: Session, visit_id: UUID) -> Sequence[FollowUp]:
    """Give the follow-ups of a field visit in the order they were given."""
    return session.scalars(select(FollowUp).where(FollowUp.visit_id == visit_id).order_by(FollowUp.id)).all()


def steps_of(session: Session, visit_id: UUID) -> dict[UUID, list[FollowUpStep]]:
    """Give what was done with each follow-up of a field visit, in order."""
    own = select(FollowUpStep).join(FollowUp, FollowUp.id == FollowUpStep.follow_up_id)
    found: dict[UUID, list[FollowUpStep]] = {}
    for step in session.scalars(own.where(FollowUp.visit_id == visit_id).order_by(FollowUpStep.id)):
        found.setdefault(step.follow_up_id, []).append(step)
    return found


def is_late(follow_up: FollowUp, today: date) -> bool:
    """Tell whether a follow-up is open past its day."""
    return follow_up.state is FollowUpState.OPEN and follow_up.due_on < today


def _open_case(work: Work, key: UUID, staff_id: UUID, center_id: UUID | None) -> FollowUpCase:
    case = follow_up_case(work, key, staff_id, center_id)
    if case.follow_up.state is FollowUpState.DONE:
        raise FollowUpIsDone
    return case


def _done(work: Work, case: FollowUpCase, deed: FollowUpDeed, words: str, action: Action, now: datetime) -> None:
    case.follow_up.center_version = case.center.version
    _step(work, case, deed, words, now)
    work.tell(CenterChanged(case.center.id, case.center.version))
    work.session.flush()
    note(work, action, case.staff_id, case.center.id, case.visit.number, now, due_on=case.follow_up.due_on)


def _step(work: Work, case: FollowUpCase, deed: FollowUpDeed, words: str, now: datetime) -> None:
    step = FollowUpStep(
        follow_up_id=case.follow_up.id,
        deed=deed,
        due_on=case.follow_up.due_on,
        words=words,
        at=now,
        staff_id=case.staff_id,
    )
    work.add(step)
