"""The papers of a payment of which nothing is left end with it: its receipt, and each certificate that names it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from singlewindow.cash.records import CertificatePayment, CounterEntry, Payment
from singlewindow.database import Work
from singlewindow.documents.events import Case, PaperDeed, end, note
from singlewindow.documents.records import Document, PaperEventKind
from singlewindow.documents.standing import Standing, stand
from singlewindow.places.centers import LockedCenter


def end_papers(work: Work, center: LockedCenter, payment: Payment, entry: CounterEntry, now: datetime) -> None:
    """End the papers that prove a payment, in the transaction of the entry that gives the last of it back."""
    _end_receipt(work, center, payment, entry, now)
    for paper in _certificates(work.session, payment.id):
        _end_certificate(work, center, paper, payment, entry, now)


def _end_receipt(work: Work, center: LockedCenter, payment: Payment, entry: CounterEntry, now: datetime) -> None:
    own = (Document.payment_id == payment.id, Document.code.is_not(None))
    paper = work.session.scalar(select(Document).where(*own))
    if paper is not None:
        case = Case(center, stand(work.session, paper), entry.reason, None)
        end(work, case, _deed(paper, entry, entry.form_key, entry.reason), now)


def _end_certificate(
    work: Work, center: LockedCenter, paper: Document, payment: Payment, entry: CounterEntry, now: datetime
) -> None:
    """End a certificate that stands, whoever issued it: the money had its second person."""
    found = stand(work.session, paper)
    if found.standing is not Standing.VALID:
        return
    reason = f"{payment.receipt_number}: {entry.reason}"
    deed = _deed(paper, entry, f"{entry.form_key}/{paper.serial}", reason)
    note(work, Case(center, found, reason, None), deed, PaperEventKind.CANCELLED, now)


def _certificates(session: Session, payment_id: UUID) -> Sequence[Document]:
    naming = select(CertificatePayment.certificate_id).where(CertificatePayment.payment_id == payment_id)
    query = select(Document).where(Document.certificate_id.in_(naming), Document.code.is_not(None))
    return session.scalars(query.order_by(Document.serial)).all()


def _deed(paper: Document, entry: CounterEntry, form_key: str, reason: str) -> PaperDeed:
    return PaperDeed(entry.center_id, paper.id, entry.entered_by, form_key, reason)
