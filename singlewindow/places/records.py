"""Records of places: governorate, center, window, opening hours."""

from datetime import time
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from singlewindow.records import Base, Keyed, Named, OfCenter, choice


class CenterKind(StrEnum):
    MAIN = "main"
    MINI = "mini"
    MOBILE = "mobile"


class Digits(StrEnum):
    """The digits people read: `arab` ٠١٢, `latn` 012 (CLDR numbering systems)."""

    ARAB = "arab"
    LATN = "latn"


class WindowState(StrEnum):
    OPEN = "open"
    CLOSED = "closed"


class Governorate(Keyed, Named, Base):
    __tablename__ = "governorate"

    code: Mapped[str] = mapped_column(unique=True)


class Center(Keyed, Named, Base):
    """A technology center. `version` counts its public changes; the row is the lock of its queue and its money."""

    __tablename__ = "center"

    governorate_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("governorate.id"))
    number: Mapped[int] = mapped_column(unique=True)
    code: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[CenterKind] = mapped_column(choice(CenterKind))
    markaz_ar: Mapped[str] = mapped_column(default="")
    markaz_en: Mapped[str] = mapped_column(default="")
    illustrative: Mapped[bool] = mapped_column(default=False)
    demonstration: Mapped[bool] = mapped_column(default=False)
    always_open: Mapped[bool] = mapped_column(default=False)
    digits: Mapped[Digits] = mapped_column(choice(Digits), default=Digits.ARAB)
    head_start_minutes: Mapped[int] = mapped_column(default=20)
    notice_ar: Mapped[str] = mapped_column(default="")
    notice_en: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=0)


class OpeningHours(Keyed, Base):
    """Hours of one weekday (0 Monday … 6 Sunday) in the center's time zone; no row means closed."""

    __tablename__ = "opening_hours"
    __table_args__ = (
        UniqueConstraint("center_id", "weekday"),
        CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
        CheckConstraint("opens < closes", name="order"),
    )

    center_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("center.id"))
    weekday: Mapped[int]
    opens: Mapped[time]
    closes: Mapped[time]


class Window(OfCenter, Base):
    """A service window. At most one clerk sits at it, and a clerk sits at one window at most."""

    __tablename__ = "window"
    __table_args__ = (UniqueConstraint("center_id", "number"), UniqueConstraint("staff_id"))

    number: Mapped[int]
    state: Mapped[WindowState] = mapped_column(choice(WindowState), default=WindowState.CLOSED)
    staff_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("staff.id"))
