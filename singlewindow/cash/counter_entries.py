"""Giving money back: cancelling a payment, refunding part of it. Always by a second person, always for a reason."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from singlewindow.audit.actions import Action
from singlewindow.audit.note import note
from singlewindow.cash.money import pounds
from singlewindow.cash.records import CashSession, CounterEntry, CounterEntryKind, Payment, PaymentMethod, Tender
from singlewindow.cash.sessions import UnknownCashSession
from singlewindow.cash.undone_papers import end_papers
from singlewindow.database import Work
from singlewindow.errors import N_, Invalid, Refusal, Unknown
from singlewindow.formkeys import checked_form_key
from singlewindow.numbering import fiscal_year, money_number, next_number
from singlewindow.places.centers import CenterChanged, LockedCenter, lock_center
from singlewindow.places.clock import service_day
from singlewindow.records import new_key
from singlewindow.text import one_line


class UnknownReceipt(Unknown):
    message = N_("There is no such receipt.")


class OwnPayment(Refusal):
    status = 403
    message = N_("Who took a payment can't give it back. A second person does.")


class CancelledAlready(Refusal):
    message = N_("Receipt %(number)s has been cancelled already.")


class RefundTooLarge(Invalid):
    message = N_("At most %(most)s pounds of this receipt can still be given back.")
    field = "amount"


class DrawerMissing(Refusal):
    message = N_("Cash is given back from an open cash session of today. Name one.")


@dataclass(frozen=True)
class GiveBack:
    """What is given back and why. `drawer` is the number of the open cash session whose cash it is.

    It may be empty while the payment's own session is open, or when none of the money was cash.
    """

    form_key: str
    reason: str
    drawer: str = ""


def cancel_payment(
    work: Work, center_id: UUID, receipt: str, staff_id: UUID, wish: GiveBack, now: datetime
) -> CounterEntry:
    """Undo a whole payment by a counter-entry; its number stays. Its receipt and the certificates that name it end.

    The same form key gives the first entry again.

    Raises FormKeyMissing, UnknownReceipt, OwnPayment, CancelledAlready, RefundTooLarge after a refund, DrawerMissing,
    UnknownCashSession or the refusals of `one_line`.
    """
    return _enter(work, center_id, receipt, staff_id, wish, now, None)


def refund(
    work: Work, center_id: UUID, receipt: str, staff_id: UUID, amount: int, wish: GiveBack, now: datetime
) -> CounterEntry:
    """Give `amount` piastres of a payment back; what gives the last of it back ends its papers, as a cancellation does.

    Raises as `cancel_payment`, RefundTooLarge for more than is left.
    """
    return _enter(work, center_id, receipt, staff_id, wish, now, amount)


def payment_by_receipt(session: Session, center_id: UUID | None, receipt: str) -> Payment:
    """Give the payment of a center, or of any, by the number of its receipt; raises UnknownReceipt."""
    query = select(Payment).where(Payment.receipt_number == receipt.strip().upper())
    payment = session.scalar(query if center_id is None else query.where(Payment.center_id == center_id))
    if payment is None:
        raise UnknownReceipt
    return payment


def is_cancelled(session: Session, payment_id: UUID) -> bool:
    """Tell whether a payment was cancelled."""
    own = (CounterEntry.payment_id == payment_id, CounterEntry.kind == CounterEntryKind.CANCELLATION)
    return session.scalar(select(CounterEntry.id).where(*own)) is not None


def given_back(session: Session, payment_id: UUID) -> int:
    """Give the piastres of a payment that have been given back."""
    query = select(func.sum(CounterEntry.amount)).where(CounterEntry.payment_id == payment_id)
    return int(session.scalar(query) or 0)


def _enter(
    work: Work,
    center_id: UUID,
    receipt: str,
    staff_id: UUID,
    wish: GiveBack,
    now: datetime,
    amount: int | None,
) -> CounterEntry:
    checked_form_key(wish.form_key)
    center = lock_center(work.session, center_id)
    first = work.session.scalar(select(CounterEntry).where(CounterEntry.form_key == wish.form_key))
    if first is not None:
        return first
    payment = payment_by_receipt(work.session, center_id, receipt)
    _require_possible(work.session, payment, staff_id, amount)
    entry = _new_entry(work.session, center, payment, staff_id, wish, now, amount)
    work.add(entry)
    work.session.flush()
    if given_back(work.session, payment.id) == payment.amount:
        end_papers(work, center, payment, entry, now)
    work.tell(CenterChanged(center.id, center.version))
    action = Action.REFUND if amount is not None else Action.PAYMENT_CANCELLED
    facts = {"entry": entry.number, "amount": entry.amount}
    note(work, action, staff_id, center.id, payment.receipt_number, now, **facts)
    return entry


def _require_possible(session: Session, payment: Payment, staff_id: UUID, amount: int | None) -> None:
    if payment.cashier_id == staff_id:
        raise OwnPayment
    if is_cancelled(session, payment.id):
        raise CancelledAlready(number=payment.receipt_number)
    left = payment.amount - given_back(session, payment.id)
    if not 0 < (payment.amount if amount is None else amount) <= left:
        raise RefundTooLarge(most=pounds(left))


def _new_entry(
    session: Session,
    center: LockedCenter,
    payment: Payment,
    staff_id: UUID,
    wish: GiveBack,
    now: datetime,
    amount: int | None,
) -> CounterEntry:
    whole = payment.amount if amount is None else amount
    cash = min(whole, _cash_left(session, payment))
    drawer = _drawer(session, payment, wish.drawer, now) if cash else None
    year = fiscal_year(service_day(now))
    serial = next_number(session, center.id, "counter entry", year)
    return CounterEntry(
        id=new_key(),
        center_id=center.id,
        center_version=center.version,
        kind=CounterEntryKind.CANCELLATION if amount is None else CounterEntryKind.REFUND,
        number=money_number("X", center.number, year, serial),
        fiscal_year=year,
        serial=serial,
        form_key=wish.form_key,
        payment_id=payment.id,
        session_id=drawer.id if drawer else None,
        amount=whole,
        drawer_amount=cash,
        reason=one_line(wish.reason, N_("The reason"), most=200),
        entered_at=now,
        entered_by=staff_id,
    )


def _cash_left(session: Session, payment: Payment) -> int:
    """Give the piastres of a payment that came into a drawer and have not left it again."""
    came = select(func.sum(Tender.amount)).join(PaymentMethod, PaymentMethod.id == Tender.method_id)
    cash = session.scalar(came.where(Tender.payment_id == payment.id, PaymentMethod.drawer)) or 0
    left = select(func.sum(CounterEntry.drawer_amount)).where(CounterEntry.payment_id == payment.id)
    return int(cash) - int(session.scalar(left) or 0)


def _drawer(session: Session, payment: Payment, number: str, now: datetime) -> CashSession:
    if number:
        own = (CashSession.center_id == payment.center_id, CashSession.number == number)
        named = session.scalar(select(CashSession).where(*own))
        if named is None:
            raise UnknownCashSession
    else:
        named = session.get(CashSession, payment.session_id) if payment.session_id else None
    if named is None or named.closed_at is not None or named.day != service_day(now):
        raise DrawerMissing
    return named
