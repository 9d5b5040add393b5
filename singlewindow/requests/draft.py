"""What a clerk has typed for a number so far, kept by the server: a lost session loses nothing."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from singlewindow.database import Work
from singlewindow.errors import N_, Invalid
from singlewindow.places.windows import own_window
from singlewindow.requests.records import IntakeDraft
from singlewindow.tickets.desk import NoTicketHere, ticket_at
from singlewindow.tickets.states import State

MOST_CHARACTERS = 20_000
Typed = Mapping[str, list[str]]


class DraftTooLong(Invalid):
    status = 413
    message = N_("This is too much to keep as a draft.")


def save_draft(work: Work, staff_id: UUID, typed: Typed, now: datetime) -> None:
    """Keep what was typed for the number being served in place of what was.

    Raises NoWindow, NoTicketHere or DraftTooLong.
    """
    if sum(len(name) + len(text) for name, texts in typed.items() for text in texts) > MOST_CHARACTERS:
        raise DraftTooLong
    ticket = ticket_at(work.session, own_window(work.session, staff_id).id)
    if ticket is None or ticket.state is not State.SERVING:
        raise NoTicketHere
    draft = work.session.get(IntakeDraft, (staff_id, ticket.id))
    if draft is None:
        work.add(IntakeDraft(staff_id=staff_id, ticket_id=ticket.id, fields=dict(typed), saved_at=now))
    else:
        draft.fields, draft.saved_at = dict(typed), now


def draft_of(session: Session, staff_id: UUID, ticket_id: UUID) -> dict[str, list[str]]:
    """Give what a clerk has typed for a number so far."""
    draft = session.get(IntakeDraft, (staff_id, ticket_id))
    return dict(draft.fields) if draft else {}


def empty_draft(work: Work, staff_id: UUID, ticket_id: UUID) -> None:
    """Forget what was typed: the request holds it now."""
    own = (IntakeDraft.staff_id == staff_id, IntakeDraft.ticket_id == ticket_id)
    work.session.execute(update(IntakeDraft).where(*own).values(fields={}))
