"""Taking a payment: what it pays, how it is paid, the receipt's number and its paper in one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from singlewindow.audit.actions import Action
from singlewindow.audit.note import note
from singlewindow.cash.charges import Debtor, Owed, raise_charges, unpaid
from singlewindow.cash.methods import Offered, Part, parts_of
from singlewindow.cash.money import pounds
from singlewindow.cash.receipt import Bill, want_receipt
from singlewindow.cash.records import CashSession, PaidCharge, Payment, Tender
from singlewindow.cash.sessions import require_session
from singlewindow.database import Work
from singlewindow.documents.heads import PaperWish
from singlewindow.documents.proof import Signer
from singlewindow.errors import N_, Invalid, Refusal
from singlewindow.formkeys import checked_form_key
from singlewindow.numbering import fiscal_year, money_number, next_number
from singlewindow.places.centers import LockedCenter
from singlewindow.places.clock import service_day
from singlewindow.places.windows import own_window
from singlewindow.records import new_key
from singlewindow.requests.applicant import named_applicant
from singlewindow.requests.national_id import mask
from singlewindow.requests.outcomes import fixed_fee, go_on_after_payment
from singlewindow.requests.receive import Received
from singlewindow.text import ascii_digits, one_line


class AlreadyPaid(Refusal):
    message = N_("This request has been paid already.")


class FeeIsFixed(Invalid):
    message = N_("The department fixed the fee of this request: %(amount)s pounds, no more and no less.")
    field = "charges"


class NothingToPay(Invalid):
    message = N_("There is nothing to pay.")
    field = "charges"


class PaysTooMuch(Invalid):
    message = N_("More is paid for “%(item)s” than is left of it.")
    field = "charges"


@dataclass(frozen=True)
class Money:
    """How something is paid, and what is charged with it. `amounts` is what was typed by tariff item (a request).

    `method` and `reference` pay what the `others` leave; `language` is that of the receipt, which `signer` proves.
    """

    form_key: str
    amounts: Mapping[UUID, int]
    method: str
    reference: str
    form33: str
    language: str
    public_url: str
    signer: Signer
    others: Sequence[Offered] = field(default=())


@dataclass(frozen=True)
class Cashier:
    """Who takes money, at which window, into which session."""

    staff_id: UUID
    window_id: UUID
    session: CashSession


def pay(work: Work, received: Received, staff_id: UUID, money: Money, now: datetime) -> Payment:
    """Charge a request what was typed and take the payment of all that it owes, under the lock of its center.

    The same form key gives the first payment again. A request that waits for the fee its department fixed is paid just
    that, and goes on its way. Raises FormKeyMissing, AlreadyPaid, NothingToPay, FeeIsFixed, IdentityRemoved, NoWindow,
    and the refusals of `require_session`, `raise_charges` and `parts_of`.
    """
    request = received.request
    first = first_payment(work.session, money.form_key)
    if first is not None:
        return first
    debtor = Debtor(request_id=request.id)
    raise_charges(work, debtor, request.service_id, money.amounts, staff_id, now)
    owed, fixed = unpaid(work.session, debtor), fixed_fee(work.session, request)
    if fixed is not None and sum(each.left for each in owed) != fixed:
        raise FeeIsFixed(amount=pounds(fixed))
    if not owed:
        raise AlreadyPaid if payments_of(work.session, request.id) else NothingToPay
    bill = Bill(
        payer=named_applicant(request),
        national_id_masked=mask(request.national_id),
        service_id=request.service_id,
        lines=[(each.charge, each.left) for each in owed],
        request=request,
    )
    payment = settle(work, received.center, staff_id, bill, money, now)
    go_on_after_payment(work, received.center, request, staff_id, now)
    note(work, Action.PAYMENT, staff_id, payment.center_id, payment.receipt_number, now, amount=payment.amount)
    return payment


def settle(work: Work, center: LockedCenter, staff_id: UUID, bill: Bill, money: Money, now: datetime) -> Payment:
    """Take the payment of a bill whose charges stand and are not paid, under the lock of its center.

    Raises NoWindow, NothingToPay, and the refusals of `require_session` and `parts_of`.
    """
    checked_form_key(money.form_key)
    if not bill.lines:
        raise NothingToPay
    window = own_window(work.session, staff_id)
    cashier = Cashier(staff_id, window.id, require_session(work.session, staff_id, window, now))
    rest = Offered(money.method, money.reference)
    parts = parts_of(work.session, [rest, *money.others], bill.total)
    payment = _new_payment(work.session, center, cashier, bill, money, now)
    work.add(payment)
    work.session.flush()
    work.session.add_all(_tenders(payment, parts))
    work.session.add_all(PaidCharge(payment_id=payment.id, charge_id=c.id, amount=a) for c, a in bill.lines)
    work.session.flush()
    want_receipt(work, center, payment, bill, parts, PaperWish(money.language, money.public_url, money.signer), now)
    return payment


def first_payment(session: Session, form_key: str) -> Payment | None:
    """Give the payment that a form has made already, if any; raises FormKeyMissing."""
    return session.scalar(select(Payment).where(Payment.form_key == checked_form_key(form_key)))


def payments_of(session: Session, request_id: UUID) -> Sequence[Payment]:
    """Give a request's payments by their serial."""
    return session.scalars(select(Payment).where(Payment.request_id == request_id).order_by(Payment.serial)).all()


def instalments(owed: Sequence[Owed], amounts: Mapping[UUID, int]) -> list[tuple[Owed, int]]:
    """Give what is paid of each charge: `amounts` are piastres by charge. Raises NothingToPay or PaysTooMuch."""
    chosen = [(each, amounts.get(each.charge.id, 0)) for each in owed]
    for each, amount in chosen:
        if not 0 <= amount <= each.left:
            raise PaysTooMuch(item=each.charge.name_ar)
    paid = [(each, amount) for each, amount in chosen if amount]
    if not paid:
        raise NothingToPay
    return paid


def _tenders(payment: Payment, parts: Sequence[Part]) -> list[Tender]:
    return [
        Tender(payment_id=payment.id, method_id=part.method.id, amount=part.amount, reference=part.reference)
        for part in parts
    ]


def _new_payment(
    session: Session, center: LockedCenter, cashier: Cashier, bill: Bill, money: Money, now: datetime
) -> Payment:
    form33 = one_line(ascii_digits(money.form33), N_("The 33 form number"), most=40, required=False)
    year = fiscal_year(service_day(now))
    serial = next_number(session, center.id, "receipt", year)
    return Payment(
        id=new_key(),
        center_id=center.id,
        center_version=center.version,
        fiscal_year=year,
        serial=serial,
        receipt_number=money_number("R", center.number, year, serial),
        form_key=money.form_key,
        request_id=bill.request.id if bill.request else None,
        account_id=bill.account.id if bill.account else None,
        session_id=cashier.session.id,
        amount=bill.total,
        form33=form33,
        paid_at=now,
        cashier_id=cashier.staff_id,
        window_id=cashier.window_id,
    )
