"""What all records share: the base class, keys, moments and choices."""

from datetime import UTC, datetime
from enum import StrEnum
from uuid import UUID

import uuid_utils.compat
from sqlalchemy import DateTime, Enum, ForeignKey, MetaData, Uuid
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Base of all records."""

    metadata = MetaData(naming_convention=NAMING)


def new_key() -> UUID:
    """Give a new UUIDv7 (RFC 9562): unique across sites and ordered by time."""
    return uuid_utils.compat.uuid7()


class Moment(TypeDecorator[datetime]):
    """A moment in UTC: aware in Python on both engines, refused when naive."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def choice(of: type[StrEnum]) -> Enum:
    """A column type that stores the values of `of` as text, with a check constraint behind it."""
    return Enum(
        of,
        native_enum=False,
        create_constraint=True,
        length=24,
        name=of.__name__.lower(),
        values_callable=lambda members: [member.value for member in members],
    )


class Keyed:
    """A record with a UUIDv7 key."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_key)


class OfCenter(Keyed):
    """A record of one center; `center_version` is the center's version at the record's last public change."""

    center_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("center.id"))
    center_version: Mapped[int] = mapped_column(default=0)


class Named:
    """A record with an Arabic and an English name."""

    name_ar: Mapped[str]
    name_en: Mapped[str]

    def name(self, language: str) -> str:
        """Give the name in `language` (`ar` or `en`)."""
        return self.name_ar if language == "ar" else self.name_en
