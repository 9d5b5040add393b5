"""Records of money, in piastres."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from singlewindow.records import Base, Keyed, Moment, Named, OfCenter


class PaymentMethod(Keyed, Named, Base):
    """A way to pay; some ask for an external reference."""

    __tablename__ = "payment_method"

    code: Mapped[str] = mapped_column(unique=True)
    reference_required: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int]
    active: Mapped[bool] = mapped_column(default=True)


class Charge(Keyed, Named, Base):
    """An amount owed for a request, fixed when it was received; from the tariff, or assessed by the clerk."""

    __tablename__ = "charge"
    __table_args__ = (CheckConstraint("amount > 0", name="amount"),)

    request_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("request.id"), index=True)
    tariff_item_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("tariff_item.id"))
    amount: Mapped[int]
    position: Mapped[int]


class Payment(OfCenter, Base):
    """Money received for a request, with its receipt's number: gap-free per center and fiscal year."""

    __tablename__ = "payment"
    __table_args__ = (
        UniqueConstraint("center_id", "fiscal_year", "serial"),
        CheckConstraint("amount > 0", name="amount"),
    )

    receipt_number: Mapped[str] = mapped_column(unique=True)
    fiscal_year: Mapped[str]
    serial: Mapped[int]
    form_key: Mapped[str] = mapped_column(unique=True)
    request_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("request.id"), index=True)
    amount: Mapped[int]
    method_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("payment_method.id"))
    reference: Mapped[str] = mapped_column(default="")
    form33: Mapped[str] = mapped_column(default="")
    paid_at: Mapped[datetime] = mapped_column(Moment)
    cashier_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("staff.id"))
    window_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("window.id"))


class Certificate(OfCenter, Base):
    """A payment certificate: built only from payments that exist."""

    __tablename__ = "certificate"
    __table_args__ = (UniqueConstraint("center_id", "fiscal_year", "serial"),)

    number: Mapped[str] = mapped_column(unique=True)
    fiscal_year: Mapped[str]
    serial: Mapped[int]
    form_key: Mapped[str] = mapped_column(unique=True)
    request_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("request.id"), index=True)
    addressee: Mapped[str]
    purpose: Mapped[str] = mapped_column(default="")
    issued_at: Mapped[datetime] = mapped_column(Moment)
    issued_by: Mapped[UUID] = mapped_column(Uuid, ForeignKey("staff.id"))


class CertificatePayment(Base):
    """A payment that a certificate names."""

    __tablename__ = "certificate_payment"

    certificate_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("certificate.id"), primary_key=True)
    payment_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("payment.id"), primary_key=True)
