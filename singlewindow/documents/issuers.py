"""Who issued a paper: the first of the two persons that its cancellation needs."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from singlewindow.cash.records import Certificate, Payment
from singlewindow.documents.records import Document
from singlewindow.requests.records import Request


def issuer_of(session: Session, paper: Document) -> UUID | None:
    """Give who took the money, issued the certificate or received the request of a slip."""
    if paper.payment_id:
        return session.get_one(Payment, paper.payment_id).cashier_id
    if paper.certificate_id:
        return session.get_one(Certificate, paper.certificate_id).issued_by
    return session.scalar(select(Request.received_by).where(Request.number == paper.serial))
