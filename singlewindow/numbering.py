"""Numbers without gaps: a row per series, bumped in the transaction that uses the number."""

from datetime import date
from typing import cast
from uuid import UUID

from sqlalchemy import ForeignKey, Table, Uuid, bindparam, insert, update
from sqlalchemy.orm import Mapped, Session, mapped_column
from stdnum import verhoeff

from singlewindow.records import Base


class Series(Base):
    """The last number given in a series of one center; the period is part of the key, so nothing is ever reset."""

    __tablename__ = "series"

    center_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("center.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    period: Mapped[str] = mapped_column(primary_key=True)
    last: Mapped[int]


series = cast(Table, Series.__table__)
BUMP = (
    update(series)
    .where(*(series.c[name] == bindparam(f"of_{name}") for name in ("center_id", "kind", "period")))
    .values(last=series.c.last + 1)
    .returning(series.c.last)
)
BEGIN = insert(series)


def next_number(session: Session, center_id: UUID, kind: str, period: str) -> int:
    """Give the next number of a series, from 1. The center's row must be locked by this transaction."""
    connection = session.connection()
    last = connection.scalar(BUMP, {"of_center_id": center_id, "of_kind": kind, "of_period": period})
    if last is not None:
        return int(last)
    connection.execute(BEGIN, {"center_id": center_id, "kind": kind, "period": period, "last": 1})
    return 1


def fiscal_year(day: date) -> str:
    """Give the fiscal year of `day`, July to June (Egypt's Law 6/2022 on unified public finance): `2026-27`."""
    first = day.year if day.month >= 7 else day.year - 1
    return f"{first}-{(first + 1) % 100:02d}"


def request_number(center: int, year: int, serial: int) -> str:
    """Give a request's number `center-year-serial-check`, ASCII digits.

    The check digit is Verhoeff's (1969): it catches every wrong digit and every swap of neighbours.
    """
    body = f"{center:03d}{year:04d}{serial:06d}"
    return f"{center:03d}-{year:04d}-{serial:06d}-{verhoeff.calc_check_digit(body)}"


def money_number(letter: str, center: int, period: str, serial: int) -> str:
    """Give the number of a receipt (`R`) or certificate (`C`): `R-042-2026-27-000123`."""
    return f"{letter}-{center:03d}-{period}-{serial:06d}"
