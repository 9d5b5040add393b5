"""The facts of a receipt, frozen with the money."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from singlewindow.cash.records import Charge, Payment, PaymentMethod
from singlewindow.catalogue.records import Sector, Service
from singlewindow.database import Work
from singlewindow.documents.records import DocumentKind
from singlewindow.documents.want import new_code, want
from singlewindow.people.records import Staff
from singlewindow.places.centers import LockedCenter, governorate_name
from singlewindow.places.clock import local
from singlewindow.places.records import Window
from singlewindow.requests.national_id import mask
from singlewindow.requests.receive import Received


def want_receipt(
    work: Work,
    received: Received,
    payment: Payment,
    charges: Sequence[Charge],
    method: PaymentMethod,
    language: str,
    public_url: str,
    now: datetime,
) -> UUID:
    """Freeze the receipt's facts in its language, ask for the paper and give its key."""
    code = new_code()
    request, center = received.request, received.center
    facts = paper_head(work.session, center, language, code, public_url) | {
        "receipt_number": payment.receipt_number,
        "request_number": request.number,
        "paid_at": local(payment.paid_at).strftime("%Y-%m-%dT%H:%M"),
        "payer": request.applicant_name,
        "national_id_masked": mask(request.national_id),
        **_service_names(work.session, request.service_id, language),
        "lines": [{"description": charge.name(language), "amount": charge.amount} for charge in charges],
        "total": payment.amount,
        "method": method.name(language),
        "reference": payment.reference,
        "period": "",
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


def paper_head(session: Session, center: LockedCenter, language: str, code: str, public_url: str) -> dict[str, Any]:
    """Give the facts that every money paper has."""
    return {
        "governorate": governorate_name(session, center, language),
        "center": center.name(language),
        "center_number": f"{center.number:03d}",
        "verification_code": code,
        "verify_url": f"{public_url}/verify/{code}",
        "digits": center.digits.value,
        "illustrative": center.demonstration,
    }


def _service_names(session: Session, service_id: UUID, language: str) -> dict[str, str]:
    service = session.get_one(Service, service_id)
    return {"service": service.name(language), "sector": session.get_one(Sector, service.sector_id).name(language)}
