"""Records of complaints."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from singlewindow.records import Base, Moment, OfCenter, choice


class ComplaintKind(StrEnum):
    SERVICE = "service"
    CENTER = "center"
    DELAY = "delay"
    REQUEST = "request"
    CONDUCT = "conduct"
    OTHER = "other"


class Complaint(OfCenter, Base):
    """A complaint and its answer. Who complains may stay unnamed; `code` opens its page for who has it."""

    __tablename__ = "complaint"
    __table_args__ = (
        UniqueConstraint("center_id", "year", "serial"),
        Index("ix_complaint_center", "center_id", "received_at"),
    )

    number: Mapped[str] = mapped_column(unique=True)
    year: Mapped[int]
    serial: Mapped[int]
    form_key: Mapped[str] = mapped_column(unique=True)
    code: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[ComplaintKind] = mapped_column(choice(ComplaintKind))
    service_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("service.id"))
    request_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("request.id"))
    words: Mapped[str]
    complainant: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    received_at: Mapped[datetime] = mapped_column(Moment)
    received_by: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("staff.id"))
    due_on: Mapped[date]
    answer: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    answered_by: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("staff.id"))
