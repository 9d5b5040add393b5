"""Records of papers: what is wanted, what they say, where their bytes lie."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from singlewindow.records import Base, Keyed, Moment, OfCenter, choice

OPEN = text("state IN ('wanted', 'rendering')")
UNPRINTED = text("state IN ('wanted', 'printing', 'paper_out', 'cover_open', 'offline')")
ENDS = text("kind IN ('cancelled', 'replaced')")


class DocumentKind(StrEnum):
    TICKET = "ticket"
    PAPERS_LIST = "papers_list"
    SLIP = "slip"
    RECEIPT = "receipt"
    CERTIFICATE = "certificate"
    CASH_STATEMENT = "cash_statement"
    REPORT = "report"
    EXPORT = "export"
    CARD = "card"
    FIELD_VISIT = "field_visit"


OF_REPORTS = (DocumentKind.REPORT, DocumentKind.EXPORT)
"""What may be cancelled while it is made: a reader waits for it."""

KEPT_ONLY = (*OF_REPORTS, DocumentKind.FIELD_VISIT)
"""Papers with doors of their own, that no printer of a center is sent."""


class PaperEventKind(StrEnum):
    """What can become of an issued paper: a copy of it, its end, a lost one's end by another in its place."""

    REPRINTED = "reprinted"
    CANCELLED = "cancelled"
    REPLACED = "replaced"


class DocumentState(StrEnum):
    WANTED = "wanted"
    RENDERING = "rendering"
    DONE = "done"
    SET_ASIDE = "set_aside"
    CANCELLED = "cancelled"


class JobState(StrEnum):
    """How a paper fares at a printer. `refused` and `dropped` are final like `printed`: it will not print there."""

    WANTED = "wanted"
    PRINTING = "printing"
    PRINTED = "printed"
    PAPER_OUT = "paper_out"
    COVER_OPEN = "cover_open"
    OFFLINE = "offline"
    REFUSED = "refused"
    DROPPED = "dropped"


class Document(OfCenter, Base):
    """A paper: frozen facts in its own language, then a file with its SHA-256. Smaller `rank` is printed first.

    `device_id`: the kiosk that asked for it, whose printer it goes to. `form_key`: the form that asked, where a paper
    is all that it asks for. `damaged_at`: when its file was found changed or gone. `asked_by`: who may cancel it before
    it is made. `rows_made` of `rows_known` rows of an export are written so far.
    """

    __tablename__ = "document"
    __table_args__ = (Index("ix_document_open", "rank", "wanted_at", sqlite_where=OPEN, postgresql_where=OPEN),)

    kind: Mapped[DocumentKind] = mapped_column(choice(DocumentKind))
    language: Mapped[str]
    serial: Mapped[str] = mapped_column(index=True)
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    code: Mapped[str | None] = mapped_column(unique=True)
    form_key: Mapped[str | None] = mapped_column(unique=True)
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
    damaged_at: Mapped[datetime | None] = mapped_column(Moment)
    asked_by: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("staff.id"))
    cancelled_at: Mapped[datetime | None] = mapped_column(Moment)
    rows_made: Mapped[int] = mapped_column(default=0)
    rows_known: Mapped[int | None]
    device_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("device.id"))
    ticket_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("ticket.id"), index=True)
    payment_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("payment.id"), index=True)
    certificate_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("certificate.id"), index=True)
    request_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("request.id"), index=True)


class DocumentRetry(Keyed, Base):
    """That someone had a paper which was set aside tried again: who, why, and what had gone wrong. Never changed."""

    __tablename__ = "document_retry"

    document_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("document.id"), index=True)
    staff_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("staff.id"))
    reason: Mapped[str]
    trouble: Mapped[str]
    asked_at: Mapped[datetime] = mapped_column(Moment)


class PrintJob(OfCenter, Base):
    """A paper at a printer, by the printer's address. `sends` counts how often a press took it to be sent; `reference`
    is what the printer calls the job; `maybe_printed`: a try broke off where the paper may have been whole, so the next
    one is marked as a copy; `instead_of` the job at another printer that this one stands in for.
    """

    __tablename__ = "print_job"
    __table_args__ = (
        UniqueConstraint("document_id", "printer"),
        Index("ix_print_job_unprinted", "printer", "id", sqlite_where=UNPRINTED, postgresql_where=UNPRINTED),
    )

    document_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("document.id"))
    printer: Mapped[str]
    state: Mapped[JobState] = mapped_column(choice(JobState), default=JobState.WANTED)
    since: Mapped[datetime] = mapped_column(Moment)
    wanted_at: Mapped[datetime] = mapped_column(Moment)
    lease_until: Mapped[datetime | None] = mapped_column(Moment)
    sends: Mapped[int] = mapped_column(default=0)
    reference: Mapped[str] = mapped_column(default="")
    maybe_printed: Mapped[bool] = mapped_column(default=False)
    instead_of: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("print_job.id"))


class PrintStep(Keyed, Base):
    """A state that a print job came to, and when; only ever added."""

    __tablename__ = "print_step"

    job_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("print_job.id"), index=True)
    state: Mapped[JobState] = mapped_column(choice(JobState))
    note: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime] = mapped_column(Moment)


class PaperEvent(OfCenter, Base):
    """What became of an issued paper, who did it and why; never changed nor deleted.

    `successor_id` is the paper that came of it: the copy, or the one in place of a lost one.
    """

    __tablename__ = "paper_event"
    __table_args__ = (
        Index(
            "ix_paper_event_end",
            "document_id",
            unique=True,
            sqlite_where=ENDS,
            postgresql_where=ENDS,
        ),
        CheckConstraint("reason <> ''", name="reason"),
    )

    document_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("document.id"), index=True)
    kind: Mapped[PaperEventKind] = mapped_column(choice(PaperEventKind))
    reason: Mapped[str]
    staff_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("staff.id"))
    at: Mapped[datetime] = mapped_column(Moment)
    form_key: Mapped[str] = mapped_column(unique=True)
    copy_number: Mapped[int] = mapped_column(default=0)
    successor_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("document.id"))


class PressPulse(Keyed, Base):
    """When a press was last alive; readiness asks for a fresh one."""

    __tablename__ = "press_pulse"

    name: Mapped[str] = mapped_column(unique=True)
    seen_at: Mapped[datetime] = mapped_column(Moment)
