"""Records of the catalogue."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from singlewindow.records import Base, Keyed, Named, choice


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
    """A paper that a service asks for; an `identity` paper tells who the applicant is."""

    __tablename__ = "paper"
    __table_args__ = (UniqueConstraint("service_id", "code"),)

    service_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("service.id"))
    code: Mapped[str]
    position: Mapped[int]
    source: Mapped[str] = mapped_column(default="")
    illustrative: Mapped[bool] = mapped_column(default=False)
    active: Mapped[bool] = mapped_column(default=True)
    identity: Mapped[bool] = mapped_column(default=False)


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
    """A fee of a service in piastres, valid from a day to a day (both included).

    No amount means: assessed by the clerk. An item is closed and followed by another, never rewritten.
    """

    __tablename__ = "tariff_item"
    __table_args__ = (
        UniqueConstraint("service_id", "code", "valid_from"),
        CheckConstraint("amount >= 0", name="amount"),
    )

    service_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("service.id"))
    code: Mapped[str]
    amount: Mapped[int | None]
    position: Mapped[int]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    source: Mapped[str] = mapped_column(default="")
    illustrative: Mapped[bool] = mapped_column(default=False)


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
