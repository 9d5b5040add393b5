"""Records of the audit: the chain's entries, which the database itself keeps from change, and its head."""

from datetime import datetime
from typing import cast
from uuid import UUID

from sqlalchemy import DDL, ForeignKey, Index, Table, Text, Uuid, event
from sqlalchemy.orm import Mapped, mapped_column

from singlewindow.records import Base, Moment


class AuditEntry(Base):
    """One deed. `seal` is keyed over all other columns, `previous` the seal of the entry before.

    `facts` is JSON as it was sealed, of keys, numbers and choices: never of what a person is called.
    """

    __tablename__ = "audit_entry"
    __table_args__ = (Index("ix_audit_entry_done_at", "done_at"), Index("ix_audit_entry_subject", "subject"))

    site: Mapped[str] = mapped_column(primary_key=True)
    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    done_at: Mapped[datetime] = mapped_column(Moment)
    staff_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("staff.id"), index=True)
    center_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("center.id"))
    action: Mapped[str]
    subject: Mapped[str]
    facts: Mapped[str] = mapped_column(Text)
    previous: Mapped[str]
    seal: Mapped[str]


class AuditHead(Base):
    """The last entry of this site's chain: one row, the lock of the chain. `site` is made with it."""

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    site: Mapped[str]
    sequence: Mapped[int]
    seal: Mapped[str]


SQLITE_GUARDS = (
    *(
        f"CREATE TRIGGER audit_entry_no_{deed.lower()} BEFORE {deed} ON audit_entry "
        "BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END"
        for deed in ("UPDATE", "DELETE")
    ),
    "CREATE TRIGGER audit_entry_no_replace BEFORE INSERT ON audit_entry WHEN EXISTS "
    "(SELECT 1 FROM audit_entry WHERE site = NEW.site AND sequence = NEW.sequence) "
    "BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END",
)
POSTGRESQL_GUARDS = (
    "CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'the audit is append-only'; END $$",
    "CREATE TRIGGER audit_entry_no_change BEFORE UPDATE OR DELETE ON audit_entry "
    "FOR EACH ROW EXECUTE FUNCTION audit_is_append_only()",
    "CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON audit_entry "
    "FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only()",
)
entries = cast(Table, AuditEntry.__table__)
head = cast(Table, AuditHead.__table__)
for dialect, guards in (("sqlite", SQLITE_GUARDS), ("postgresql", POSTGRESQL_GUARDS)):
    for guard in guards:
        event.listen(entries, "after_create", DDL(guard).execute_if(dialect=dialect))  # type: ignore[no-untyped-call]
