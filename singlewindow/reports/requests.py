"""The figures of requests in a span of days: one of them, or one for each key of an axis."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from singlewindow.reports.axis_keys import all_keys
from singlewindow.reports.rates import rate
from singlewindow.reports.request_parts import OPEN_PARTS, Part
from singlewindow.reports.request_scope import BY_DAY
from singlewindow.reports.request_sums import what_happened, what_was_open
from singlewindow.reports.scope import Axis, Scope
from singlewindow.reports.span import DAY, Span


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
    found = (
        what_happened(session, scope, span, None)[None] + what_was_open(session, scope, _end(span, today), None)[None]
    )
    return RequestFigures({part: found[part] for part in Part})


def requests_by(session: Session, scope: Scope, span: Span, today: date, axis: Axis) -> dict[Any, RequestFigures]:
    """Give the figures for each key of an axis: an id, a kind, a markaz by its Arabic name, or the (first) day.

    Every center, kind, day and month is there, the car on its own; of other axes only what has requests.
    Raises NotSplitThus.
    """
    told = [what_happened(session, scope, span, axis)]
    if axis not in BY_DAY:
        told.append(what_was_open(session, scope, _end(span, today), axis))
    always = dict.fromkeys(all_keys(session, scope, span, axis))
    found: dict[Any, Counter[Part]] = {key: Counter() for key in always}
    for key, counts in (item for each in told for item in each.items()):
        found.setdefault(key, Counter()).update(counts)
    parts = [part for part in Part if axis not in BY_DAY or part not in OPEN_PARTS]
    return {
        key: RequestFigures({part: counts[part] for part in parts})
        for key, counts in found.items()
        if key in always or any(counts.values())
    }


def _end(span: Span, today: date) -> date:
    return min(span.last, today)
