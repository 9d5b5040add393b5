"""Records of requests and of the papers handed in with them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from singlewindow.records import Base, Keyed, Moment, Named, OfCenter


class Request(OfCenter, Base):
    """A citizen's request for a service. The applicant's data stand here and nowhere else."""

    __tablename__ = "request"
    __table_args__ = (UniqueConstraint("center_id", "year", "serial"), UniqueConstraint("ticket_id", "service_id"))

    number: Mapped[str] = mapped_column(unique=True)
    year: Mapped[int]
    serial: Mapped[int]
    form_key: Mapped[str] = mapped_column(unique=True)
    ticket_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("ticket.id"))
    service_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("service.id"))
    applicant_name: Mapped[str]
    national_id: Mapped[str]
    phone: Mapped[str] = mapped_column(default="")
    received_at: Mapped[datetime] = mapped_column(Moment)
    received_by: Mapped[UUID] = mapped_column(Uuid, ForeignKey("staff.id"))


class RequestPaper(Keyed, Named, Base):
    """A paper of the service as it was named on the day, and whether it was handed in."""

    __tablename__ = "request_paper"

    request_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("request.id"), index=True)
    position: Mapped[int]
    handed_in: Mapped[bool]
