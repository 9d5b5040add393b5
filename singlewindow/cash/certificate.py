"""The payment certificate of a request: built only from payments that exist."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from singlewindow.audit.actions import Action
from singlewindow.audit.note import note
from singlewindow.cash.pay import payments_of
from singlewindow.cash.receipt import paper_head
from singlewindow.cash.records import Certificate, CertificatePayment, Payment
from singlewindow.catalogue.records import Service
from singlewindow.database import Work
from singlewindow.documents.records import DocumentKind
from singlewindow.documents.want import new_code, want
from singlewindow.errors import N_, Refusal
from singlewindow.formkeys import checked_form_key
from singlewindow.numbering import fiscal_year, money_number, next_number
from singlewindow.places.centers import CenterChanged, LockedCenter, lock_center
from singlewindow.places.clock import local, service_day
from singlewindow.records import new_key
from singlewindow.requests.national_id import mask
from singlewindow.requests.records import Request
from singlewindow.text import one_line

REQUEST = {"ar": "طلب رقم", "en": "request no."}
TO_WHOM = {"ar": "إلى من يهمه الأمر", "en": "To whom it may concern"}


class NoPayment(Refusal):
    message = N_("Nothing has been paid for this request, so no certificate can be issued.")


@dataclass(frozen=True)
class CertificateWish:
    """What is to stand on the certificate; an empty addressee means: to whom it may concern."""

    form_key: str
    addressee: str
    purpose: str
    language: str
    public_url: str


def certify(work: Work, request: Request, staff_id: UUID, wish: CertificateWish, now: datetime) -> Certificate:
    """Issue a certificate of all payments of a request; the same form key gives the first again.

    Raises FormKeyMissing, NoPayment and the refusals of `one_line`.
    """
    checked_form_key(wish.form_key)
    center = lock_center(work.session, request.center_id)
    first = work.session.scalar(select(Certificate).where(Certificate.form_key == wish.form_key))
    if first is not None:
        return first
    payments = payments_of(work.session, request.id)
    if not payments:
        raise NoPayment
    certificate = _new_certificate(work.session, center, request, staff_id, wish, now)
    work.add(certificate)
    work.session.flush()
    work.session.add_all(CertificatePayment(certificate_id=certificate.id, payment_id=p.id) for p in payments)
    _want_paper(work, center, request, certificate, payments, wish, now)
    work.tell(CenterChanged(center.id, center.version))
    facts = {"request": request.number, "payments": len(payments)}
    note(work, Action.CERTIFICATE, staff_id, center.id, certificate.number, now, **facts)
    return certificate


def certificates_of(session: Session, request_id: UUID) -> Sequence[Certificate]:
    """Give a request's certificates by their serial."""
    query = select(Certificate).where(Certificate.request_id == request_id)
    return session.scalars(query.order_by(Certificate.serial)).all()


def _new_certificate(
    session: Session, center: LockedCenter, request: Request, staff_id: UUID, wish: CertificateWish, now: datetime
) -> Certificate:
    addressee = one_line(wish.addressee, N_("The addressee"), most=120, required=False)
    purpose = one_line(wish.purpose, N_("The purpose"), most=200, required=False)
    year = fiscal_year(service_day(now))
    serial = next_number(session, center.id, "certificate", year)
    return Certificate(
        id=new_key(),
        center_id=center.id,
        center_version=center.version,
        fiscal_year=year,
        serial=serial,
        number=money_number("C", center.number, year, serial),
        form_key=wish.form_key,
        request_id=request.id,
        addressee=addressee or TO_WHOM[wish.language],
        purpose=purpose,
        issued_at=now,
        issued_by=staff_id,
    )


def _want_paper(
    work: Work,
    center: LockedCenter,
    request: Request,
    certificate: Certificate,
    payments: Sequence[Payment],
    wish: CertificateWish,
    now: datetime,
) -> UUID:
    code = new_code()
    service = work.session.get_one(Service, request.service_id).name(wish.language)
    facts = paper_head(work.session, center, wish.language, code, wish.public_url) | {
        "certificate_number": certificate.number,
        "issued_on": local(now).date().isoformat(),
        "addressee": certificate.addressee,
        "citizen": request.applicant_name,
        "national_id_masked": mask(request.national_id),
        "subject": f"{service} — {REQUEST[wish.language]} {request.number}",
        "payments": [_line(payment, service) for payment in payments],
        "total": sum(payment.amount for payment in payments),
        "period": "",
        "purpose": certificate.purpose,
        "validity": "",
    }
    return want(
        work,
        DocumentKind.CERTIFICATE,
        center,
        wish.language,
        certificate.number,
        facts,
        now,
        certificate_id=certificate.id,
        code=code,
    )


def _line(payment: Payment, service: str) -> dict[str, str | int]:
    return {
        "receipt_number": payment.receipt_number,
        "date": local(payment.paid_at).date().isoformat(),
        "item": service,
        "amount": payment.amount,
    }
