"""What personal data is due to be removed: of requests that ended, drafts left behind, complaints long answered."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Text, cast, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from singlewindow.complaints.records import Complaint
from singlewindow.personal.records import PersonalData, RetentionPeriod
from singlewindow.requests.records import ApplicantCorrection, IntakeDraft, Request, RequestAnswer, RequestScan
from singlewindow.requests.states import ENDED
from singlewindow.tickets.records import Ticket

IDENTITY_FIELDS: tuple[InstrumentedAttribute[str], ...] = (
    Request.applicant_name,
    Request.national_id,
    Request.commercial_register,
    Request.representative_name,
    Request.power_of_attorney,
    Request.address,
    Request.collected_by,
    Request.collector_digits,
)
COMPLAINT_FIELDS: tuple[InstrumentedAttribute[str], ...] = (
    Complaint.complainant,
    Complaint.phone,
    Complaint.words,
    Complaint.answer,
)
EMPTY_DRAFT = "{}"
Keys = Select[UUID] | Select[UUID, UUID]


def count_due(session: Session, period: RetentionPeriod, now: datetime) -> int:
    """Count the requests, scans, drafts or complaints of which a period removes something now."""
    return session.scalar(select(func.count()).select_from(due(period, now).subquery())) or 0


def due(period: RetentionPeriod, now: datetime) -> Keys:
    """Give the query for the keys of what a period removes, oldest first.

    Keys are those of requests, of scans, of complaints, or the clerk and ticket of a draft.
    """
    return _QUERIES[period.kind](period.center_id, now - timedelta(days=period.days))


def _identities(center_id: UUID, before: datetime) -> Keys:
    answered = select(RequestAnswer.id).where(RequestAnswer.request_id == Request.id, RequestAnswer.value != "")
    left = or_(_any_left(IDENTITY_FIELDS), answered.exists())
    return select(Request.id).where(*_ended(center_id, before), left).order_by(Request.state_since, Request.id)


def _phones(center_id: UUID, before: datetime) -> Keys:
    corrected = (ApplicantCorrection.request_id == Request.id, ApplicantCorrection.field == Request.phone.key)
    kept = select(ApplicantCorrection.id).where(
        *corrected, ApplicantCorrection.before + ApplicantCorrection.after != ""
    )
    left = or_(Request.phone != "", kept.exists())
    return select(Request.id).where(*_ended(center_id, before), left).order_by(Request.state_since, Request.id)


def _scans(center_id: UUID, before: datetime) -> Keys:
    query = select(RequestScan.id).join(Request, Request.id == RequestScan.request_id)
    return query.where(*_ended(center_id, before), RequestScan.removed_at.is_(None)).order_by(RequestScan.id)


def _drafts(center_id: UUID, before: datetime) -> Keys:
    query = select(IntakeDraft.staff_id, IntakeDraft.ticket_id).join(Ticket, Ticket.id == IntakeDraft.ticket_id)
    left = (IntakeDraft.saved_at <= before, cast(IntakeDraft.fields, Text) != EMPTY_DRAFT)
    return query.where(Ticket.center_id == center_id, *left).order_by(IntakeDraft.saved_at, IntakeDraft.ticket_id)


def _complaints(center_id: UUID, before: datetime) -> Keys:
    own = (Complaint.center_id == center_id, Complaint.answered_at <= before)
    query = select(Complaint.id).where(*own, _any_left(COMPLAINT_FIELDS))
    return query.order_by(Complaint.answered_at, Complaint.id)


def _ended(center_id: UUID, before: datetime) -> tuple[ColumnElement[bool], ...]:
    return Request.center_id == center_id, Request.state.in_(ENDED), Request.state_since <= before


def _any_left(fields: tuple[InstrumentedAttribute[str], ...]) -> ColumnElement[bool]:
    return or_(*(field != "" for field in fields))


_QUERIES = {
    PersonalData.IDENTITY: _identities,
    PersonalData.PHONES: _phones,
    PersonalData.SCANS: _scans,
    PersonalData.DRAFTS: _drafts,
    PersonalData.COMPLAINTS: _complaints,
}
