"""Late requests by the reason that was noted last: a request without a note has no reason given."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from singlewindow.reports.request_parts import Part, basis_of
from singlewindow.reports.request_rows import RequestRow, RowKey, rows_of
from singlewindow.reports.scope import Scope
from singlewindow.reports.span import Span
from singlewindow.requests.records import LateNote, LateReason, Request

LATE = (Part.LATE_FINISHED, Part.LATE_OPEN)


@dataclass(frozen=True)
class LateFigures:
    """How many late requests a reason has, finished and open; `reason` is none where none was given."""

    reason: LateReason | None
    finished: int
    open: int

    @property
    def late(self) -> int:
        """Both together."""
        return self.finished + self.open


def late_by_reason(session: Session, scope: Scope, span: Span, today: date) -> list[LateFigures]:
    """Give the late requests of a scope by reason, in the order of the list; those with no reason given last."""
    counts = {part: _by_reason(session, scope, span, today, part) for part in LATE}
    finished, still = counts[Part.LATE_FINISHED], counts[Part.LATE_OPEN]
    used = [key for key in finished.keys() | still.keys() if key is not None]
    query = select(LateReason).where(LateReason.id.in_(used)).order_by(LateReason.position, LateReason.id)
    reasons = [LateFigures(each, finished.get(each.id, 0), still.get(each.id, 0)) for each in session.scalars(query)]
    return [*reasons, LateFigures(None, finished.get(None, 0), still.get(None, 0))]


def late_rows(
    session: Session,
    scope: Scope,
    span: Span,
    today: date,
    part: Part,
    reason_id: UUID | None,
    after: RowKey | None,
    limit: int,
) -> Sequence[RequestRow]:
    """Give at most `limit` of the late requests of a reason, or with none given; `part` is one of LATE."""
    basis = basis_of(part, scope, span, today)
    of_reason = _newest_reason().is_not_distinct_from(reason_id)
    return rows_of(session, basis, basis.parts[part] & of_reason, after, limit)


def _by_reason(session: Session, scope: Scope, span: Span, today: date, part: Part) -> dict[UUID | None, int]:
    basis = basis_of(part, scope, span, today)
    late = basis.query.where(basis.parts[part]).add_columns(_newest_reason().label("reason")).subquery()
    counted: Select[Any] = select(late.c.reason, func.count()).group_by(late.c.reason)
    return dict(tuple(row) for row in session.execute(counted))


def _newest_reason() -> ColumnElement[Any]:
    newest = select(LateNote.reason_id).where(LateNote.request_id == Request.id)
    return newest.order_by(LateNote.noted_at.desc(), LateNote.id.desc()).limit(1).scalar_subquery()
