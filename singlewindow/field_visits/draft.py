"""What a visitor has typed on a visit so far, kept by the server: a lost line or session loses nothing."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from singlewindow.database import Work
from singlewindow.errors import N_, Invalid
from singlewindow.field_visits.moving import NotTheVisitor, VisitIsElsewhere, visit_by_number
from singlewindow.field_visits.records import FieldVisitDraft
from singlewindow.field_visits.states import VisitState

MOST_CHARACTERS = 200_000
Typed = Mapping[str, str]


class VisitDraftTooLong(Invalid):
    status = 413
    message = N_("This is too much to keep as a draft.")


def begin_visit_draft(work: Work, visit_id: UUID, now: datetime) -> None:
    """Make room for what will be typed, once for a visit, so that keeping it never has to."""
    work.add(FieldVisitDraft(visit_id=visit_id, fields={}, saved_at=now))


def save_visit_draft(work: Work, staff_id: UUID, number: str, typed: Typed, now: datetime) -> None:
    """Keep what was typed on a visit under way in place of what was.

    Raises VisitDraftTooLong, UnknownVisit, NotTheVisitor or VisitIsElsewhere.
    """
    if sum(len(name) + len(text) for name, text in typed.items()) > MOST_CHARACTERS:
        raise VisitDraftTooLong
    visit = visit_by_number(work.session, number)
    if visit.visitor_id != staff_id:
        raise NotTheVisitor
    if visit.state is not VisitState.UNDERWAY:
        raise VisitIsElsewhere
    own = FieldVisitDraft.visit_id == visit.id
    work.session.execute(update(FieldVisitDraft).where(own).values(fields=dict(typed), saved_at=now))


def visit_draft(session: Session, visit_id: UUID) -> dict[str, str]:
    """Give what was typed on a visit so far and not saved yet."""
    draft = session.get(FieldVisitDraft, visit_id)
    return dict(draft.fields) if draft else {}


def empty_visit_draft(work: Work, visit_id: UUID) -> None:
    """Forget what was typed: the visit holds it now."""
    work.session.execute(update(FieldVisitDraft).where(FieldVisitDraft.visit_id == visit_id).values(fields={}))
