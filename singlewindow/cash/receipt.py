"""What a payment pays, and the facts of its receipt, frozen with the money."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from singlewindow.cash.methods import Part, said
from singlewindow.cash.records import Account, Charge, Payment
from singlewindow.catalogue.records import Sector, Service
from singlewindow.database import Work
from singlewindow.documents.claims import Claims, last_digits
from singlewindow.documents.heads import PaperWish, paper_head
from singlewindow.documents.records import DocumentKind
from singlewindow.documents.want import new_code, want
from singlewindow.people.records import Staff
from singlewindow.places.centers import LockedCenter
from singlewindow.places.clock import local, service_day
from singlewindow.places.records import Window
from singlewindow.requests.records import Request

TO = {"ar": "إلى", "en": "to"}


@dataclass(frozen=True)
class Bill:
    """What is paid: `lines` are charges with the piastres paid of each; of a request or of an account."""

    payer: str
    national_id_masked: str
    service_id: UUID
    lines: Sequence[tuple[Charge, int]]
    request: Request | None = None
    account: Account | None = None

    @property
    def total(self) -> int:
        """The sum of its lines in piastres."""
        return sum(amount for _, amount in self.lines)


def want_receipt(
    work: Work,
    center: LockedCenter,
    payment: Payment,
    bill: Bill,
    parts: Sequence[Part],
    wish: PaperWish,
    now: datetime,
) -> UUID:
    """Freeze the receipt's facts in its language, ask for the paper and give its key."""
    code, language = new_code(), wish.language
    identity = last_digits(bill.national_id_masked)
    day = service_day(payment.paid_at)
    claims = Claims(DocumentKind.RECEIPT, center.number, payment.serial, day, payment.amount, identity)
    facts = paper_head(work.session, center, wish, code, claims) | {
        "receipt_number": payment.receipt_number,
        "request_number": bill.request.number if bill.request else "",
        "paid_at": local(payment.paid_at).strftime("%Y-%m-%dT%H:%M"),
        "payer": bill.payer,
        "national_id_masked": bill.national_id_masked,
        **_service_names(work.session, bill.service_id, language),
        "lines": [{"description": charge.name(language), "amount": amount} for charge, amount in bill.lines],
        "total": payment.amount,
        "method": said(parts, language),
        "reference": " + ".join(part.reference for part in parts if part.reference),
        "period": period_of([charge for charge, _ in bill.lines], language),
        "cashier_code": work.session.get_one(Staff, payment.cashier_id).code,
        "window": work.session.get_one(Window, payment.window_id).number,
        "form33": payment.form33,
    }
    return want(
        work,
        DocumentKind.RECEIPT,
        center,
        language,
        payment.receipt_number,
        facts,
        now,
        payment_id=payment.id,
        code=code,
    )


def period_of(charges: Sequence[Charge], language: str) -> str:
    """Give the days that charges cover, from the first to the last; empty when they name none."""
    firsts = [charge.period_from for charge in charges if charge.period_from]
    lasts = [charge.period_to for charge in charges if charge.period_to]
    if not firsts or not lasts:
        return ""
    return f"{min(firsts):%d/%m/%Y} {TO[language]} {max(lasts):%d/%m/%Y}"


def _service_names(session: Session, service_id: UUID, language: str) -> dict[str, str]:
    service = session.get_one(Service, service_id)
    return {"service": service.name(language), "sector": session.get_one(Sector, service.sector_id).name(language)}
