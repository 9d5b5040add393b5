"""Records of field visits: the checklist, the visit with what was found, its pictures, and what follows from it."""

from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, Table, UniqueConstraint, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from singlewindow.append_only import keep
from singlewindow.field_visits.states import (
    FollowUpDeed,
    FollowUpState,
    QuestionKind,
    Severity,
    VisitDeed,
    VisitState,
)
from singlewindow.records import Base, Keyed, Moment, Named, OfCenter, choice

STILL_OPEN = text("state = 'open'")
PLAN = ("center_id", "number", "year", "serial", "form_key", "planned_by")
OVER = "OLD.state IN ('closed', 'cancelled')"


class ChecklistQuestion(Keyed, Named, Base):
    """A question of a governorate's checklist. Visits that have begun keep it as it was; it is retired, not deleted."""

    __tablename__ = "checklist_question"

    governorate_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("governorate.id"), index=True)
    kind: Mapped[QuestionKind] = mapped_column(choice(QuestionKind))
    position: Mapped[int]
    active: Mapped[bool] = mapped_column(default=True)
    illustrative: Mapped[bool] = mapped_column(default=False)


class FieldVisit(OfCenter, Base):
    """A visit of the governorate's follow-up to a center: planned, begun, closed or cancelled; then never changed.

    `state_since` is when it came to its state; `summary` is written when it is closed.
    """

    __tablename__ = "field_visit"
    __table_args__ = (
        UniqueConstraint("center_id", "year", "serial"),
        Index("ix_field_visit_planned", "planned_on"),
        Index("ix_field_visit_closed", "closed_at"),
    )

    number: Mapped[str] = mapped_column(unique=True)
    year: Mapped[int]
    serial: Mapped[int]
    form_key: Mapped[str] = mapped_column(unique=True)
    visitor_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("staff.id"), index=True)
    planned_on: Mapped[date]
    planned_by: Mapped[UUID] = mapped_column(Uuid, ForeignKey("staff.id"))
    purpose: Mapped[str] = mapped_column(default="")
    state: Mapped[VisitState] = mapped_column(choice(VisitState), default=VisitState.PLANNED)
    state_since: Mapped[datetime] = mapped_column(Moment)
    begun_at: Mapped[datetime | None] = mapped_column(Moment)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    summary: Mapped[str] = mapped_column(default="")


class FieldVisitStep(Keyed, Base):
    """A deed on a field visit: who, when and why; the day and the visitor that were planned with it. Only added."""

    __tablename__ = "field_visit_step"

    visit_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("field_visit.id"), index=True)
    deed: Mapped[VisitDeed] = mapped_column(choice(VisitDeed))
    planned_on: Mapped[date]
    visitor_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("staff.id"))
    reason: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime] = mapped_column(Moment)
    staff_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("staff.id"))


class Finding(Keyed, Named, Base):
    """A question as it was when its visit began, and what was found. `frozen`, when the visit is closed, it stays."""

    __tablename__ = "finding"
    __table_args__ = (UniqueConstraint("visit_id", "position"),)

    visit_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("field_visit.id"))
    question_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("checklist_question.id"))
    position: Mapped[int]
    kind: Mapped[QuestionKind] = mapped_column(choice(QuestionKind))
    answer: Mapped[str] = mapped_column(default="")
    remark: Mapped[str] = mapped_column(default="")
    severity: Mapped[Severity] = mapped_column(choice(Severity), default=Severity.NONE)
    frozen: Mapped[bool] = mapped_column(default=False)


class FindingPicture(Keyed, Base):
    """A picture of what was found, without its camera's data, kept in the data folder under its SHA-256."""

    __tablename__ = "finding_picture"
    __table_args__ = (UniqueConstraint("finding_id", "sha256"),)

    finding_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("finding.id"))
    sha256: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    added_at: Mapped[datetime] = mapped_column(Moment)
    added_by: Mapped[UUID] = mapped_column(Uuid, ForeignKey("staff.id"))


class FollowUp(OfCenter, Base):
    """What is to be done about a finding, by a member of staff or a department of the center, until when.

    It leaves the list only when it is done. `form_key` and the finding make a form that is sent twice give one.
    """

    __tablename__ = "follow_up"
    __table_args__ = (
        UniqueConstraint("finding_id", "form_key"),
        CheckConstraint("(owner_id IS NULL) <> (department_id IS NULL)", name="owner"),
        Index("ix_follow_up_open", "center_id", "due_on", sqlite_where=STILL_OPEN, postgresql_where=STILL_OPEN),
    )

    visit_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("field_visit.id"), index=True)
    finding_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("finding.id"))
    form_key: Mapped[str]
    words: Mapped[str]
    owner_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("staff.id"))
    department_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("department.id"))
    due_on: Mapped[date]
    state: Mapped[FollowUpState] = mapped_column(choice(FollowUpState), default=FollowUpState.OPEN)
    done_at: Mapped[datetime | None] = mapped_column(Moment)


class FollowUpStep(Keyed, Base):
    """A deed on a follow-up: who, when, until when it is due then, and in which words. Only added."""

    __tablename__ = "follow_up_step"

    follow_up_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("follow_up.id"), index=True)
    deed: Mapped[FollowUpDeed] = mapped_column(choice(FollowUpDeed))
    due_on: Mapped[date]
    words: Mapped[str]
    at: Mapped[datetime] = mapped_column(Moment, index=True)
    staff_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("staff.id"))


class FieldVisitDraft(Base):
    """What the visitor has typed on a visit so far; emptied when it is saved."""

    __tablename__ = "field_visit_draft"

    visit_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("field_visit.id"), primary_key=True)
    fields: Mapped[dict[str, Any]] = mapped_column(JSON)
    saved_at: Mapped[datetime] = mapped_column(Moment)


KEPT: tuple[tuple[type[Base], tuple[str, ...], str], ...] = (
    (FieldVisit, PLAN, ""),
    (FieldVisit, ("state", "summary", "planned_on", "visitor_id", "purpose", "begun_at", "closed_at"), OVER),
    (FieldVisitStep, (), ""),
    (Finding, ("visit_id", "question_id", "position", "kind", "name_ar", "name_en"), ""),
    (Finding, ("answer", "remark", "severity", "frozen"), "OLD.frozen"),
    (FindingPicture, (), ""),
    (FollowUp, ("visit_id", "finding_id", "form_key", "words", "owner_id", "department_id"), ""),
    (FollowUpStep, (), ""),
)
"""What the database itself keeps: the table, its columns (all where none are named), and the condition."""

for record, columns, when in KEPT:
    keep(cast(Table, record.__table__), columns, when)
