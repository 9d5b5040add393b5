"""A certificate in place of a lost one («بدل فاقد»): a new number and code, and the lost one is no longer valid."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from singlewindow.cash.records import Certificate, CertificatePayment
from singlewindow.database import Work
from singlewindow.documents.claims import Claims, last_digits
from singlewindow.documents.events import Case, PaperDeed, PaperEnded, note, open_case
from singlewindow.documents.proof import Signer, address, prove
from singlewindow.documents.records import Document, DocumentKind, PaperEvent, PaperEventKind
from singlewindow.documents.standing import Standing
from singlewindow.documents.want import new_code, want
from singlewindow.errors import N_, Refusal
from singlewindow.numbering import fiscal_year, money_number, next_number
from singlewindow.places.clock import local, service_day
from singlewindow.records import new_key
from singlewindow.requests.national_id import mask
from singlewindow.requests.records import Request


class OnlyCertificates(Refusal):
    message = N_("Only a certificate gets a replacement with a new number; of other papers, print a copy.")


@dataclass(frozen=True)
class Replacement:
    """What a new paper needs beside the deed: the address in its code, and who proves it."""

    public_url: str
    signer: Signer


def replace_certificate(work: Work, deed: PaperDeed, with_: Replacement, now: datetime) -> PaperEvent:
    """Issue a certificate in place of a lost one, of the same payments.

    Raises what `open_case` raises, OnlyCertificates and PaperEnded.
    """
    case = open_case(work, deed)
    if case.event is not None:
        return case.event
    paper = case.found.paper
    if paper.kind is not DocumentKind.CERTIFICATE or paper.certificate_id is None:
        raise OnlyCertificates
    if case.found.standing is not Standing.VALID:
        raise PaperEnded
    certificate = _certificate(work, case, paper.certificate_id, deed, now)
    made = _want_paper(work, case, certificate, with_, now)
    return note(work, case, deed, PaperEventKind.REPLACED, now, successor_id=made)


def _certificate(work: Work, case: Case, lost_id: UUID, deed: PaperDeed, now: datetime) -> Certificate:
    lost = work.session.get_one(Certificate, lost_id)
    year = fiscal_year(service_day(now))
    serial = next_number(work.session, case.center.id, "certificate", year)
    certificate = Certificate(
        id=new_key(),
        center_id=case.center.id,
        center_version=case.center.version,
        fiscal_year=year,
        serial=serial,
        number=money_number("C", case.center.number, year, serial),
        form_key=deed.form_key,
        request_id=lost.request_id,
        account_id=lost.account_id,
        valid_until=lost.valid_until,
        period_from=lost.period_from,
        period_to=lost.period_to,
        balance=lost.balance,
        no_fee_because=deed.reason,
        addressee=lost.addressee,
        purpose=lost.purpose,
        issued_at=now,
        issued_by=deed.staff_id,
    )
    work.add(certificate)
    work.session.flush()
    work.session.add_all(
        CertificatePayment(certificate_id=certificate.id, payment_id=key) for key in _paid(work.session, lost.id)
    )
    return certificate


def _paid(session: Session, certificate_id: UUID) -> list[UUID]:
    query = select(CertificatePayment.payment_id).where(CertificatePayment.certificate_id == certificate_id)
    return list(session.scalars(query))


def _want_paper(work: Work, case: Case, certificate: Certificate, with_: Replacement, now: datetime) -> UUID:
    lost, code = case.found.paper, new_code()
    named = lost.facts | _named(work.session, certificate)
    facts = named | {
        "certificate_number": certificate.number,
        "issued_on": local(now).date().isoformat(),
        "replaces": lost.serial,
        "verification_code": code,
        "verify_url": address(with_.public_url, prove(with_.signer, _claims(case, certificate, lost, named, now))),
    }
    links: dict[str, Any] = {"certificate_id": certificate.id, "code": code}
    return want(work, lost.kind, case.center, lost.language, certificate.number, facts, now, **links)


def _named(session: Session, certificate: Certificate) -> dict[str, str]:
    """Give the name and ID of a request's applicant as they stand, corrected or not; none once they were removed."""
    request = session.get(Request, certificate.request_id) if certificate.request_id else None
    if request is None or not request.applicant_name:
        return {}
    return {"citizen": request.applicant_name, "national_id_masked": mask(request.national_id)}


def _claims(case: Case, certificate: Certificate, lost: Document, named: dict[str, Any], now: datetime) -> Claims:
    identity = last_digits(str(named["national_id_masked"]))
    total = int(lost.facts["total"])
    return Claims(lost.kind, case.center.number, certificate.serial, service_day(now), total, identity)
