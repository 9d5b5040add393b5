"""Who issued a paper, the first of the two persons that its cancellation needs; and whose request or account it is."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from singlewindow.cash.records import Account, Certificate, Payment
from singlewindow.documents.records import Document
from singlewindow.requests.records import Request


def issuer_of(session: Session, paper: Document) -> UUID | None:
    """Give who took the money, issued the certificate or received the request of a slip."""
    if paper.payment_id:
        return session.get_one(Payment, paper.payment_id).cashier_id
    if paper.certificate_id:
        return session.get_one(Certificate, paper.certificate_id).issued_by
    return session.scalar(select(Request.received_by).where(Request.number == paper.serial))


def request_behind(session: Session, paper: Document) -> Request | None:
    """Give the request whose applicant a paper names; none where it is of an account or of nobody."""
    key = paper.request_id
    if paper.payment_id:
        key = session.get_one(Payment, paper.payment_id).request_id
    elif paper.certificate_id:
        key = session.get_one(Certificate, paper.certificate_id).request_id
    return session.get_one(Request, key) if key else None


def account_behind(session: Session, paper: Document) -> Account | None:
    """Give the account whose holder a paper names; none where it is of a request or of nobody."""
    key = None
    if paper.payment_id:
        key = session.get_one(Payment, paper.payment_id).account_id
    elif paper.certificate_id:
        key = session.get_one(Certificate, paper.certificate_id).account_id
    return session.get_one(Account, key) if key else None
