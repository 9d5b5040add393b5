"""Records of requests: the file, its papers, scans and answers, its stages, and the periods of its states."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from singlewindow.catalogue.records import FieldKind
from singlewindow.records import Base, Keyed, Moment, Named, OfCenter, choice
from singlewindow.requests.states import ApplicantKind, BreachKind, RequestDeed, RequestState, StageState
from singlewindow.routes.stages import StageKind

HERE = text("state = 'here'")
GOING_ON = text(
    "state IN ('received', 'under_review', 'awaiting_inspection', 'awaiting_papers', 'awaiting_payment', 'approved')"
)
ENDS = text("deed IN ('make_ready', 'reject', 'withdraw', 'withdraw_file', 'deliver')")
LEAVES = text("deed IN ('make_ready', 'reject', 'withdraw', 'withdraw_file') AND state NOT IN ('rejected', 'ready')")


class Request(OfCenter, Base):
    """A citizen's request for a service. The applicant's data stand here and nowhere else.

    The ID is that of the applicant or, for a company, of who stands at the window. `clock_since` is the day on which
    the application was complete; `due_on` is none while the clock stands. `set_days` and `set_working` are the set
    time as it was on that day. `track_code` opens the request's page for who has its slip.
    """

    __tablename__ = "request"
    __table_args__ = (
        UniqueConstraint("center_id", "year", "serial"),
        UniqueConstraint("ticket_id", "service_id"),
        Index("ix_request_going_on", "center_id", "due_on", sqlite_where=GOING_ON, postgresql_where=GOING_ON),
        Index("ix_request_received", "received_at", "id", postgresql_include=["center_id", "service_id"]),
        Index("ix_request_center_received", "center_id", "received_at", postgresql_include=["id", "service_id"]),
        Index("ix_request_facts", "id", postgresql_include=["center_id", "service_id", "received_at", "due_on"]),
        Index(
            "ix_request_still_open",
            "received_at",
            "id",
            sqlite_where=GOING_ON,
            postgresql_where=GOING_ON,
            postgresql_include=["center_id", "service_id", "due_on"],
        ),
    )

    number: Mapped[str] = mapped_column(unique=True)
    year: Mapped[int]
    serial: Mapped[int]
    form_key: Mapped[str] = mapped_column(unique=True)
    ticket_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("ticket.id"))
    service_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("service.id"))
    applicant_name: Mapped[str]
    national_id: Mapped[str]
    phone: Mapped[str] = mapped_column(default="")
    applicant_kind: Mapped[ApplicantKind] = mapped_column(choice(ApplicantKind), default=ApplicantKind.PERSON)
    commercial_register: Mapped[str] = mapped_column(default="")
    representative_name: Mapped[str] = mapped_column(default="")
    power_of_attorney: Mapped[str] = mapped_column(default="")
    unit: Mapped[str] = mapped_column(default="")
    plot: Mapped[str] = mapped_column(default="")
    file_number: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    received_at: Mapped[datetime] = mapped_column(Moment)
    received_by: Mapped[UUID] = mapped_column(Uuid, ForeignKey("staff.id"))
    state: Mapped[RequestState] = mapped_column(choice(RequestState), default=RequestState.RECEIVED)
    state_since: Mapped[datetime] = mapped_column(Moment)
    set_days: Mapped[int | None]
    set_working: Mapped[bool] = mapped_column(default=True)
    clock_since: Mapped[date | None]
    due_on: Mapped[date | None]
    track_code: Mapped[str] = mapped_column(unique=True)
    reject_reason_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("reject_reason.id"))
    closing_words: Mapped[str] = mapped_column(default="")
    collection_ticket_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("ticket.id"), unique=True)
    collected_by: Mapped[str] = mapped_column(default="")
    collector_digits: Mapped[str] = mapped_column(default="")


class RequestPaper(Keyed, Named, Base):
    """A paper of the service as it was named on the day, or one asked for later, and whether it was handed in.

    The scans of an `identity` paper are shown to no department.
    """

    __tablename__ = "request_paper"

    request_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("request.id"), index=True)
    position: Mapped[int]
    handed_in: Mapped[bool]
    handed_in_at: Mapped[datetime | None] = mapped_column(Moment)
    identity: Mapped[bool] = mapped_column(default=False)


class RequestAnswer(Keyed, Named, Base):
    """What was entered in a field of the service's form, with the field's names on the day."""

    __tablename__ = "request_answer"
    __table_args__ = (UniqueConstraint("request_id", "position"),)

    request_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("request.id"), index=True)
    position: Mapped[int]
    kind: Mapped[FieldKind] = mapped_column(choice(FieldKind))
    value: Mapped[str]


class RequestScan(Keyed, Base):
    """A scanned paper, kept in the data folder under its SHA-256 until `removed_at`; two scans may share a file."""

    __tablename__ = "request_scan"
    __table_args__ = (UniqueConstraint("paper_id", "sha256"),)

    request_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("request.id"), index=True)
    paper_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("request_paper.id"))
    sha256: Mapped[str] = mapped_column(index=True)
    media_type: Mapped[str]
    size: Mapped[int]
    added_at: Mapped[datetime] = mapped_column(Moment)
    added_by: Mapped[UUID] = mapped_column(Uuid, ForeignKey("staff.id"))
    removed_at: Mapped[datetime | None] = mapped_column(Moment)


class RequestStage(OfCenter, Base):
    """One visit of a file to a department. A file sent back makes further rows of a later `round`.

    `note` is what the officer found, for the departments after; `amount` the piastres that a fixing of fees came to.
    """

    __tablename__ = "request_stage"
    __table_args__ = (
        UniqueConstraint("request_id", "round", "position"),
        CheckConstraint("amount >= 0", name="amount"),
        Index("ix_request_stage_here", "center_id", "department_id", sqlite_where=HERE, postgresql_where=HERE),
        Index("ix_request_stage_way", "request_id", "department_id"),
        Index("ix_request_stage_finished", "finished_at"),
    )

    request_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("request.id"))
    round: Mapped[int] = mapped_column(default=1)
    position: Mapped[int]
    department_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("department.id"))
    kind: Mapped[StageKind] = mapped_column(choice(StageKind))
    days: Mapped[int]
    state: Mapped[StageState] = mapped_column(choice(StageState), default=StageState.AHEAD)
    entered_at: Mapped[datetime | None] = mapped_column(Moment)
    due_on: Mapped[date | None]
    officer_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("staff.id"), index=True)
    taken_at: Mapped[datetime | None] = mapped_column(Moment)
    finished_at: Mapped[datetime | None] = mapped_column(Moment)
    note: Mapped[str] = mapped_column(default="")
    amount: Mapped[int | None]


class RequestPeriod(Keyed, Base):
    """A span a request spent in one state and stage, written when a deed ends it and never changed.

    A request leaves the work of its center once: ready, rejected, or withdrawn before either.
    """

    __tablename__ = "request_period"
    __table_args__ = (
        CheckConstraint("began_at <= ended_at", name="order"),
        Index(
            "uq_request_period_leaves",
            "request_id",
            unique=True,
            sqlite_where=LEAVES,
            postgresql_where=LEAVES,
            postgresql_include=["ended_at", "deed"],
        ),
        Index(
            "ix_request_period_ends",
            "ended_at",
            "request_id",
            sqlite_where=ENDS,
            postgresql_where=ENDS,
            postgresql_include=["deed", "state"],
        ),
        Index(
            "ix_request_period_center_ends",
            "center_id",
            "ended_at",
            sqlite_where=ENDS,
            postgresql_where=ENDS,
            postgresql_include=["request_id", "deed", "state"],
        ),
    )

    request_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("request.id"), index=True)
    center_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("center.id"))
    center_version: Mapped[int]
    state: Mapped[RequestState] = mapped_column(choice(RequestState))
    stage_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("request_stage.id"))
    deed: Mapped[RequestDeed] = mapped_column(choice(RequestDeed))
    reason: Mapped[str] = mapped_column(default="")
    began_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime] = mapped_column(Moment)
    staff_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("staff.id"))


class ApplicantCorrection(OfCenter, Base):
    """One field of an applicant's data as it stood before a correction and after it; emptied with the data itself."""

    __tablename__ = "applicant_correction"

    request_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("request.id"), index=True)
    field: Mapped[str]
    before: Mapped[str]
    after: Mapped[str]
    reason: Mapped[str]
    corrected_at: Mapped[datetime] = mapped_column(Moment)
    corrected_by: Mapped[UUID] = mapped_column(Uuid, ForeignKey("staff.id"))


class RejectReason(Keyed, Named, Base):
    """A reason for which a request may be rejected; with `department_id` only in that department's list.

    The deciding head adds words of their own.
    """

    __tablename__ = "reject_reason"

    code: Mapped[str] = mapped_column(unique=True)
    department_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("department.id"))
    position: Mapped[int]
    active: Mapped[bool] = mapped_column(default=True)
    illustrative: Mapped[bool] = mapped_column(default=False)


class IntakeDraft(Base):
    """What a clerk has typed for a number so far; emptied when the request is received."""

    __tablename__ = "intake_draft"

    staff_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("staff.id"), primary_key=True)
    ticket_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("ticket.id"), primary_key=True)
    fields: Mapped[dict[str, Any]] = mapped_column(JSON)
    saved_at: Mapped[datetime] = mapped_column(Moment)


class Breach(OfCenter, Base):
    """An act against the separation of who serves, who receives and who decides: tried, refused, and kept."""

    __tablename__ = "breach"
    __table_args__ = (Index("ix_breach_center", "center_id", "tried_at"),)

    kind: Mapped[BreachKind] = mapped_column(choice(BreachKind))
    staff_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("staff.id"))
    request_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("request.id"))
    tried_at: Mapped[datetime] = mapped_column(Moment)


class LateReason(Keyed, Named, Base):
    """A reason why a file is late; with `department_id` only in that department's list."""

    __tablename__ = "late_reason"

    code: Mapped[str] = mapped_column(unique=True)
    department_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("department.id"))
    position: Mapped[int]
    active: Mapped[bool] = mapped_column(default=True)
    illustrative: Mapped[bool] = mapped_column(default=False)


class LateNote(OfCenter, Base):
    """What is said of a late file: why, what stands in the way, what is done, by whom, and the day promised.

    Notes are added, never changed: the newest holds, the others are the history.
    """

    __tablename__ = "late_note"

    request_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("request.id"), index=True)
    reason_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("late_reason.id"))
    obstacle: Mapped[str]
    action: Mapped[str]
    owner_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("staff.id"))
    promised_on: Mapped[date]
    noted_at: Mapped[datetime] = mapped_column(Moment)
    noted_by: Mapped[UUID] = mapped_column(Uuid, ForeignKey("staff.id"))
