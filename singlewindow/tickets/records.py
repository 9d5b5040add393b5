"""Records of tickets and of the periods they spend in each state."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, UniqueConstraint, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from singlewindow.records import Base, Keyed, Moment, OfCenter, choice
from singlewindow.tickets.states import Lane, Outcome, State

WAITING = text("state = 'waiting'")


class Ticket(OfCenter, Base):
    """A numbered place in the queue. Holds nothing about the person."""

    __tablename__ = "ticket"
    __table_args__ = (
        UniqueConstraint("center_id", "day", "letter", "number"),
        CheckConstraint("number > 0", name="number"),
        Index("ix_ticket_waiting", "center_id", "day", "turn", "id", sqlite_where=WAITING, postgresql_where=WAITING),
        Index("ix_ticket_called", "center_id", "day", "called_at"),
        Index("ix_ticket_window", "window_id", "state"),
    )

    day: Mapped[date]
    letter: Mapped[str]
    number: Mapped[int]
    service_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("service.id"))
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
    window_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("window.id"))
    staff_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("staff.id"))
    outcome: Mapped[Outcome | None] = mapped_column(choice(Outcome))


class Period(Keyed, Base):
    """A span a ticket spent in one state, written when it ends and never changed."""

    __tablename__ = "ticket_period"
    __table_args__ = (CheckConstraint("began_at <= ended_at", name="order"),)

    ticket_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("ticket.id"), index=True)
    center_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("center.id"))
    center_version: Mapped[int]
    state: Mapped[State] = mapped_column(choice(State))
    began_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime] = mapped_column(Moment)
    window_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("window.id"))
    staff_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("staff.id"))
