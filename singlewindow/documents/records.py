"""Records of papers: what is wanted, what they say, where their bytes lie."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from singlewindow.records import Base, Keyed, Moment, OfCenter, choice

OPEN = text("state IN ('wanted', 'rendering')")


class DocumentKind(StrEnum):
    TICKET = "ticket"
    PAPERS_LIST = "papers_list"
    SLIP = "slip"
    RECEIPT = "receipt"
    CERTIFICATE = "certificate"
    CASH_STATEMENT = "cash_statement"
    REPORT = "report"
    CARD = "card"


class DocumentState(StrEnum):
    WANTED = "wanted"
    RENDERING = "rendering"
    DONE = "done"
    SET_ASIDE = "set_aside"


class Document(OfCenter, Base):
    """A paper: frozen facts in its own language, then a file with its SHA-256. Smaller `rank` is printed first.

    `device_id`: the kiosk that asked for it, whose printer it goes to.
    """

    __tablename__ = "document"
    __table_args__ = (Index("ix_document_open", "rank", "wanted_at", sqlite_where=OPEN, postgresql_where=OPEN),)

    kind: Mapped[DocumentKind] = mapped_column(choice(DocumentKind))
    language: Mapped[str]
    serial: Mapped[str]
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    code: Mapped[str | None] = mapped_column(unique=True)
    rank: Mapped[int]
    state: Mapped[DocumentState] = mapped_column(choice(DocumentState), default=DocumentState.WANTED)
    wanted_at: Mapped[datetime] = mapped_column(Moment)
    lease_until: Mapped[datetime | None] = mapped_column(Moment)
    tries: Mapped[int] = mapped_column(default=0)
    trouble: Mapped[str] = mapped_column(default="")
    done_at: Mapped[datetime | None] = mapped_column(Moment)
    file: Mapped[str | None]
    sha256: Mapped[str | None]
    size: Mapped[int | None]
    device_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("device.id"))
    ticket_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("ticket.id"), index=True)
    payment_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("payment.id"), index=True)
    certificate_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("certificate.id"), index=True)
    request_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("request.id"), index=True)


class PressPulse(Keyed, Base):
    """When a press was last alive; readiness asks for a fresh one."""

    __tablename__ = "press_pulse"

    name: Mapped[str] = mapped_column(unique=True)
    seen_at: Mapped[datetime] = mapped_column(Moment)
