"""Late requests by the reason that was noted last and by what is done: without a note neither is given.

What is done is told of the open ones by the day that the newest note promises.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, literal, null, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from singlewindow.reports.request_parts import Basis, Part, bases, basis_of
from singlewindow.reports.request_rows import RequestRow, RowKey, rows_of
from singlewindow.reports.request_scope import split
from singlewindow.reports.scope import Axis, Scope
from singlewindow.reports.span import Span
from singlewindow.requests.records import LateNote, Request


class LatePart(StrEnum):
    """Late requests: finished in the span, open at its end, and how the open ones stand with what was promised."""

    FINISHED = "late_finished"
    OPEN = "late_open"
    PROMISED = "late_promised"
    BROKEN = "late_broken"
    UNNOTED = "late_unnoted"


OF_OPEN = (LatePart.PROMISED, LatePart.BROKEN, LatePart.UNNOTED)


@dataclass(frozen=True)
class LateFigures:
    """How many late requests each part has."""

    counts: Mapping[LatePart, int]

    def __getitem__(self, part: LatePart) -> int:
        """Give the number of a part."""
        return self.counts.get(part, 0)

    @property
    def late(self) -> int:
        """Those finished and those open together."""
        return self[LatePart.FINISHED] + self[LatePart.OPEN]


def lateness(session: Session, scope: Scope, span: Span, today: date) -> LateFigures:
    """Give the late requests of a scope in a span."""
    return _figures(session, scope, span, today, None).get(None, LateFigures({}))


def lateness_by(session: Session, scope: Scope, span: Span, today: date, axis: Axis) -> dict[Any, LateFigures]:
    """Give the late requests for each key of an axis that has any: as `requests_by`, or the id of a reason.

    None stands for what has no reason given. Raises NotSplitThus.
    """
    return _figures(session, scope, span, today, axis)


def late_rows(
    session: Session,
    scope: Scope,
    span: Span,
    today: date,
    part: LatePart,
    after: RowKey | None,
    limit: int,
    place: Mapping[Axis, Any] | None = None,
) -> Sequence[RequestRow]:
    """Give at most `limit` of the requests of a part, from a place on; `place` leaves those of a REASON, or of none."""
    of = Part.LATE_FINISHED if part is LatePart.FINISHED else Part.LATE_OPEN
    basis = basis_of(of, scope, span, today)
    condition = basis.parts[of]
    if part in OF_OPEN:
        condition &= _standing(min(span.last, today)) == part
    if place and Axis.REASON in place:
        condition &= _newest(LateNote.reason_id).is_not_distinct_from(place[Axis.REASON])
    return rows_of(session, basis, condition, after, limit)


def _figures(session: Session, scope: Scope, span: Span, today: date, axis: Axis | None) -> dict[Any, LateFigures]:
    counts: defaultdict[Any, Counter[LatePart]] = defaultdict(Counter)
    standing = _standing(min(span.last, today))
    for basis in bases(scope, span, today):
        if Part.LATE_FINISHED in basis.parts:
            for key, _, number in session.execute(_grouped(basis, Part.LATE_FINISHED, axis, standing)):
                counts[key][LatePart.FINISHED] += number
        if Part.LATE_OPEN in basis.parts:
            for key, stands, number in session.execute(_grouped(basis, Part.LATE_OPEN, axis, standing)):
                counts[key].update({LatePart.OPEN: number, LatePart(stands): number})
    return {key: LateFigures(found) for key, found in counts.items()}


def _grouped(basis: Basis, part: Part, axis: Axis | None, standing: ColumnElement[str]) -> Select[Any]:
    """Select numbers by key and standing. A request that goes through a department twice counts there once."""
    query, key = _split(basis, axis)
    told = (Request.id, key.label("key"), standing.label("standing"))
    late = query.where(basis.parts[part]).add_columns(*told).distinct().subquery("late")
    return select(late.c.key, late.c.standing, func.count()).group_by(late.c.key, late.c.standing)


def _split(basis: Basis, axis: Axis | None) -> tuple[Select[Any], Any]:
    if axis is None:
        return basis.query, null()
    if axis is Axis.REASON:
        return basis.query, _newest(LateNote.reason_id)
    return split(basis.query, axis, basis.moment)


def _standing(last: date) -> ColumnElement[str]:
    """Tell how a request stands, at the end of a day, with the day that its newest note promises."""
    promised = _newest(LateNote.promised_on)
    return case(
        (promised.is_(None), literal(LatePart.UNNOTED.value)),
        (promised < last, literal(LatePart.BROKEN.value)),
        else_=literal(LatePart.PROMISED.value),
    )


def _newest(column: InstrumentedAttribute[Any]) -> ColumnElement[Any]:
    newest = select(column).where(LateNote.request_id == Request.id)
    return newest.order_by(LateNote.noted_at.desc(), LateNote.id.desc()).limit(1).scalar_subquery()
