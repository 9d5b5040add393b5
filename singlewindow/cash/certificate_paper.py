"""The facts of a payment certificate, frozen when it is issued."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from singlewindow.cash.money import pounds
from singlewindow.cash.receipt import TO
from singlewindow.cash.records import Account, AccountKind, Certificate, Charge, PaidCharge, Payment
from singlewindow.catalogue.records import Service, TariffItem
from singlewindow.database import Work
from singlewindow.documents.claims import Claims, last_digits
from singlewindow.documents.heads import PaperWish, paper_head
from singlewindow.documents.records import DocumentKind
from singlewindow.documents.want import new_code, want
from singlewindow.places.centers import LockedCenter
from singlewindow.places.clock import local, service_day
from singlewindow.requests.applicant import named_applicant
from singlewindow.requests.national_id import mask
from singlewindow.requests.records import Request

REQUEST = {"ar": "طلب رقم", "en": "request no."}
ACCOUNT = {
    AccountKind.UNIT: {"ar": "وحدة رقم", "en": "unit no."},
    AccountKind.FILE: {"ar": "ملف رقم", "en": "file no."},
    AccountKind.LICENCE: {"ar": "رخصة رقم", "en": "licence no."},
}
BALANCE = {
    "ar": "المستحق المتبقي وفق سجل الحساب حتى {day}: {amount} جنيه",
    "en": "Still owed according to the ledger up to {day}: EGP {amount}",
}


@dataclass(frozen=True)
class Subject:
    """What a certificate is about: a request or an account."""

    request: Request | None = None
    account: Account | None = None

    @property
    def center_id(self) -> UUID:
        """The center of its payments."""
        return self._one.center_id

    @property
    def _one(self) -> Request | Account:
        one = self.request or self.account
        if one is None:
            raise ValueError("a certificate is about a request or an account")
        return one

    def owns(self, payments: type[Payment]) -> ColumnElement[bool]:
        """Give the condition that a payment is for it."""
        return payments.request_id == self._one.id if self.request else payments.account_id == self._one.id

    def holder(self) -> tuple[str, str]:
        """Give the name and the masked national ID of who it is issued to; raises IdentityRemoved."""
        name = named_applicant(self.request) if self.request else self.account.holder if self.account else ""
        digits = self._one.national_id
        return name, mask(digits) if digits else ""

    def said(self, session: Session, language: str) -> str:
        """Give what it is about in words."""
        if self.request:
            service = session.get_one(Service, self.request.service_id).name(language)
            return f"{service} — {REQUEST[language]} {self.request.number}"
        account = self.account
        if account is None:
            raise ValueError("a certificate is about a request or an account")
        return f"{ACCOUNT[account.kind][language]} {account.number}"


def want_certificate(
    work: Work,
    center: LockedCenter,
    subject: Subject,
    certificate: Certificate,
    payments: Sequence[tuple[Payment, int]],
    wish: PaperWish,
    now: datetime,
) -> UUID:
    """Freeze the certificate's facts in its language, ask for the paper and give its key."""
    code, language = new_code(), wish.language
    citizen, masked = subject.holder()
    total, serial = sum(amount for _, amount in payments), certificate.serial
    claims = Claims(DocumentKind.CERTIFICATE, center.number, serial, service_day(now), total, last_digits(masked))
    facts = paper_head(work.session, center, wish, code, claims) | {
        "certificate_number": certificate.number,
        "issued_on": local(now).date().isoformat(),
        "addressee": certificate.addressee,
        "citizen": citizen,
        "national_id_masked": masked,
        "subject": subject.said(work.session, language),
        "payments": [_line(work.session, payment, amount, language) for payment, amount in payments],
        "total": total,
        "period": _period(certificate, language),
        "purpose": certificate.purpose,
        "validity": f"{certificate.valid_until:%d/%m/%Y}" if certificate.valid_until else "",
        "address": subject.account.subject if subject.account else "",
        "balance": _balance(certificate, language),
    }
    return want(
        work,
        DocumentKind.CERTIFICATE,
        center,
        language,
        certificate.number,
        facts,
        now,
        certificate_id=certificate.id,
        code=code,
    )


def _line(session: Session, payment: Payment, amount: int, language: str) -> dict[str, Any]:
    service = (
        select(Service)
        .join(TariffItem, TariffItem.service_id == Service.id)
        .join(Charge, Charge.tariff_item_id == TariffItem.id)
        .join(PaidCharge, PaidCharge.charge_id == Charge.id)
        .where(PaidCharge.payment_id == payment.id)
        .limit(1)
    )
    return {
        "receipt_number": payment.receipt_number,
        "date": local(payment.paid_at).date().isoformat(),
        "item": session.scalars(service).one().name(language),
        "amount": amount,
    }


def _balance(certificate: Certificate, language: str) -> str:
    if certificate.balance is None:
        return ""
    return BALANCE[language].format(day=f"{local(certificate.issued_at):%d/%m/%Y}", amount=pounds(certificate.balance))


def _period(certificate: Certificate, language: str) -> str:
    first, last = certificate.period_from, certificate.period_to
    return f"{first:%d/%m/%Y} {TO[language]} {last:%d/%m/%Y}" if first and last else ""
