"""Who may read the identity of an applicant, and the reading of it for a reason, which is noted."""

from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from singlewindow.audit.actions import Action
from singlewindow.audit.note import note
from singlewindow.audit.records import AuditEntry
from singlewindow.database import Work
from singlewindow.errors import N_, Invalid, Refusal
from singlewindow.people.records import Staff
from singlewindow.people.roles import Permission, allows
from singlewindow.places.records import Window
from singlewindow.requests.records import Request
from singlewindow.tickets.records import Ticket

SHOWN_FOR = timedelta(minutes=10)


class IdentityReason(StrEnum):
    COMPLAINT = "complaint"
    CORRECTION = "correction"
    PAPERS = "papers"
    INSPECTION = "inspection"
    COURT = "court"


REASONS = {
    IdentityReason.COMPLAINT: N_("To answer a complaint of the applicant"),
    IdentityReason.CORRECTION: N_("To correct what was typed"),
    IdentityReason.PAPERS: N_("To compare papers that came later"),
    IdentityReason.INSPECTION: N_("For an inspection of the center"),
    IdentityReason.COURT: N_("By order of a court or a prosecutor"),
}


class ReasonMissing(Invalid):
    message = N_("Please choose why you read the identity.")
    field = "reason"


class IdentityClosed(Refusal):
    status = 403
    message = N_("Your role does not read identities.")


class IdentityNotShown(Refusal):
    status = 403
    message = N_("It tells who the applicant is. Give your reason on the page of the request first.")


def shows_identity(session: Session, staff: Staff, request: Request, now: datetime) -> bool:
    """Tell whether a page may show the applicant to `staff`.

    The receiver and whoever has the request's number at the window see it; others for SHOWN_FOR after `view_identity`.
    """
    if request.received_by == staff.id or _at_window(session, staff, request):
        return True
    return has_looked(session, staff, request.number, now)


def has_looked(session: Session, staff: Staff, subject: str, now: datetime) -> bool:
    """Tell whether `staff` has said within SHOWN_FOR why they read who is behind a request or an account."""
    viewed = (AuditEntry.staff_id == staff.id, AuditEntry.subject == subject)
    recent = (AuditEntry.action == Action.VIEW_IDENTITY, AuditEntry.done_at > now - SHOWN_FOR)
    return session.scalar(select(AuditEntry.sequence).where(*viewed, *recent).limit(1)) is not None


def view_identity(work: Work, staff: Staff, request: Request, reason: str, now: datetime) -> None:
    """Note that `staff` reads the applicant's identity; pages show it for a while. Raises what `note_look` raises."""
    note_look(work, staff, request.center_id, request.number, reason, now)


def note_look(work: Work, staff: Staff, center_id: UUID, subject: str, reason: str, now: datetime) -> None:
    """Note that `staff` reads who is behind a request, by its number, or an account, by its key.

    The reason is one of REASONS: free words could hold what an append-only record must not. Raises IdentityClosed or
    ReasonMissing.
    """
    if not any(allows(staff.role, needed) for needed in (Permission.READ_IDENTITY, Permission.OPEN_NAMED_PAPERS)):
        raise IdentityClosed
    if reason not in list(IdentityReason):
        raise ReasonMissing
    note(work, Action.VIEW_IDENTITY, staff.id, center_id, subject, now, reason=reason)


def _at_window(session: Session, staff: Staff, request: Request) -> bool:
    own = select(Window.id).join(Ticket, Ticket.window_id == Window.id)
    return session.scalar(own.where(Ticket.id == request.ticket_id, Window.staff_id == staff.id)) is not None
