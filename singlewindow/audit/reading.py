"""Reading the audit page by page."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, cast

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from singlewindow.audit.records import AuditEntry
from singlewindow.people.records import Staff
from singlewindow.places.clock import CAIRO
from singlewindow.places.records import Center

A_PAGE = 50


@dataclass(frozen=True)
class Filter:
    """What is looked for; an empty one is everything. `person` and `center` are codes."""

    day: date | None = None
    action: str = ""
    person: str = ""
    center: str = ""


@dataclass(frozen=True)
class Line:
    """An entry with the codes of its person and center, and its facts as they were sealed."""

    entry: AuditEntry
    person: str
    center: Center | None

    @property
    def facts(self) -> dict[str, object]:
        """The facts by name."""
        found: dict[str, object] = json.loads(self.entry.facts)
        return found


def page_of(session: Session, wanted: Filter, page: int) -> tuple[Sequence[Line], int]:
    """Give a page of entries, newest first, and how many pages there are; pages begin with 1."""
    every = _filtered(cast(Select[Any], select(AuditEntry, Staff.code, Center)), wanted)
    count = session.scalar(_filtered(select(func.count(AuditEntry.sequence)), wanted)) or 0
    newest = every.order_by(AuditEntry.sequence.desc()).limit(A_PAGE).offset((page - 1) * A_PAGE)
    lines = [Line(entry, code or "", center) for entry, code, center in session.execute(newest)]
    return lines, max(1, -(-count // A_PAGE))


def _filtered(query: Select[Any], wanted: Filter) -> Select[Any]:
    query = query.select_from(AuditEntry).outerjoin(Staff, AuditEntry.staff_id == Staff.id)
    query = query.outerjoin(Center, AuditEntry.center_id == Center.id)
    if wanted.day:
        begins = datetime.combine(wanted.day, time(), CAIRO)
        ends = datetime.combine(wanted.day + timedelta(days=1), time(), CAIRO)
        query = query.where(AuditEntry.done_at >= begins, AuditEntry.done_at < ends)
    for column, value in (
        (AuditEntry.action, wanted.action),
        (Staff.code, wanted.person),
        (Center.code, wanted.center),
    ):
        query = query.where(column == value) if value else query
    return query
