"""Records of devices: kiosks and boards, how they are known, and what prints for them."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from singlewindow.records import Base, Keyed, Moment, choice


class DeviceRole(StrEnum):
    KIOSK = "kiosk"
    BOARD = "board"


class PrinterState(StrEnum):
    """What is last known of a device's printer; `unknown` until it was asked."""

    UNKNOWN = "unknown"
    READY = "ready"
    PAPER_OUT = "paper_out"
    COVER_OPEN = "cover_open"
    OFFLINE = "offline"
    REFUSED = "refused"


class Device(Keyed, Base):
    """A kiosk or a board. It has no center until a manager types its pairing code.

    The device keeps a token, the row only its SHA-256; after a rotation also that of the token before, until the new
    one is used. `windows` limits a board («1-8»). `printer` and `fallback` are addresses of printers
    (`escpos://host:9100`, `ipp://…`, `file:`…); empty: the center's papers are only archived.
    """

    __tablename__ = "device"

    center_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("center.id"), index=True)
    role: Mapped[DeviceRole | None] = mapped_column(choice(DeviceRole))
    name: Mapped[str] = mapped_column(default="")
    windows: Mapped[str] = mapped_column(default="")
    token_hash: Mapped[str | None] = mapped_column(unique=True)
    previous_hash: Mapped[str | None] = mapped_column(unique=True)
    token_since: Mapped[datetime | None] = mapped_column(Moment)
    pairing_code: Mapped[str | None] = mapped_column(unique=True)
    pairing_until: Mapped[datetime | None] = mapped_column(Moment)
    paired_at: Mapped[datetime | None] = mapped_column(Moment)
    paired_by: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("staff.id"))
    revoked_at: Mapped[datetime | None] = mapped_column(Moment)
    revoked_by: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("staff.id"))
    revoked_because: Mapped[str] = mapped_column(default="")
    seen_at: Mapped[datetime | None] = mapped_column(Moment)
    version: Mapped[str] = mapped_column(default="")
    printer: Mapped[str] = mapped_column(default="")
    fallback: Mapped[str] = mapped_column(default="")
    printer_state: Mapped[PrinterState] = mapped_column(choice(PrinterState), default=PrinterState.UNKNOWN)
    printer_since: Mapped[datetime | None] = mapped_column(Moment)


class Printer(Keyed, Base):
    """What is last known of the printer at an address: `since` when it is so, `detail` in the printer's own words."""

    __tablename__ = "printer"

    address: Mapped[str] = mapped_column(unique=True)
    state: Mapped[PrinterState] = mapped_column(choice(PrinterState), default=PrinterState.UNKNOWN)
    detail: Mapped[str] = mapped_column(default="")
    since: Mapped[datetime] = mapped_column(Moment)
