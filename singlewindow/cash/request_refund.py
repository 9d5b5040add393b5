"""The money path of a refund request: what it names is given back once, by a second person, and the request is done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from singlewindow.cash.counter_entries import GiveBack, given_back, is_cancelled, refund
from singlewindow.cash.records import CashSession, CounterEntry, Payment, RequestRefund
from singlewindow.catalogue.records import FieldKind, Service
from singlewindow.database import Work
from singlewindow.errors import N_, Invalid, Refusal
from singlewindow.formkeys import checked_form_key
from singlewindow.requests.answers import answers_of
from singlewindow.requests.moving import RequestIsElsewhere, RequestStep, case_of, move, stage_here
from singlewindow.requests.outcomes import Collector, deliver
from singlewindow.requests.records import Request
from singlewindow.requests.stages import abandon
from singlewindow.requests.states import RequestDeed, RequestState

REFUND_SERVICE = "occupancy_refund_request"
PAYABLE = (RequestState.APPROVED, RequestState.READY)


class NotARefundRequest(Refusal):
    message = N_("Money is given back here only for a refund request.")


class NoReceiptNamed(Invalid):
    message = N_("The request names no receipt of this center.")


class RefundedAlready(Refusal):
    message = N_("The money of this request has been given back.")


@dataclass(frozen=True)
class Refundable:
    """What an approved refund request waits for: its payment, the piastres left of it, and the open drawers.

    `payment` is none when the request names no receipt of its center.
    """

    payment: Payment | None
    left: int
    drawers: Sequence[CashSession]


def awaited_refund(session: Session, request: Request) -> Refundable | None:
    """Give what may be given back for a request; none unless it is an approved refund request that still waits."""
    if not is_refund_request(session, request) or request.state not in PAYABLE or refund_of(session, request.id):
        return None
    payment = named_payment(session, request)
    held = select(CashSession).where(CashSession.center_id == request.center_id, CashSession.closed_at.is_(None))
    return Refundable(payment, _left(session, payment), session.scalars(held.order_by(CashSession.number)).all())


def refund_of(session: Session, request_id: UUID) -> CounterEntry | None:
    """Give the counter-entry that gave a request's money back, if any."""
    own = select(CounterEntry).join(RequestRefund, RequestRefund.entry_id == CounterEntry.id)
    return session.scalar(own.where(RequestRefund.request_id == request_id))


def is_refund_request(session: Session, request: Request) -> bool:
    """Tell whether a request asks for money back."""
    return session.get_one(Service, request.service_id).code == REFUND_SERVICE


def named_payment(session: Session, request: Request) -> Payment | None:
    """Give the payment whose receipt a request names: in a field for a file number, or as its subject."""
    answers = [answer.value for answer in answers_of(session, request.id) if answer.kind is FieldKind.FILE_NUMBER]
    numbers = [text.strip().upper() for text in (*answers, request.file_number) if text.strip()]
    own = (Payment.center_id == request.center_id, Payment.receipt_number.in_(numbers))
    found = {payment.receipt_number: payment for payment in session.scalars(select(Payment).where(*own))}
    return next((found[number] for number in numbers if number in found), None)


def pay_back(
    work: Work, staff_id: UUID, number: str, amount: int, wish: GiveBack, collector: Collector, now: datetime
) -> CounterEntry:
    """Give `amount` piastres of the receipt that an approved refund request names back, and close the request.

    What was left of its way is skipped; who takes the money signs. The same form key gives the first entry again.
    Raises NoCenter, UnknownRequest, NotARefundRequest, RefundedAlready, RequestIsElsewhere, NoReceiptNamed, and what
    `refund` and `deliver` raise: among them OwnPayment, for who took the payment.
    """
    checked_form_key(wish.form_key)
    case = case_of(work, staff_id, number)
    done = refund_of(work.session, case.request.id)
    if done is not None and done.form_key == wish.form_key:
        return done
    payment = _require_payable(work.session, case.request, done)
    entry = refund(work, case.center.id, payment.receipt_number, staff_id, amount, wish, now)
    work.session.flush()
    work.add(RequestRefund(request_id=case.request.id, entry_id=entry.id))
    if case.request.state is RequestState.APPROVED:
        stage = stage_here(work.session, case.request.id)
        abandon(work.session, case.request.id, now)
        move(work, case, RequestStep(RequestDeed.MAKE_READY, now), stage)
    deliver(work, staff_id, number, collector, now)
    return entry


def _require_payable(session: Session, request: Request, done: CounterEntry | None) -> Payment:
    if not is_refund_request(session, request):
        raise NotARefundRequest
    if done is not None:
        raise RefundedAlready
    if request.state not in PAYABLE:
        raise RequestIsElsewhere
    payment = named_payment(session, request)
    if payment is None:
        raise NoReceiptNamed
    return payment


def _left(session: Session, payment: Payment | None) -> int:
    if payment is None or is_cancelled(session, payment.id):
        return 0
    return payment.amount - given_back(session, payment.id)
