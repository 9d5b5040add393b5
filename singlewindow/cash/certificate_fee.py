"""The fee of a payment certificate itself: paid by a receipt of its own, or not due for a reason."""

from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from singlewindow.cash.counter_entries import is_cancelled
from singlewindow.cash.records import Certificate, Payment
from singlewindow.catalogue.records import Service
from singlewindow.catalogue.services import tariff_of
from singlewindow.errors import N_, Invalid
from singlewindow.requests.records import Request
from singlewindow.text import one_line

SERVICE = "payment_certificate_issue"


class FeeMissing(Invalid):
    message = N_("Name the receipt by which the certificate's own fee was paid, or say why none is due.")
    field = "fee_receipt"


class FeeReceiptWrong(Invalid):
    message = N_("This receipt is not for the fee of a certificate, was cancelled, or has been used already.")
    field = "fee_receipt"


def fee_paid_by(session: Session, center_id: UUID, receipt: str, because: str, day: date) -> tuple[Payment | None, str]:
    """Give the payment of the fee, or why none is due; nothing of either where the tariff of the day asks none.

    Raises FeeMissing, FeeReceiptWrong or the refusals of `one_line`.
    """
    reason = one_line(because, N_("The reason"), most=200, required=False)
    if receipt.strip():
        return _fee(session, center_id, receipt.strip().upper()), ""
    if not reason and _is_asked(session, day):
        raise FeeMissing
    return None, reason


def _is_asked(session: Session, day: date) -> bool:
    service_id = session.scalar(select(Service.id).where(Service.code == SERVICE))
    return service_id is not None and bool(tariff_of(session, service_id, day))


def _fee(session: Session, center_id: UUID, receipt: str) -> Payment:
    query = (
        select(Payment)
        .join(Request, Request.id == Payment.request_id)
        .join(Service, Service.id == Request.service_id)
        .where(Payment.center_id == center_id, Payment.receipt_number == receipt, Service.code == SERVICE)
    )
    payment = session.scalar(query)
    if payment is None or is_cancelled(session, payment.id) or _is_used(session, payment.id):
        raise FeeReceiptWrong
    return payment


def _is_used(session: Session, payment_id: UUID) -> bool:
    return session.scalar(select(Certificate.id).where(Certificate.fee_payment_id == payment_id)) is not None
