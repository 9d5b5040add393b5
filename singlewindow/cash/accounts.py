"""Accounts: rent, instalments, cleaning and arrears of a unit, file or licence; what was owed, paid and is left."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from singlewindow.audit.actions import Action
from singlewindow.audit.note import note
from singlewindow.cash.charges import Debtor, Span, paid_for, raise_charges, standing, unpaid
from singlewindow.cash.pay import Money, first_payment, instalments, settle
from singlewindow.cash.receipt import Bill
from singlewindow.cash.records import Account, AccountKind, Charge, Payment
from singlewindow.catalogue.records import TariffItem
from singlewindow.catalogue.services import service_by_code
from singlewindow.database import Work
from singlewindow.errors import N_, Invalid, Refusal, Unknown
from singlewindow.places.centers import CenterChanged, lock_center
from singlewindow.places.clock import service_day
from singlewindow.records import new_key
from singlewindow.requests.national_id import mask, read_national_id
from singlewindow.text import ascii_digits, one_line


class UnknownAccount(Unknown):
    message = N_("There is no such account.")


class AccountExists(Refusal):
    message = N_("There is an account with this number already.")


class PeriodWrong(Invalid):
    message = N_("A period begins on or before the day it ends.")
    field = "period_from"


class ServicesDiffer(Invalid):
    message = N_("One receipt is for one service. Take the others in a payment of their own.")
    field = "charges"


@dataclass(frozen=True)
class Holder:
    """Who holds an account, and what it is about, as typed; the national ID may be missing."""

    name: str
    national_id: str = ""
    subject: str = ""


@dataclass(frozen=True)
class Entry:
    """A line of a ledger: what was charged, how much of it is paid and left, in piastres."""

    charge: Charge
    paid: int

    @property
    def left(self) -> int:
        """What is still owed of it."""
        return self.charge.amount - self.paid


@dataclass(frozen=True)
class Ledger:
    """An account's lines in order, with their sums in piastres."""

    entries: Sequence[Entry]

    @property
    def due(self) -> int:
        """All that was charged."""
        return sum(entry.charge.amount for entry in self.entries)

    @property
    def paid(self) -> int:
        """All that was paid."""
        return sum(entry.paid for entry in self.entries)

    @property
    def balance(self) -> int:
        """What is still owed."""
        return self.due - self.paid


def open_account(
    work: Work, center_id: UUID, kind: AccountKind, number: str, holder: Holder, staff_id: UUID, now: datetime
) -> Account:
    """Open an account of a center. Raises AccountExists, InvalidNationalId or the refusals of `one_line`."""
    center = lock_center(work.session, center_id)
    shown = one_line(ascii_digits(number), N_("The account's number"), most=40).upper()
    if _find(work.session, center_id, kind, shown):
        raise AccountExists
    typed = holder.national_id.strip()
    account = Account(
        id=new_key(),
        center_id=center.id,
        center_version=center.version,
        kind=kind,
        number=shown,
        holder=one_line(holder.name, N_("The holder's name"), most=120),
        national_id=read_national_id(typed, service_day(now)).digits if typed else "",
        subject=one_line(holder.subject, N_("The subject"), most=200, required=False),
        opened_at=now,
        opened_by=staff_id,
    )
    work.add(account)
    work.tell(CenterChanged(center.id, center.version))
    work.session.flush()
    note(work, Action.ACCOUNT_OPENED, staff_id, center.id, str(account.id), now, kind=kind.value)
    return account


def account_by_number(session: Session, center_id: UUID, kind: AccountKind, number: str) -> Account:
    """Give a center's account; raises UnknownAccount."""
    account = _find(session, center_id, kind, ascii_digits(number).strip().upper())
    if account is None:
        raise UnknownAccount
    return account


def charge_account(
    work: Work, account: Account, service: str, typed: Mapping[UUID, int], span: Span, staff_id: UUID, now: datetime
) -> list[Charge]:
    """Charge an account for a period by the tariff of a service; see `raise_charges`.

    Raises PeriodWrong, UnknownService and the refusals of `raise_charges`.
    """
    if span.first > span.last:
        raise PeriodWrong
    center = lock_center(work.session, account.center_id)
    service_id = service_by_code(work.session, service).id
    charges = raise_charges(work, Debtor(account_id=account.id), service_id, typed, staff_id, now, span)
    work.tell(CenterChanged(center.id, center.version))
    return charges


def pay_account(
    work: Work, account: Account, staff_id: UUID, amounts: Mapping[UUID, int], money: Money, now: datetime
) -> Payment:
    """Take what is paid of an account's charges: piastres by charge, whole or in part, oldest first on the receipt.

    Raises what `settle` and `instalments` raise, and ServicesDiffer.
    """
    center = lock_center(work.session, account.center_id)
    first = first_payment(work.session, money.form_key)
    if first is not None:
        return first
    paid = instalments(unpaid(work.session, Debtor(account_id=account.id)), amounts)
    bill = Bill(
        payer=account.holder,
        national_id_masked=mask(account.national_id) if account.national_id else "",
        service_id=_service_of(work.session, [each.charge for each, _ in paid]),
        lines=[(each.charge, amount) for each, amount in paid],
        account=account,
    )
    payment = settle(work, center, staff_id, bill, money, now)
    note(work, Action.PAYMENT, staff_id, center.id, payment.receipt_number, now, amount=payment.amount)
    work.tell(CenterChanged(center.id, center.version))
    return payment


def ledger_of(session: Session, account: Account, first: date | None = None, last: date | None = None) -> Ledger:
    """Give an account's ledger; with days, only what was owed for periods that begin within them."""
    charges = [
        charge
        for charge in standing(session, Debtor(account_id=account.id))
        if (first is None or (charge.period_from and charge.period_from >= first))
        and (last is None or (charge.period_from and charge.period_from <= last))
    ]
    paid = paid_for(session, [charge.id for charge in charges])
    return Ledger([Entry(charge, paid.get(charge.id, 0)) for charge in charges])


def declare_complete(work: Work, account: Account, since: date, staff_id: UUID, now: datetime) -> None:
    """Say that from a day on the ledger holds all that was owed and paid, so that its balance may be stated."""
    center = lock_center(work.session, account.center_id)
    change = update(Account).where(Account.id == account.id)
    work.session.execute(change.values(complete_since=since, center_version=center.version))
    work.tell(CenterChanged(center.id, center.version))
    note(work, Action.LEDGER_COMPLETE, staff_id, center.id, str(account.id), now, since=since)


def _find(session: Session, center_id: UUID, kind: AccountKind, number: str) -> Account | None:
    own = (Account.center_id == center_id, Account.kind == kind, Account.number == number)
    return session.scalar(select(Account).where(*own))


def _service_of(session: Session, charges: Sequence[Charge]) -> UUID:
    items = select(TariffItem.service_id).where(TariffItem.id.in_([charge.tariff_item_id for charge in charges]))
    services = set(session.scalars(items))
    if len(services) != 1:
        raise ServicesDiffer
    return services.pop()
