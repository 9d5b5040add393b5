"""Records of tickets and of the periods they spend in each state."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, UniqueConstraint, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from singlewindow.records import Base, Keyed, Moment, OfCenter, choice
from singlewindow.tickets.states import Deed, Lane, Outcome, State

WAITING = text("state = 'waiting'")
UNFINISHED = text("state IN ('waiting', 'called', 'serving', 'held')")


class Ticket(OfCenter, Base):
    """A numbered place in the queue. Holds nothing about the person.

    `sector_id` is the line it waits in; with `for_window_id` or `for_skill_id` only that window, or a clerk of that
    skill, calls it; nobody does before `not_before`. `calls` only grows; `recalls` counts since the last first call.
    """

    __tablename__ = "ticket"
    __table_args__ = (
        UniqueConstraint("center_id", "day", "letter", "number"),
        CheckConstraint("number > 0", name="number"),
        Index("ix_ticket_waiting", "center_id", "day", "turn", "id", sqlite_where=WAITING, postgresql_where=WAITING),
        Index("ix_ticket_called", "center_id", "day", "called_at"),
        Index("ix_ticket_window", "window_id", "state"),
        Index("ix_ticket_unfinished", "center_id", "day", sqlite_where=UNFINISHED, postgresql_where=UNFINISHED),
    )

    day: Mapped[date]
    letter: Mapped[str]
    number: Mapped[int]
    service_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("service.id"))
    sector_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("sector.id"))
    for_window_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("window.id"))
    for_skill_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("skill.id"))
    lane: Mapped[Lane] = mapped_column(choice(Lane))
    language: Mapped[str]
    state: Mapped[State] = mapped_column(choice(State))
    turn: Mapped[int] = mapped_column(BigInteger)
    form_key: Mapped[str] = mapped_column(unique=True)
    follow_code: Mapped[str] = mapped_column(unique=True)
    issued_at: Mapped[datetime] = mapped_column(Moment)
    state_since: Mapped[datetime] = mapped_column(Moment)
    called_at: Mapped[datetime | None] = mapped_column(Moment)
    calls: Mapped[int] = mapped_column(default=0)
    recalls: Mapped[int] = mapped_column(default=0)
    returns: Mapped[int] = mapped_column(default=0)
    postponements: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime | None] = mapped_column(Moment)
    issued_by: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("staff.id"))
    window_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("window.id"))
    staff_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("staff.id"))
    outcome: Mapped[Outcome | None] = mapped_column(choice(Outcome))


class Booking(OfCenter, Base):
    """A booked time for a service. Its code is all the citizen shows; `ticket_id` once it was used.

    A cancelled one has no `place`, which is free again.
    """

    __tablename__ = "booking"
    __table_args__ = (
        UniqueConstraint("center_id", "day", "code"),
        UniqueConstraint("center_id", "starts_at", "place"),
    )

    day: Mapped[date]
    starts_at: Mapped[datetime] = mapped_column(Moment)
    place: Mapped[int | None]
    code: Mapped[str]
    service_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("service.id"))
    form_key: Mapped[str] = mapped_column(unique=True)
    booked_by: Mapped[UUID] = mapped_column(Uuid, ForeignKey("staff.id"))
    booked_at: Mapped[datetime] = mapped_column(Moment)
    cancelled_at: Mapped[datetime | None] = mapped_column(Moment)
    cancelled_by: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("staff.id"))
    ticket_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("ticket.id"))


class Period(Keyed, Base):
    """A span a ticket spent in one state, written when it ends and never changed.

    `service_id` is the service it was there for, `deed` what ended the span, `reason` why, where the deed needs one.
    """

    __tablename__ = "ticket_period"
    __table_args__ = (
        CheckConstraint("began_at <= ended_at", name="order"),
        Index("ix_ticket_period_staff", "staff_id", "began_at"),
    )

    ticket_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("ticket.id"), index=True)
    center_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("center.id"))
    center_version: Mapped[int]
    state: Mapped[State] = mapped_column(choice(State))
    service_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("service.id"))
    deed: Mapped[Deed] = mapped_column(choice(Deed))
    reason: Mapped[str] = mapped_column(default="")
    began_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime] = mapped_column(Moment)
    window_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("window.id"))
    staff_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("staff.id"))
