"""Records of personal data: how long a center keeps each kind of it."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from singlewindow.records import Base, Moment, choice


class PersonalData(StrEnum):
    """Kinds of personal data that may be removed. Money, receipts, issued papers and the audit are none of them."""

    IDENTITY = "identity"
    PHONES = "phones"
    SCANS = "scans"
    DRAFTS = "drafts"
    COMPLAINTS = "complaints"


class RetentionPeriod(Base):
    """For how many days a center keeps a kind of personal data; without a row it is kept for ever."""

    __tablename__ = "retention_period"
    __table_args__ = (CheckConstraint("days > 0", name="days"),)

    center_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("center.id"), primary_key=True)
    kind: Mapped[PersonalData] = mapped_column(choice(PersonalData), primary_key=True)
    days: Mapped[int]
    set_at: Mapped[datetime] = mapped_column(Moment)
    set_by: Mapped[UUID] = mapped_column(Uuid, ForeignKey("staff.id"))
