"""Records of the catalogue."""

from datetime import date, datetime
from enum import StrEnum
from typing import cast
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Table, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from singlewindow.append_only import keep
from singlewindow.cash.tariff import Rule
from singlewindow.records import Base, Keyed, Moment, Named, choice


class TimeUnit(StrEnum):
    WORKING_DAYS = "working_days"
    DAYS = "days"
    HOURS = "hours"


class FieldKind(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    FILE_NUMBER = "file_number"


class Sector(Keyed, Named, Base):
    """A group of services with one ticket letter, stored as its Latin twin."""

    __tablename__ = "sector"

    code: Mapped[str] = mapped_column(unique=True)
    letter: Mapped[str] = mapped_column(unique=True)
    icon: Mapped[str]
    position: Mapped[int]


class Service(Keyed, Named, Base):
    """A service. `set_time` empty means: set by the center; `source` says where a set time was found."""

    __tablename__ = "service"

    sector_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("sector.id"), index=True)
    code: Mapped[str] = mapped_column(unique=True)
    set_time: Mapped[int | None]
    set_time_unit: Mapped[TimeUnit | None] = mapped_column(choice(TimeUnit))
    source: Mapped[str] = mapped_column(default="")
    position: Mapped[int]

    sector: Mapped[Sector] = relationship()


class Paper(Keyed, Named, Base):
    """A paper that a service asks for; an `identity` paper tells who the applicant is, as any does until marked."""

    __tablename__ = "paper"
    __table_args__ = (UniqueConstraint("service_id", "code"),)

    service_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("service.id"))
    code: Mapped[str]
    position: Mapped[int]
    source: Mapped[str] = mapped_column(default="")
    illustrative: Mapped[bool] = mapped_column(default=False)
    active: Mapped[bool] = mapped_column(default=True)
    identity: Mapped[bool] = mapped_column(default=True)


class ServiceField(Keyed, Named, Base):
    """A field of a service's form. `choices`, one a line, are what a field of the kind `choice` offers."""

    __tablename__ = "service_field"
    __table_args__ = (UniqueConstraint("service_id", "position"),)

    service_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("service.id"))
    position: Mapped[int]
    kind: Mapped[FieldKind] = mapped_column(choice(FieldKind))
    required: Mapped[bool] = mapped_column(default=False)
    choices: Mapped[str] = mapped_column(default="")
    illustrative: Mapped[bool] = mapped_column(default=False)


class TariffItem(Keyed, Named, Base):
    """A fee of a service, valid from a day to a day (both included), and the rule by which it is computed.

    `amount` is in piastres, for a percentage in hundredths of a percent; none means: assessed. An item is closed and
    followed by another, never rewritten.
    """

    __tablename__ = "tariff_item"
    __table_args__ = (
        UniqueConstraint("service_id", "code", "valid_from"),
        CheckConstraint("amount >= 0", name="amount"),
        CheckConstraint("(amount IS NULL) = (rule = 'assessed')", name="figure"),
    )

    service_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("service.id"))
    code: Mapped[str]
    rule: Mapped[Rule] = mapped_column(choice(Rule))
    amount: Mapped[int | None]
    position: Mapped[int]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    source: Mapped[str] = mapped_column(default="")
    illustrative: Mapped[bool] = mapped_column(default=False)


class TariffChange(Keyed, Named, Base):
    """A proposed change of a tariff item, approved or refused by a second person. No rule: the item ends."""

    __tablename__ = "tariff_change"
    __table_args__ = (CheckConstraint("NOT approved OR settled_by <> proposed_by", name="second_person"),)

    service_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("service.id"))
    code: Mapped[str]
    rule: Mapped[Rule | None] = mapped_column(choice(Rule))
    amount: Mapped[int | None]
    valid_from: Mapped[date]
    source: Mapped[str]
    proposed_by: Mapped[UUID] = mapped_column(Uuid, ForeignKey("staff.id"))
    proposed_at: Mapped[datetime] = mapped_column(Moment)
    settled_by: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("staff.id"))
    settled_at: Mapped[datetime | None] = mapped_column(Moment)
    approved: Mapped[bool] = mapped_column(default=False)


keep(
    cast(Table, TariffItem.__table__),
    ("service_id", "code", "name_ar", "name_en", "rule", "amount", "valid_from", "source"),
)
keep(cast(Table, TariffItem.__table__), ("valid_to",), "OLD.valid_to IS NOT NULL")


class ServiceQuota(Base):
    """The most numbers that one center gives for a service on a day."""

    __tablename__ = "service_quota"
    __table_args__ = (CheckConstraint("most > 0", name="most"),)

    center_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("center.id"), primary_key=True)
    service_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("service.id"), primary_key=True)
    most: Mapped[int]


class ServiceClosure(Base):
    """A service that one center does not offer for now."""

    __tablename__ = "service_closure"

    center_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("center.id"), primary_key=True)
    service_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("service.id"), primary_key=True)
