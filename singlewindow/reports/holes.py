"""What the summary does not answer for: runs of days of a center that reports count from the rows."""

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from uuid import UUID

from sqlalchemy import CTE, Date, Uuid, column, values

from singlewindow.records import Moment
from singlewindow.reports.span import Span

MOST = 3_000
"""With more runs than this a question is put to the rows as a whole."""
Sealed = Set[tuple[UUID, date]]


@dataclass(frozen=True)
class Hole:
    """Days of a center, one after the other, of which no true sum is kept."""

    center_id: UUID
    span: Span


def holes(centers: Iterable[UUID], span: Span, sealed: Sealed) -> Sequence[Hole] | None:
    """Give the runs of days of centers that are not sealed; None where there are no sums, or too many runs."""
    if not sealed:
        return None
    days = span.each()
    found = [hole for center in centers for hole in _runs(center, days, sealed)]
    return found if len(found) <= MOST else None


def table_of(found: Sequence[Hole]) -> CTE:
    """Give the runs as a table: the center, the first and last day, and the moments between which they lie."""
    columns = (column("center_id", Uuid), column("first", Date), column("last", Date))
    moments = (column("began", Moment), column("over", Moment))
    rows = [(hole.center_id, hole.span.first, hole.span.last, *hole.span.moments()) for hole in found]
    return values(*columns, *moments, name="hole").data(rows).cte("hole")


def _runs(center: UUID, days: Sequence[date], sealed: Sealed) -> Iterator[Hole]:
    for is_sealed, run in groupby(days, lambda day: (center, day) in sealed):
        if not is_sealed:
            those = list(run)
            yield Hole(center, Span(those[0], those[-1]))
