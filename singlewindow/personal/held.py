"""What a center holds about a person: found by one of their requests, given to them for a reason that is noted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from singlewindow.audit.actions import Action
from singlewindow.audit.note import note
from singlewindow.audit.records import AuditEntry
from singlewindow.cash.certificate import certificates_of
from singlewindow.cash.pay import payments_of
from singlewindow.cash.records import Account, Certificate, Payment
from singlewindow.catalogue.records import Service
from singlewindow.complaints.records import Complaint
from singlewindow.database import Work
from singlewindow.errors import N_, Invalid, Refusal
from singlewindow.people.records import Staff
from singlewindow.people.roles import Permission, allows
from singlewindow.places.records import Center
from singlewindow.requests.answers import answers_of
from singlewindow.requests.applicant import IdentityRemoved
from singlewindow.requests.correct import corrections_of
from singlewindow.requests.moving import request_by_number
from singlewindow.requests.papers import papers_handed
from singlewindow.requests.records import ApplicantCorrection, Request, RequestAnswer, RequestPaper, RequestScan
from singlewindow.requests.scans import scans_of
from singlewindow.requests.tracking import TrackedStage, tracked_stages

GIVEN_FOR = timedelta(minutes=10)
LOOKS = (Action.VIEW_IDENTITY, Action.PERSONAL_DATA_GIVEN)
REASONS = {
    "asked": N_("The person asked in writing for what is held about them"),
    "correct": N_("The person wants to have wrong data corrected"),
    "court": N_("By order of a court or a prosecutor"),
}


class MayNotGive(Refusal):
    status = 403
    message = N_("Your role does not give out personal data.")


class GiveReasonMissing(Invalid):
    message = N_("Please choose why the data is given out.")
    field = "reason"


class NotGiven(Refusal):
    message = N_("Say first why the data is given out. The file can then be fetched for ten minutes.")


@dataclass(frozen=True)
class HeldRequest:
    """One request of a person with all that belongs to it; `looks` are the noted readings of the identity."""

    request: Request
    service: Service
    answers: Sequence[RequestAnswer]
    papers: Sequence[RequestPaper]
    scans: Sequence[RequestScan]
    stages: Sequence[TrackedStage]
    payments: Sequence[Payment]
    certificates: Sequence[Certificate]
    complaints: Sequence[Complaint]
    looks: Sequence[AuditEntry]
    corrections: Sequence[tuple[ApplicantCorrection, str]]


@dataclass(frozen=True)
class HeldAccount:
    """An account of a person with what was paid on it."""

    account: Account
    payments: Sequence[Payment]


@dataclass(frozen=True)
class Held:
    """All that a center holds under a person's national ID."""

    center: Center
    requests: Sequence[HeldRequest]
    accounts: Sequence[HeldAccount]


def give_data(work: Work, staff: Staff, number: str, reason: str, now: datetime) -> Request:
    """Note that what is held of the person of a request is given out; `held_for` then gives it for GIVEN_FOR.

    Raises MayNotGive, GiveReasonMissing, UnknownRequest or IdentityRemoved.
    """
    if staff.center_id is None or not allows(staff.role, Permission.GIVE_PERSONAL_DATA):
        raise MayNotGive
    if reason not in REASONS:
        raise GiveReasonMissing
    request = request_by_number(work.session, staff.center_id, number)
    if not request.national_id:
        raise IdentityRemoved
    note(work, Action.PERSONAL_DATA_GIVEN, staff.id, request.center_id, request.number, now, reason=reason)
    return request


def held_for(session: Session, staff: Staff, number: str, now: datetime) -> Held:
    """Give what is held of the person of a request to who has just said why.

    Raises NotGiven, UnknownRequest or IdentityRemoved.
    """
    given = (AuditEntry.staff_id == staff.id, AuditEntry.subject == number)
    recent = (AuditEntry.action == Action.PERSONAL_DATA_GIVEN, AuditEntry.done_at > now - GIVEN_FOR)
    if staff.center_id is None or not session.scalar(select(AuditEntry.sequence).where(*given, *recent).limit(1)):
        raise NotGiven
    request = request_by_number(session, staff.center_id, number)
    if not request.national_id:
        raise IdentityRemoved
    own = (Request.center_id == request.center_id, Request.national_id == request.national_id)
    accounts = (Account.center_id == request.center_id, Account.national_id == request.national_id)
    return Held(
        session.get_one(Center, request.center_id),
        [_request(session, one) for one in session.scalars(select(Request).where(*own).order_by(Request.received_at))],
        [_account(session, one) for one in session.scalars(select(Account).where(*accounts).order_by(Account.number))],
    )


def _request(session: Session, request: Request) -> HeldRequest:
    about = select(Complaint).where(Complaint.request_id == request.id).order_by(Complaint.received_at)
    looked = (AuditEntry.subject == request.number, AuditEntry.action.in_(LOOKS))
    return HeldRequest(
        request=request,
        service=session.get_one(Service, request.service_id),
        answers=answers_of(session, request.id),
        papers=papers_handed(session, request.id),
        scans=scans_of(session, request.id),
        stages=tracked_stages(session, request),
        payments=payments_of(session, request.id),
        certificates=certificates_of(session, request.id),
        complaints=session.scalars(about).all(),
        looks=session.scalars(select(AuditEntry).where(*looked).order_by(AuditEntry.done_at)).all(),
        corrections=corrections_of(session, request.id),
    )


def _account(session: Session, account: Account) -> HeldAccount:
    paid = select(Payment).where(Payment.account_id == account.id).order_by(Payment.serial)
    return HeldAccount(account, session.scalars(paid).all())
