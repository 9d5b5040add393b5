"""Correcting what was typed of an applicant, for a reason, until the request is finished; what stood there is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from singlewindow.audit.actions import Action
from singlewindow.database import Work
from singlewindow.errors import N_, Invalid, Refusal
from singlewindow.people.identity import IdentityNotShown, shows_identity
from singlewindow.people.records import Staff
from singlewindow.people.roles import Permission, allows
from singlewindow.places.clock import service_day
from singlewindow.requests.applicant import Applicant, IdentityRemoved, Subject, note_applicant
from singlewindow.requests.moving import Case, case_of, note_on, settle
from singlewindow.requests.papers import RequestIsClosed
from singlewindow.requests.records import ApplicantCorrection, Request
from singlewindow.requests.states import CLOSED, ApplicantKind

ALWAYS = ("applicant_name", "national_id", "phone", "address")
OF_KIND = {
    ApplicantKind.PERSON: (),
    ApplicantKind.COMPANY: ("commercial_register", "representative_name", "power_of_attorney"),
    ApplicantKind.REPRESENTATIVE: ("representative_name", "power_of_attorney"),
}


FIELD_NAMES = {
    "applicant_name": N_("Applicant"),
    "national_id": N_("National ID"),
    "phone": N_("Phone"),
    "address": N_("Address"),
    "commercial_register": N_("Commercial register"),
    "representative_name": N_("Representative"),
    "power_of_attorney": N_("Power of attorney"),
}


class CorrectionReason(StrEnum):
    MISTYPED = "mistyped"
    CARD = "card"
    PAPERS = "papers"


CORRECTION_REASONS = {
    CorrectionReason.MISTYPED: N_("It was typed wrong at the window"),
    CorrectionReason.CARD: N_("The ID card, shown again, says otherwise"),
    CorrectionReason.PAPERS: N_("The papers of the request say otherwise"),
}
"""Chosen, not typed: free words could hold what an append-only record must not."""


class CorrectionReasonMissing(Invalid):
    message = N_("Please choose why it is corrected.")
    field = "reason"


class NothingCorrected(Invalid):
    message = N_("Nothing has been changed: all of it stands so already.")
    field = "applicant_name"


class MayNotCorrect(Refusal):
    status = 403
    message = N_("Only who received the request, or a supervisor, corrects the applicant's data.")


@dataclass(frozen=True)
class Correction:
    """What was typed, by the field that it corrects, and why; a field that is missing stays."""

    fields: Mapping[str, str]
    reason: str


def fields_of(request: Request) -> tuple[str, ...]:
    """Give the fields of an applicant that can be corrected."""
    return ALWAYS + OF_KIND[request.applicant_kind]


def require_correctable(session: Session, staff: Staff, request: Request, now: datetime) -> None:
    """Raise MayNotCorrect, IdentityNotShown, RequestIsClosed or IdentityRemoved unless `staff` may correct a request.

    Who received it may; others of the permission once they have said why they read the identity.
    """
    if request.received_by != staff.id and not allows(staff.role, Permission.CORRECT_APPLICANTS):
        raise MayNotCorrect
    if not shows_identity(session, staff, request, now):
        raise IdentityNotShown
    if request.state in CLOSED:
        raise RequestIsClosed
    if not request.applicant_name:
        raise IdentityRemoved


def correct_applicant(work: Work, staff_id: UUID, number: str, typed: Correction, now: datetime) -> Case:
    """Correct an applicant's data and keep what stood there, a row for each field; papers made before stay as they are.

    Raises NoCenter, UnknownRequest, what `require_correctable` and `note_applicant` raise, CorrectionReasonMissing or
    NothingCorrected.
    """
    case = case_of(work, staff_id, number)
    request = case.request
    require_correctable(work.session, case.staff, request, now)
    if typed.reason not in list(CorrectionReason):
        raise CorrectionReasonMissing
    names = fields_of(request)
    before = {name: getattr(request, name) for name in names}
    note_applicant(request, _applicant(request, typed.fields), service_day(now))
    changed = [name for name in names if getattr(request, name) != before[name]]
    if not changed:
        raise NothingCorrected
    for name in changed:
        work.add(_kept(case, name, before[name], CorrectionReason(typed.reason), now))
    settle(work, case)
    note_on(work, case, Action.APPLICANT_CORRECTED, now, reason=typed.reason, fields=" ".join(changed))
    return case


def corrections_of(session: Session, request_id: UUID) -> Sequence[tuple[ApplicantCorrection, str]]:
    """Give the corrections of a request, oldest first, each with the code of who made it."""
    query = select(ApplicantCorrection, Staff.code).join(Staff, Staff.id == ApplicantCorrection.corrected_by)
    query = query.where(ApplicantCorrection.request_id == request_id)
    order = (ApplicantCorrection.corrected_at, ApplicantCorrection.id)
    return [(row[0], row[1]) for row in session.execute(query.order_by(*order))]


def _applicant(request: Request, typed: Mapping[str, str]) -> Applicant:
    stands = {name: typed.get(name, getattr(request, name)) for name in fields_of(request)}
    subject = Subject(request.unit, request.plot, request.file_number, stands.pop("address"))
    name = stands.pop("applicant_name")
    return Applicant(name, kind=request.applicant_kind, subject=subject, **stands)


def _kept(case: Case, field: str, before: str, reason: CorrectionReason, now: datetime) -> ApplicantCorrection:
    return ApplicantCorrection(
        center_id=case.center.id,
        center_version=case.center.version,
        request_id=case.request.id,
        field=field,
        before=before,
        after=getattr(case.request, field),
        reason=reason.value,
        corrected_at=now,
        corrected_by=case.staff.id,
    )
