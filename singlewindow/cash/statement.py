"""The statement of a closed cash session (كشف توريد): its facts, and the wish for its paper."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from singlewindow.audit.records import head
from singlewindow.cash.records import CashCount, CashSession, CounterEntry, Payment
from singlewindow.cash.sessions import SessionNotClosed, entries_of, taken_by
from singlewindow.database import Work
from singlewindow.documents.records import DocumentKind
from singlewindow.documents.want import want
from singlewindow.people.records import Staff
from singlewindow.places.centers import LockedCenter, governorate_name
from singlewindow.places.clock import local
from singlewindow.places.records import Window

MINUTE = "%Y-%m-%dT%H:%M"


def want_statement(work: Work, center: LockedCenter, held: CashSession, language: str, now: datetime) -> UUID:
    """Freeze the statement's facts, ask for the paper and give its key; raises SessionNotClosed."""
    facts = statement_facts(work.session, center, held, language)
    return want(work, DocumentKind.CASH_STATEMENT, center, language, held.number, facts, now)


def statement_facts(session: Session, center: LockedCenter, held: CashSession, language: str) -> dict[str, Any]:
    """Give what the statement says, with the head of the audit as it stands; raises SessionNotClosed."""
    if held.closed_at is None or held.counted is None or held.expected is None:
        raise SessionNotClosed
    payments = _payments(session, held.id)
    entries = entries_of(session, held.id)
    return {
        "governorate": governorate_name(session, center, language),
        "center": center.name(language),
        "center_number": f"{center.number:03d}",
        "digits": center.digits.value,
        "illustrative": center.demonstration,
        "verification_code": "",
        "verify_url": "",
        "statement_number": held.number,
        "cashier_code": session.get_one(Staff, held.cashier_id).code,
        "window": session.get_one(Window, held.window_id).number,
        "opened_at": local(held.opened_at).strftime(MINUTE),
        "closed_at": local(held.closed_at).strftime(MINUTE),
        "opening_float": held.opening_float,
        "methods": [
            {"method": taken.method.name(language), "count": taken.count, "amount": taken.amount}
            for taken in taken_by(session, held.id)
        ],
        "first_receipt": payments[0].receipt_number if payments else "",
        "last_receipt": payments[-1].receipt_number if payments else "",
        "receipts_count": len(payments),
        "cancellations": [_entry(session, entry) for entry in entries],
        "counted": [{"denomination": count.denomination, "count": count.count} for count in _counts(session, held.id)],
        "expected_cash": held.expected,
        "difference": held.counted - held.expected,
        "explanation": held.explanation,
        "audit_head": session.scalar(select(head.c.seal)) or "",
    }


def _payments(session: Session, cash_session_id: UUID) -> Sequence[Payment]:
    return session.scalars(
        select(Payment).where(Payment.session_id == cash_session_id).order_by(Payment.fiscal_year, Payment.serial)
    ).all()


def _counts(session: Session, cash_session_id: UUID) -> Sequence[CashCount]:
    query = select(CashCount).where(CashCount.session_id == cash_session_id)
    return session.scalars(query.order_by(CashCount.denomination.desc())).all()


def _entry(session: Session, entry: CounterEntry) -> dict[str, Any]:
    return {
        "number": session.get_one(Payment, entry.payment_id).receipt_number,
        "amount": entry.amount,
        "reason": entry.reason,
    }
