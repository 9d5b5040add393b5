"""Taking a payment: charges, the receipt's number and its paper in one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from singlewindow.cash.money import pounds
from singlewindow.cash.receipt import want_receipt
from singlewindow.cash.records import Charge, Payment, PaymentMethod
from singlewindow.catalogue.records import TariffItem
from singlewindow.catalogue.services import tariff_of
from singlewindow.database import Work
from singlewindow.errors import N_, Invalid, Refusal
from singlewindow.formkeys import checked_form_key
from singlewindow.numbering import fiscal_year, money_number, next_number
from singlewindow.places.centers import LockedCenter
from singlewindow.places.clock import service_day
from singlewindow.places.records import Window
from singlewindow.places.windows import own_window
from singlewindow.records import new_key
from singlewindow.requests.outcomes import fixed_fee, go_on_after_payment
from singlewindow.requests.receive import Received
from singlewindow.requests.records import Request
from singlewindow.text import ascii_digits, one_line


class AlreadyPaid(Refusal):
    message = N_("This request has been paid already.")


class UnknownTariffItem(Invalid):
    message = N_("One of the charges does not belong to this service's tariff of today.")
    field = "charges"


class AmountIsFixed(Invalid):
    message = N_("The tariff fixes the amount of “%(item)s”.")
    field = "charges"


class FeeIsFixed(Invalid):
    message = N_("The department fixed the fee of this request: %(amount)s pounds, no more and no less.")
    field = "charges"


class NothingToPay(Invalid):
    message = N_("There is nothing to pay.")
    field = "charges"


class UnknownMethod(Invalid):
    message = N_("Please choose how it was paid.")
    field = "method"


class ReferenceMissing(Invalid):
    message = N_("This way of paying needs its reference number.")
    field = "reference"


@dataclass(frozen=True)
class Money:
    """What is paid. `amounts` are piastres by tariff item; `language` is that of the receipt."""

    form_key: str
    amounts: Mapping[UUID, int]
    method: str
    reference: str
    form33: str
    language: str
    public_url: str


def pay(work: Work, received: Received, staff_id: UUID, money: Money, now: datetime) -> Payment:
    """Take the payment of a request under the lock of its center; the same form key gives the first again.

    A request that waits for the fee its department fixed is paid just that, and goes on its way.
    Raises FormKeyMissing, AlreadyPaid, FeeIsFixed, NoWindow, UnknownTariffItem, AmountIsFixed, NothingToPay,
    UnknownMethod or ReferenceMissing.
    """
    checked_form_key(money.form_key)
    first = work.session.scalar(select(Payment).where(Payment.form_key == money.form_key))
    if first is not None:
        return first
    fixed = fixed_fee(work.session, received.request)
    if fixed is None and payments_of(work.session, received.request.id):
        raise AlreadyPaid
    window = own_window(work.session, staff_id)
    method = _method(work.session, money.method)
    reference = _reference(method, money.reference)
    charges = _charges(work.session, received.request, money.amounts, now)
    if fixed is not None and sum(charge.amount for charge in charges) != fixed:
        raise FeeIsFixed(amount=pounds(fixed))
    form33 = one_line(ascii_digits(money.form33), N_("The 33 form number"), most=40, required=False)
    payment = _new_payment(work.session, received, window, staff_id, method, sum(c.amount for c in charges), now)
    payment.form_key, payment.reference, payment.form33 = money.form_key, reference, form33
    work.session.add_all([*charges, payment])
    work.session.flush()
    want_receipt(work, received, payment, charges, method, money.language, money.public_url, now)
    go_on_after_payment(work, received.center, received.request, staff_id, now)
    return payment


def methods(session: Session) -> Sequence[PaymentMethod]:
    """Give the ways to pay in their order."""
    return session.scalars(select(PaymentMethod).where(PaymentMethod.active).order_by(PaymentMethod.position)).all()


def payments_of(session: Session, request_id: UUID) -> Sequence[Payment]:
    """Give a request's payments by their serial."""
    return session.scalars(select(Payment).where(Payment.request_id == request_id).order_by(Payment.serial)).all()


def _method(session: Session, code: str) -> PaymentMethod:
    method = session.scalar(select(PaymentMethod).where(PaymentMethod.code == code, PaymentMethod.active))
    if method is None:
        raise UnknownMethod
    return method


def _reference(method: PaymentMethod, typed: str) -> str:
    reference = one_line(ascii_digits(typed), N_("The reference"), most=60, required=False)
    if method.reference_required and not reference:
        raise ReferenceMissing
    return reference


def _charges(session: Session, request: Request, amounts: Mapping[UUID, int], now: datetime) -> list[Charge]:
    tariff = {item.id: item for item in tariff_of(session, request.service_id, service_day(now))}
    if not amounts.keys() <= tariff.keys():
        raise UnknownTariffItem
    charges = [_charge(request, tariff[key], amount) for key, amount in amounts.items() if amount]
    if not charges:
        raise NothingToPay
    return sorted(charges, key=lambda charge: charge.position)


def _charge(request: Request, item: TariffItem, amount: int) -> Charge:
    if item.amount is not None and amount != item.amount:
        raise AmountIsFixed(item=item.name_ar)
    return Charge(
        request_id=request.id,
        tariff_item_id=item.id,
        name_ar=item.name_ar,
        name_en=item.name_en,
        amount=amount,
        position=item.position,
    )


def _new_payment(
    session: Session,
    received: Received,
    window: Window,
    staff_id: UUID,
    method: PaymentMethod,
    amount: int,
    now: datetime,
) -> Payment:
    center: LockedCenter = received.center
    year = fiscal_year(service_day(now))
    serial = next_number(session, center.id, "receipt", year)
    return Payment(
        id=new_key(),
        center_id=center.id,
        center_version=center.version,
        fiscal_year=year,
        serial=serial,
        receipt_number=money_number("R", center.number, year, serial),
        request_id=received.request.id,
        amount=amount,
        method_id=method.id,
        paid_at=now,
        cashier_id=staff_id,
        window_id=window.id,
    )
