"""Records of places: governorate, center, window and its limits, opening hours, holidays, calls for help."""

from datetime import date, datetime, time
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from singlewindow.records import Base, Keyed, Moment, Named, OfCenter, choice
from singlewindow.tickets.states import Lane

OPEN = text("answered_at IS NULL")


class CenterKind(StrEnum):
    """`practice`: a center to learn in; its numbers, papers and money count nowhere."""

    MAIN = "main"
    MINI = "mini"
    MOBILE = "mobile"
    PRACTICE = "practice"


class Digits(StrEnum):
    """The digits people read: `arab` ٠١٢, `latn` 012 (CLDR numbering systems)."""

    ARAB = "arab"
    LATN = "latn"


class WindowState(StrEnum):
    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"


class HelpKind(StrEnum):
    HELP = "help"
    EMERGENCY = "emergency"


class Governorate(Keyed, Named, Base):
    """A governorate, and which reports of it are made by themselves when their period is over."""

    __tablename__ = "governorate"

    code: Mapped[str] = mapped_column(unique=True)
    daily_reports: Mapped[bool] = mapped_column(default=True)
    weekly_reports: Mapped[bool] = mapped_column(default=True)
    monthly_reports: Mapped[bool] = mapped_column(default=True)


class Center(Keyed, Named, Base):
    """A technology center. `version` counts its public changes; the row is the lock of its queue and its money.

    Its rules stand beside it: the head starts of the lanes, how often and how soon a number is called again, how long
    an absent one may come back, when the last number is given before closing, the slots of booked times, the
    thresholds of the alarms (a wait, a queue, a silent device); `paused_because` is why no numbers are given for now,
    empty while they are; `speaks_english`: the board says each call in English after the Arabic. `ticket_printer` and
    `paper_printer` are the addresses of its printers: for tickets and lists of kiosks without one of their own, and for
    the counter's papers. `logo` (the hash of its file), `header_…` (up to two lines) and `footer_…` stand on its
    papers. `…_reports`: which reports of it are made by themselves.
    """

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
    booked_head_start_minutes: Mapped[int] = mapped_column(default=30)
    most_recalls: Mapped[int] = mapped_column(default=3)
    recall_after_seconds: Mapped[int] = mapped_column(default=15)
    grace_minutes: Mapped[int] = mapped_column(default=30)
    last_ticket_minutes: Mapped[int] = mapped_column(default=15)
    slot_minutes: Mapped[int] = mapped_column(default=15)
    slot_places: Mapped[int] = mapped_column(default=2)
    wait_alarm_minutes: Mapped[int] = mapped_column(default=45)
    queue_alarm: Mapped[int] = mapped_column(default=40)
    device_alarm_minutes: Mapped[int] = mapped_column(default=3)
    paused_because: Mapped[str] = mapped_column(default="")
    notice_ar: Mapped[str] = mapped_column(default="")
    notice_en: Mapped[str] = mapped_column(default="")
    speaks_english: Mapped[bool] = mapped_column(default=False)
    ticket_printer: Mapped[str] = mapped_column(default="")
    paper_printer: Mapped[str] = mapped_column(default="")
    logo: Mapped[str] = mapped_column(default="")
    header_ar: Mapped[str] = mapped_column(default="")
    header_en: Mapped[str] = mapped_column(default="")
    footer_ar: Mapped[str] = mapped_column(default="")
    footer_en: Mapped[str] = mapped_column(default="")
    daily_reports: Mapped[bool] = mapped_column(default=False)
    weekly_reports: Mapped[bool] = mapped_column(default=False)
    monthly_reports: Mapped[bool] = mapped_column(default=False)
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


class HelpCall(OfCenter, Base):
    """A call for help from a window (its number) or, without one, from a kiosk; open until it is answered."""

    __tablename__ = "help_call"
    __table_args__ = (Index("ix_help_call_open", "center_id", sqlite_where=OPEN, postgresql_where=OPEN),)

    kind: Mapped[HelpKind] = mapped_column(choice(HelpKind))
    window: Mapped[int | None]
    called_at: Mapped[datetime] = mapped_column(Moment)
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    answered_by: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("staff.id"))


class Holiday(Keyed, Named, Base):
    """A day on which the centers of a governorate are closed; with `center_id` only that one.

    `source` says where it was found, empty when staff typed it; `estimated`: the moon decides, it may move by a day.
    """

    __tablename__ = "holiday"
    __table_args__ = (UniqueConstraint("governorate_id", "center_id", "day"),)

    governorate_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("governorate.id"))
    center_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("center.id"))
    day: Mapped[date]
    estimated: Mapped[bool] = mapped_column(default=False)
    source: Mapped[str] = mapped_column(default="")


class Window(OfCenter, Base):
    """A service window. At most one clerk sits at it, and a clerk sits at one window at most.

    It serves every sector and lane unless it is limited. `priority_first`: it calls a waiting priority number before
    any other, and others when there is none. `paused_because` is why its clerk calls nobody for now.
    """

    __tablename__ = "window"
    __table_args__ = (UniqueConstraint("center_id", "number"), UniqueConstraint("staff_id"))

    number: Mapped[int]
    state: Mapped[WindowState] = mapped_column(choice(WindowState), default=WindowState.CLOSED)
    staff_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("staff.id"))
    priority_first: Mapped[bool] = mapped_column(default=False)
    paused_because: Mapped[str] = mapped_column(default="")


class WindowSector(Base):
    """A sector to which a window is limited; a window without such rows serves all."""

    __tablename__ = "window_sector"

    window_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("window.id"), primary_key=True)
    sector_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("sector.id"), primary_key=True)


class WindowLane(Base):
    """A lane to which a window is limited; a window without such rows serves all."""

    __tablename__ = "window_lane"

    window_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("window.id"), primary_key=True)
    lane: Mapped[Lane] = mapped_column(choice(Lane), primary_key=True)
