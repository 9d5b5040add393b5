"""Records of money, in piastres. Rows of money are only ever added; the database refuses anything else."""

from datetime import date, datetime
from enum import StrEnum
from typing import cast
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Table, UniqueConstraint, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from singlewindow.append_only import keep
from singlewindow.records import Base, Keyed, Moment, Named, OfCenter, choice

OF_ONE = "(request_id IS NULL) <> (account_id IS NULL)"
OPEN = text("closed_at IS NULL")
CANCELS = text("kind = 'cancellation'")


class PaymentMethod(Keyed, Named, Base):
    """A way to pay. `drawer`: its money lies in the cashier's drawer; `ceiling`: the most of it in one payment."""

    __tablename__ = "payment_method"
    __table_args__ = (CheckConstraint("ceiling > 0", name="ceiling"),)

    code: Mapped[str] = mapped_column(unique=True)
    reference_required: Mapped[bool] = mapped_column(default=False)
    drawer: Mapped[bool] = mapped_column(default=False)
    ceiling: Mapped[int | None]
    position: Mapped[int]
    active: Mapped[bool] = mapped_column(default=True)


class AccountKind(StrEnum):
    """What an account is about: a dwelling or shop, a file, a licence."""

    UNIT = "unit"
    FILE = "file"
    LICENCE = "licence"


class Account(OfCenter, Base):
    """What someone owes over time: rent, instalments, cleaning, arrears. Known by the number of its unit or file.

    `complete_since`: from this day on the ledger holds all that was owed and paid, so that a balance may be stated.
    """

    __tablename__ = "account"
    __table_args__ = (UniqueConstraint("center_id", "kind", "number"),)

    kind: Mapped[AccountKind] = mapped_column(choice(AccountKind))
    number: Mapped[str]
    holder: Mapped[str]
    national_id: Mapped[str] = mapped_column(default="")
    subject: Mapped[str] = mapped_column(default="")
    complete_since: Mapped[date | None]
    opened_at: Mapped[datetime] = mapped_column(Moment)
    opened_by: Mapped[UUID] = mapped_column(Uuid, ForeignKey("staff.id"))


class Charge(Keyed, Named, Base):
    """An amount owed, for a request or by an account for a period; fixed when it was raised.

    `basis` is what it was computed from: a count of units, or the piastres of which a percentage was taken.
    """

    __tablename__ = "charge"
    __table_args__ = (
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint(OF_ONE, name="of_one"),
        CheckConstraint("period_from <= period_to", name="period"),
    )

    request_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("request.id"), index=True)
    account_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("account.id"), index=True)
    tariff_item_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("tariff_item.id"))
    amount: Mapped[int]
    basis: Mapped[int | None]
    period_from: Mapped[date | None]
    period_to: Mapped[date | None]
    due_on: Mapped[date | None]
    raised_at: Mapped[datetime] = mapped_column(Moment)
    raised_by: Mapped[UUID] = mapped_column(Uuid, ForeignKey("staff.id"))
    position: Mapped[int]


class ChargeWithdrawal(Keyed, Base):
    """A charge that is no longer owed, and why. What has been paid for it can't be withdrawn."""

    __tablename__ = "charge_withdrawal"

    charge_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("charge.id"), unique=True)
    reason: Mapped[str]
    withdrawn_at: Mapped[datetime] = mapped_column(Moment)
    withdrawn_by: Mapped[UUID] = mapped_column(Uuid, ForeignKey("staff.id"))


class CashSession(OfCenter, Base):
    """A cashier's day at a window: what lay in the drawer, what was counted at its end, who looked at it.

    `expected` and `counted` are the drawer's money at closing; their difference has an explanation.
    """

    __tablename__ = "cash_session"
    __table_args__ = (
        UniqueConstraint("center_id", "fiscal_year", "serial"),
        Index("uq_cash_session_of_cashier", "cashier_id", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),
        Index("uq_cash_session_of_window", "window_id", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),
        CheckConstraint("opening_float >= 0", name="opening_float"),
        CheckConstraint("(closed_at IS NULL) = (counted IS NULL)", name="counted"),
        CheckConstraint("counted IS NULL OR counted = expected OR explanation <> ''", name="explained"),
        CheckConstraint("reviewed_by IS NULL OR reviewed_by <> cashier_id", name="second_person"),
        Index("ix_cash_session_closed", "closed_at"),
    )

    number: Mapped[str] = mapped_column(unique=True)
    fiscal_year: Mapped[str]
    serial: Mapped[int]
    form_key: Mapped[str] = mapped_column(unique=True)
    cashier_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("staff.id"))
    window_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("window.id"))
    day: Mapped[date]
    opening_float: Mapped[int]
    opened_at: Mapped[datetime] = mapped_column(Moment)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    expected: Mapped[int | None]
    counted: Mapped[int | None]
    explanation: Mapped[str] = mapped_column(default="")
    reviewed_at: Mapped[datetime | None] = mapped_column(Moment)
    reviewed_by: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("staff.id"))
    review: Mapped[str] = mapped_column(default="")


class CashCount(Base):
    """How many notes or coins of a denomination, in piastres, were counted at the closing of a session."""

    __tablename__ = "cash_count"
    __table_args__ = (CheckConstraint("count > 0", name="count"),)

    session_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("cash_session.id"), primary_key=True)
    denomination: Mapped[int] = mapped_column(primary_key=True)
    count: Mapped[int]


class Payment(OfCenter, Base):
    """Money received for a request or an account, with its receipt's number: gap-free per center and fiscal year."""

    __tablename__ = "payment"
    __table_args__ = (
        UniqueConstraint("center_id", "fiscal_year", "serial"),
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint(OF_ONE, name="of_one"),
        Index(
            "ix_payment_paid", "paid_at", "id", postgresql_include=["center_id", "amount", "cashier_id", "window_id"]
        ),
    )

    receipt_number: Mapped[str] = mapped_column(unique=True)
    fiscal_year: Mapped[str]
    serial: Mapped[int]
    form_key: Mapped[str] = mapped_column(unique=True)
    request_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("request.id"), index=True)
    account_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("account.id"), index=True)
    session_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("cash_session.id"), index=True)
    amount: Mapped[int]
    form33: Mapped[str] = mapped_column(default="")
    paid_at: Mapped[datetime] = mapped_column(Moment)
    cashier_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("staff.id"))
    window_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("window.id"))


class Tender(Keyed, Base):
    """The part of a payment that was paid in one way, with its reference."""

    __tablename__ = "tender"
    __table_args__ = (CheckConstraint("amount > 0", name="amount"),)

    payment_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("payment.id"), index=True)
    method_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("payment_method.id"))
    amount: Mapped[int]
    reference: Mapped[str] = mapped_column(default="")


class PaidCharge(Base):
    """How much of a charge a payment paid: the whole, or an instalment of it."""

    __tablename__ = "paid_charge"
    __table_args__ = (CheckConstraint("amount > 0", name="amount"),)

    payment_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("payment.id"), primary_key=True)
    charge_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("charge.id"), primary_key=True, index=True)
    amount: Mapped[int]


class CounterEntryKind(StrEnum):
    """A cancellation undoes a whole payment; a refund gives part of it, or all, back."""

    CANCELLATION = "cancellation"
    REFUND = "refund"


class CounterEntry(OfCenter, Base):
    """Money given back by a second person, for a reason. The payment and its number stay.

    `session_id` is the cash session whose drawer the money left; none for money that never lay in a drawer.
    """

    __tablename__ = "counter_entry"
    __table_args__ = (
        UniqueConstraint("center_id", "fiscal_year", "serial"),
        Index("uq_counter_entry_cancels", "payment_id", unique=True, sqlite_where=CANCELS, postgresql_where=CANCELS),
        CheckConstraint("amount > 0", name="amount"),
        Index("ix_counter_entry_entered", "entered_at"),
    )

    kind: Mapped[CounterEntryKind] = mapped_column(choice(CounterEntryKind))
    number: Mapped[str] = mapped_column(unique=True)
    fiscal_year: Mapped[str]
    serial: Mapped[int]
    form_key: Mapped[str] = mapped_column(unique=True)
    payment_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("payment.id"), index=True)
    session_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("cash_session.id"), index=True)
    amount: Mapped[int]
    drawer_amount: Mapped[int]
    reason: Mapped[str]
    entered_at: Mapped[datetime] = mapped_column(Moment)
    entered_by: Mapped[UUID] = mapped_column(Uuid, ForeignKey("staff.id"))


class RequestRefund(Base):
    """The counter-entry that gave the money of a refund request back, once."""

    __tablename__ = "request_refund"

    request_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("request.id"), primary_key=True)
    entry_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("counter_entry.id"), unique=True)


class Certificate(OfCenter, Base):
    """A payment certificate: built only from payments that exist. `balance` only where the ledger is complete."""

    __tablename__ = "certificate"
    __table_args__ = (
        UniqueConstraint("center_id", "fiscal_year", "serial"),
        CheckConstraint(OF_ONE, name="of_one"),
        Index("ix_certificate_issued", "issued_at"),
    )

    number: Mapped[str] = mapped_column(unique=True)
    fiscal_year: Mapped[str]
    serial: Mapped[int]
    form_key: Mapped[str] = mapped_column(unique=True)
    request_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("request.id"), index=True)
    account_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("account.id"), index=True)
    addressee: Mapped[str]
    purpose: Mapped[str] = mapped_column(default="")
    valid_until: Mapped[date | None]
    period_from: Mapped[date | None]
    period_to: Mapped[date | None]
    balance: Mapped[int | None]
    fee_payment_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("payment.id"), unique=True)
    no_fee_because: Mapped[str] = mapped_column(default="")
    issued_at: Mapped[datetime] = mapped_column(Moment)
    issued_by: Mapped[UUID] = mapped_column(Uuid, ForeignKey("staff.id"))


class CertificatePayment(Base):
    """A payment that a certificate names."""

    __tablename__ = "certificate_payment"

    certificate_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("certificate.id"), primary_key=True)
    payment_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("payment.id"), primary_key=True)


for record in (Charge, ChargeWithdrawal, CashCount, Payment, Tender, PaidCharge, CounterEntry, Certificate):
    keep(cast(Table, record.__table__))
keep(cast(Table, CertificatePayment.__table__))
keep(cast(Table, RequestRefund.__table__))
OPENING = (
    "center_id",
    "number",
    "fiscal_year",
    "serial",
    "cashier_id",
    "window_id",
    "day",
    "opening_float",
    "opened_at",
)
CLOSING = ("closed_at", "expected", "counted", "explanation")
REVIEW = ("reviewed_at", "reviewed_by", "review")
keep(cast(Table, CashSession.__table__), OPENING)
keep(cast(Table, CashSession.__table__), CLOSING, "OLD.closed_at IS NOT NULL")
keep(cast(Table, CashSession.__table__), REVIEW, "OLD.reviewed_at IS NOT NULL OR OLD.closed_at IS NULL")
