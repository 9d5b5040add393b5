"""Charges: what is owed for a request or by an account, raised from the tariff and paid, or withdrawn for a reason."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from singlewindow.audit.actions import Action
from singlewindow.audit.note import note
from singlewindow.cash.records import Account, Charge, ChargeWithdrawal, CounterEntry, PaidCharge
from singlewindow.cash.tariff import Rule, amount_owed
from singlewindow.catalogue.records import TariffItem
from singlewindow.catalogue.services import tariff_of
from singlewindow.database import Work
from singlewindow.errors import N_, Invalid, Refusal, Unknown
from singlewindow.places.clock import service_day
from singlewindow.records import new_key
from singlewindow.requests.records import Request
from singlewindow.text import one_line


class UnknownTariffItem(Invalid):
    message = N_("One of the charges does not belong to this service's tariff of today.")
    field = "charges"


class ChargedAlready(Refusal):
    message = N_("“%(item)s” has been charged for this request already.")


class UnknownCharge(Unknown):
    message = N_("There is no such charge.")


class ChargeIsPaid(Refusal):
    message = N_("What has been paid for is not withdrawn. Cancel the payment first.")


@dataclass(frozen=True)
class Owed:
    """A charge and how many of its piastres are not paid yet."""

    charge: Charge
    left: int


@dataclass(frozen=True)
class Debtor:
    """Who owes: a request or an account."""

    request_id: UUID | None = None
    account_id: UUID | None = None


@dataclass(frozen=True)
class Span:
    """The days, both included, for which something is owed, and when it is due."""

    first: date
    last: date
    due_on: date


def raise_charges(
    work: Work,
    debtor: Debtor,
    service_id: UUID,
    typed: Mapping[UUID, int],
    staff_id: UUID,
    now: datetime,
    span: Span | None = None,
) -> list[Charge]:
    """Raise a charge for each tariff item in `typed` (what was typed for it, see `amount_owed`; zero is left out).

    The center's row must be locked. Raises UnknownTariffItem, ChargedAlready (a request owes an item once) or the
    refusals of `amount_owed`.
    """
    tariff = {item.id: item for item in tariff_of(work.session, service_id, service_day(now))}
    if not typed.keys() <= tariff.keys():
        raise UnknownTariffItem
    owed = {charge.tariff_item_id for charge in standing(work.session, debtor)} if debtor.request_id else set()
    charges = [_charge(debtor, tariff[key], value, staff_id, now, span) for key, value in typed.items() if value]
    for charge in charges:
        if charge.tariff_item_id in owed:
            raise ChargedAlready(item=charge.name_ar)
    work.session.add_all(charges)
    work.session.flush()
    return sorted(charges, key=lambda charge: charge.position)


def withdraw(work: Work, charge_id: UUID, staff_id: UUID, reason: str, now: datetime) -> None:
    """Say that a charge is no longer owed. Raises UnknownCharge, ChargeIsPaid or the refusals of `one_line`."""
    charge = work.session.get(Charge, charge_id)
    if charge is None or _is_withdrawn(work.session, charge_id):
        raise UnknownCharge
    if paid_for(work.session, [charge_id]).get(charge_id):
        raise ChargeIsPaid
    because = one_line(reason, N_("The reason"), most=200)
    work.add(ChargeWithdrawal(charge_id=charge_id, reason=because, withdrawn_at=now, withdrawn_by=staff_id))
    work.session.flush()
    center_id = _center_of(work.session, charge)
    note(work, Action.CHARGE_WITHDRAWN, staff_id, center_id, str(charge_id), now, amount=charge.amount)


def standing(session: Session, debtor: Debtor) -> Sequence[Charge]:
    """Give what a request or an account was charged and still stands, paid or not, in order."""
    of = Charge.request_id == debtor.request_id if debtor.request_id else Charge.account_id == debtor.account_id
    withdrawn = select(ChargeWithdrawal.charge_id)
    query = select(Charge).where(of, Charge.id.not_in(withdrawn))
    return session.scalars(query.order_by(Charge.period_from, Charge.position, Charge.raised_at)).all()


def unpaid(session: Session, debtor: Debtor) -> list[Owed]:
    """Give what is left to pay, in order."""
    charges = standing(session, debtor)
    paid = paid_for(session, [charge.id for charge in charges])
    left = [Owed(charge, charge.amount - paid.get(charge.id, 0)) for charge in charges]
    return [owed for owed in left if owed.left > 0]


def paid_for(session: Session, charges: Iterable[UUID]) -> dict[UUID, int]:
    """Give the piastres paid for each charge by payments that were not cancelled."""
    cancelled = select(CounterEntry.payment_id).where(CounterEntry.kind == "cancellation")
    query = (
        select(PaidCharge.charge_id, func.sum(PaidCharge.amount))
        .where(PaidCharge.charge_id.in_(list(charges)), PaidCharge.payment_id.not_in(cancelled))
        .group_by(PaidCharge.charge_id)
    )
    return {key: int(amount) for key, amount in session.execute(query)}


def _center_of(session: Session, charge: Charge) -> UUID | None:
    by = Request.id == charge.request_id if charge.request_id else Account.id == charge.account_id
    return session.scalar(select(Request.center_id if charge.request_id else Account.center_id).where(by))


def _is_withdrawn(session: Session, charge_id: UUID) -> bool:
    return session.scalar(select(ChargeWithdrawal.id).where(ChargeWithdrawal.charge_id == charge_id)) is not None


def _charge(debtor: Debtor, item: TariffItem, typed: int, staff_id: UUID, now: datetime, span: Span | None) -> Charge:
    rule = Rule(item.rule)
    return Charge(
        id=new_key(),
        request_id=debtor.request_id,
        account_id=debtor.account_id,
        tariff_item_id=item.id,
        name_ar=item.name_ar,
        name_en=item.name_en,
        amount=amount_owed(rule, item.amount, typed, item.name_ar),
        basis=typed if rule in (Rule.PER_UNIT, Rule.PERCENTAGE) else None,
        period_from=span.first if span else None,
        period_to=span.last if span else None,
        due_on=span.due_on if span else None,
        raised_at=now,
        raised_by=staff_id,
        position=item.position,
    )
