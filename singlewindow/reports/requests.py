"""The figures of requests in a span of days: one of them, or one for each key of an axis."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from singlewindow.reports.axis_keys import all_keys, key_of
from singlewindow.reports.rates import rate
from singlewindow.reports.request_parts import Basis, Part, bases
from singlewindow.reports.request_scope import BY_DAY, split
from singlewindow.reports.scope import Axis, Scope
from singlewindow.reports.span import DAY, Span
from singlewindow.requests.records import Request


@dataclass(frozen=True)
class RequestFigures:
    """How many requests each part has. Split by days or months, the parts of what is open are absent."""

    counts: Mapping[Part, int]

    def __getitem__(self, part: Part) -> int:
        """Give the number of a part; raises KeyError for one that is absent."""
        return self.counts[part]

    @property
    def received(self) -> int:
        """How many were received in the span."""
        return self[Part.RECEIVED]

    @property
    def finished(self) -> int:
        """How many were finished in the span, whenever they were received."""
        return self[Part.FINISHED]

    @property
    def late(self) -> int:
        """How many were finished late in the span, or are open past their due date at its end."""
        return self[Part.LATE_FINISHED] + self[Part.LATE_OPEN]

    @property
    def period_rate(self) -> Decimal | None:
        """Finished in the span, of received in it, in percent: not necessarily the same requests."""
        return rate(self.finished, self.received)

    def cohort_rate(self, days: int | None = None) -> Decimal | None:
        """Of those received in the span, how many are finished: within a number of COHORT_DAYS, or by now."""
        part = Part.FINISHED_BY_NOW if days is None else Part(f"within_{days}")
        return rate(self[part], self.received)


def complete_after(span: Span, days: int, today: date) -> bool:
    """Tell whether every request of a span has had so many days by `today`, so that its cohort rate can't grow."""
    return span.last + days * DAY < today


def requests(session: Session, scope: Scope, span: Span, today: date) -> RequestFigures:
    """Give the figures of a scope in a span; what is open is counted at its end, or at the end of `today`."""
    counts: Counter[Part] = Counter()
    for basis in bases(scope, span, today):
        counts.update(_counts(session.execute(basis.query.add_columns(*_numbers(basis))).one(), basis))
    return RequestFigures(counts)


def requests_by(session: Session, scope: Scope, span: Span, today: date, axis: Axis) -> dict[Any, RequestFigures]:
    """Give the figures for each key of an axis: an id, a kind, a markaz by its Arabic name, or the (first) day.

    Every center, kind, day and month is there, the car on its own; of other axes only what has requests.
    Raises NotSplitThus.
    """
    used = [basis for basis in bases(scope, span, today) if Part.OPEN not in basis.parts or axis not in BY_DAY]
    found: dict[Any, Counter[Part]] = {key: Counter() for key in all_keys(session, scope, span, axis)}
    for basis in used:
        for key, *row in session.execute(_grouped(basis, axis)):
            found.setdefault(key_of(axis, key), Counter()).update(_counts(row, basis))
    parts = [part for basis in used for part in basis.parts]
    return {key: RequestFigures({part: counts[part] for part in parts}) for key, counts in found.items()}


def _grouped(basis: Basis, axis: Axis) -> Select[Any]:
    """Select the numbers of a basis by key. A request that goes through a department twice counts there once."""
    query, column = split(basis.query, axis, basis.moment)
    if axis is not Axis.DEPARTMENT:
        return query.add_columns(column, *_numbers(basis)).group_by(column)
    told = [condition.label(part) for part, condition in basis.parts.items()]
    each = query.add_columns(Request.id, column.label("key"), *told).distinct().subquery("each")
    numbers = [func.count().filter(each.c[part]) for part in basis.parts]
    return select(each.c.key, *numbers).group_by(each.c.key)


def _numbers(basis: Basis) -> list[Any]:
    return [func.count().filter(condition) for condition in basis.parts.values()]


def _counts(row: Iterable[Any], basis: Basis) -> dict[Part, int]:
    return dict(zip(basis.parts, row, strict=True))
