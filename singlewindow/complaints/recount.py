"""Counting anew when complaints are to be answered, in the transaction that changed the holidays or hours."""

from datetime import date
from uuid import UUID

from sqlalchemy import select

from singlewindow.complaints.complaints import answer_due
from singlewindow.complaints.records import Complaint
from singlewindow.database import Work
from singlewindow.places.clock import service_day
from singlewindow.places.records import Center
from singlewindow.requests.calendar import working_calendar


def recount_answers(work: Work, governorate_id: UUID, center_id: UUID | None, since: date | None = None) -> int:
    """Count the due dates of complaints without an answer anew; give how many have changed.

    Of one center or, with none, of a whole governorate, whose rows are locked already. What was due before `since`, the
    first day that may have changed, stays as it is.
    """
    work.session.flush()
    own = (Center.governorate_id == governorate_id, *([Center.id == center_id] if center_id else []))
    query = select(Complaint, Center.version).join(Center, Center.id == Complaint.center_id)
    query = query.where(*own, Complaint.answered_at.is_(None))
    if since is not None:
        query = query.where(Complaint.due_on >= since)
    return sum(_recount(work, complaint, version) for complaint, version in work.session.execute(query).all())


def _recount(work: Work, complaint: Complaint, version: int) -> bool:
    received = service_day(complaint.received_at)
    due = answer_due(working_calendar(work.session, complaint.center_id, received), received)
    if due == complaint.due_on:
        return False
    complaint.due_on, complaint.center_version = due, version
    return True
