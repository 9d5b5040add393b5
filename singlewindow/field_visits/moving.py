"""Moving a field visit: under the lock of its center, by the table of states, with the step that is kept of it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from singlewindow.audit.actions import Action
from singlewindow.audit.note import note
from singlewindow.database import Work
from singlewindow.errors import N_, Refusal, Unknown
from singlewindow.field_visits.records import FieldVisit, FieldVisitStep
from singlewindow.field_visits.states import VISIT_TRANSITIONS, VisitDeed, VisitState
from singlewindow.places.centers import CenterChanged, LockedCenter, lock_center
from singlewindow.text import one_line

LONGEST_REASON = 300


class UnknownVisit(Unknown):
    message = N_("There is no such field visit.")


class VisitIsElsewhere(Refusal):
    message = N_("This field visit is no longer as it was. Look at the page again.")


class NotTheVisitor(Refusal):
    message = N_("Only the visitor named in the plan does this.")


@dataclass(frozen=True)
class VisitCase:
    """A field visit under the lock of its center, and who acts on it."""

    center: LockedCenter
    visit: FieldVisit
    staff_id: UUID


def visit_by_number(session: Session, number: str, center_id: UUID | None = None) -> FieldVisit:
    """Give a field visit by its number; a center (`center_id`) knows only of those that are closed.

    Raises UnknownVisit.
    """
    seen = () if center_id is None else (FieldVisit.center_id == center_id, FieldVisit.state == VisitState.CLOSED)
    visit = session.scalar(select(FieldVisit).where(FieldVisit.number == number, *seen))
    if visit is None:
        raise UnknownVisit
    return visit


def visit_case(work: Work, staff_id: UUID, number: str, own: bool = False) -> VisitCase:
    """Lock the center of a field visit and give it as it then stands; with `own` only to its visitor.

    Raises UnknownVisit or NotTheVisitor.
    """
    visit = visit_by_number(work.session, number)
    center = lock_center(work.session, visit.center_id)
    work.session.refresh(visit)
    if own and visit.visitor_id != staff_id:
        raise NotTheVisitor
    return VisitCase(center, visit, staff_id)


def require_movable(case: VisitCase, deed: VisitDeed) -> None:
    """Raise VisitIsElsewhere unless a deed begins in the state of a field visit."""
    if case.visit.state not in VISIT_TRANSITIONS[deed].before:
        raise VisitIsElsewhere


def move_visit(work: Work, case: VisitCase, deed: VisitDeed, now: datetime, reason: str = "") -> None:
    """Move a field visit by a deed and keep the step.

    Raises VisitIsElsewhere, and the refusals of `one_line` without a reason that the deed needs.
    """
    transition = VISIT_TRANSITIONS[deed]
    require_movable(case, deed)
    said = one_line(reason, N_("The reason"), most=LONGEST_REASON, required=transition.reason)
    case.visit.state, case.visit.state_since = transition.after, now
    settle_visit(work, case)
    keep_step(work, case, deed, now, said)


def settle_visit(work: Work, case: VisitCase) -> None:
    """Bring the version and the news up to what has happened to a field visit."""
    case.visit.center_version = case.center.version
    work.tell(CenterChanged(case.center.id, case.center.version))


def keep_step(work: Work, case: VisitCase, deed: VisitDeed, now: datetime, reason: str) -> None:
    """Keep what was done with a field visit, with its day and visitor as they are now."""
    visit = case.visit
    work.add(
        FieldVisitStep(
            visit_id=visit.id,
            deed=deed,
            planned_on=visit.planned_on,
            visitor_id=visit.visitor_id,
            reason=reason,
            at=now,
            staff_id=case.staff_id,
        )
    )


def note_visit(work: Work, case: VisitCase, action: Action, now: datetime, **facts: object) -> None:
    """Note in the audit what was done with a field visit; last in its deed."""
    work.session.flush()
    note(work, action, case.staff_id, case.center.id, case.visit.number, now, **facts)
