"""The payment certificate of a request or an account: built only from payments that exist and stand."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from singlewindow.audit.actions import Action
from singlewindow.audit.note import note
from singlewindow.cash.accounts import ledger_of
from singlewindow.cash.certificate_fee import fee_paid_by
from singlewindow.cash.certificate_paper import Subject, want_certificate
from singlewindow.cash.counter_entries import given_back
from singlewindow.cash.records import Account, Certificate, CertificatePayment, Payment
from singlewindow.database import Work
from singlewindow.documents.heads import PaperWish
from singlewindow.documents.proof import Signer
from singlewindow.errors import N_, Invalid, Refusal
from singlewindow.formkeys import checked_form_key
from singlewindow.numbering import fiscal_year, money_number, next_number
from singlewindow.places.centers import CenterChanged, LockedCenter, lock_center
from singlewindow.places.clock import local, service_day
from singlewindow.records import new_key
from singlewindow.requests.records import Request
from singlewindow.text import one_line

TO_WHOM = {"ar": "إلى من يهمه الأمر", "en": "To whom it may concern"}


class NoPayment(Refusal):
    message = N_("Nothing has been paid for this request, so no certificate can be issued.")


class LedgerIncomplete(Refusal):
    message = N_("The ledger of this account is not complete, so no balance can be stated.")


class ValidityPassed(Invalid):
    message = N_("A certificate is valid until a day to come.")
    field = "valid_until"


@dataclass(frozen=True)
class CertificateWish:
    """What is to stand on the certificate; an empty addressee means: to whom it may concern.

    `receipts` names the payments; none means all. `first` and `last` bound the days on which they were made. A fee that
    the tariff asks for the certificate itself was paid by `fee_receipt`, or is not due, `no_fee_because` saying why.
    """

    form_key: str
    addressee: str
    purpose: str
    language: str
    public_url: str
    signer: Signer
    receipts: frozenset[str] = field(default=frozenset())
    first: date | None = None
    last: date | None = None
    valid_until: date | None = None
    with_balance: bool = False
    fee_receipt: str = ""
    no_fee_because: str = ""


def certify(work: Work, request: Request, staff_id: UUID, wish: CertificateWish, now: datetime) -> Certificate:
    """Issue a certificate of payments of a request; the same form key gives the first again.

    Raises FormKeyMissing, NoPayment, ValidityPassed, IdentityRemoved, the refusals of `fee_paid_by` and of `one_line`.
    """
    return _certify(work, Subject(request=request), staff_id, wish, now)


def certify_account(work: Work, account: Account, staff_id: UUID, wish: CertificateWish, now: datetime) -> Certificate:
    """Issue a certificate of payments of an account, with its balance if wished. As `certify`, and LedgerIncomplete."""
    return _certify(work, Subject(account=account), staff_id, wish, now)


def certificates_of(session: Session, request_id: UUID) -> Sequence[Certificate]:
    """Give a request's certificates by their serial."""
    query = select(Certificate).where(Certificate.request_id == request_id)
    return session.scalars(query.order_by(Certificate.serial)).all()


def certificates_found(session: Session, center_id: UUID, words: str, most: int = 50) -> Sequence[Certificate]:
    """Give a center's certificates whose number, addressee or purpose holds `words`, newest first."""
    like = f"%{words.strip().replace('%', '').replace('_', '')}%"
    own = (Certificate.center_id == center_id, or_(*(c.ilike(like) for c in _SEARCHED)))
    return session.scalars(select(Certificate).where(*own).order_by(Certificate.issued_at.desc()).limit(most)).all()


_SEARCHED = (Certificate.number, Certificate.addressee, Certificate.purpose)


def _certify(work: Work, subject: Subject, staff_id: UUID, wish: CertificateWish, now: datetime) -> Certificate:
    checked_form_key(wish.form_key)
    center = lock_center(work.session, subject.center_id)
    first = work.session.scalar(select(Certificate).where(Certificate.form_key == wish.form_key))
    if first is not None:
        return first
    payments = _payments(work.session, subject, wish)
    if not payments:
        raise NoPayment
    certificate = _new_certificate(work.session, center, subject, staff_id, wish, now)
    work.add(certificate)
    work.session.flush()
    work.session.add_all(CertificatePayment(certificate_id=certificate.id, payment_id=p.id) for p, _ in payments)
    paper = PaperWish(wish.language, wish.public_url, wish.signer)
    want_certificate(work, center, subject, certificate, payments, paper, now)
    work.tell(CenterChanged(center.id, center.version))
    facts = {"payments": len(payments)} | ({"request": subject.request.number} if subject.request else {})
    note(work, Action.CERTIFICATE, staff_id, center.id, certificate.number, now, **facts)
    return certificate


def _payments(session: Session, subject: Subject, wish: CertificateWish) -> list[tuple[Payment, int]]:
    """Give the payments that stand, each with the piastres of it that were not given back."""
    query = select(Payment).where(subject.owns(Payment)).order_by(Payment.paid_at, Payment.serial)
    if wish.receipts:
        query = query.where(Payment.receipt_number.in_(wish.receipts))
    found = [
        payment
        for payment in session.scalars(query)
        if (wish.first is None or local(payment.paid_at).date() >= wish.first)
        and (wish.last is None or local(payment.paid_at).date() <= wish.last)
    ]
    left = [(payment, payment.amount - given_back(session, payment.id)) for payment in found]
    return [(payment, amount) for payment, amount in left if amount > 0]


def _new_certificate(
    session: Session, center: LockedCenter, subject: Subject, staff_id: UUID, wish: CertificateWish, now: datetime
) -> Certificate:
    today = service_day(now)
    if wish.valid_until is not None and wish.valid_until <= today:
        raise ValidityPassed
    addressee = one_line(wish.addressee, N_("The addressee"), most=120, required=False)
    fee, because = fee_paid_by(session, center.id, wish.fee_receipt, wish.no_fee_because, today)
    year = fiscal_year(today)
    serial = next_number(session, center.id, "certificate", year)
    return Certificate(
        id=new_key(),
        center_id=center.id,
        center_version=center.version,
        fiscal_year=year,
        serial=serial,
        number=money_number("C", center.number, year, serial),
        form_key=wish.form_key,
        request_id=subject.request.id if subject.request else None,
        account_id=subject.account.id if subject.account else None,
        addressee=addressee or TO_WHOM[wish.language],
        purpose=one_line(wish.purpose, N_("The purpose"), most=200, required=False),
        valid_until=wish.valid_until,
        period_from=wish.first,
        period_to=wish.last,
        balance=_balance(session, subject, wish),
        fee_payment_id=fee.id if fee else None,
        no_fee_because=because,
        issued_at=now,
        issued_by=staff_id,
    )


def _balance(session: Session, subject: Subject, wish: CertificateWish) -> int | None:
    """Give what an account still owes, if it is to be stated; only a complete ledger can tell."""
    if not wish.with_balance:
        return None
    if subject.account is None or subject.account.complete_since is None:
        raise LedgerIncomplete
    return ledger_of(session, subject.account).balance
