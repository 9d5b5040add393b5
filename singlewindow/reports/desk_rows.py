"""The certificates and complaints behind a number, a page at a time; nothing of a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import literal, select, tuple_
from sqlalchemy.orm import Session

from singlewindow.places.records import Center
from singlewindow.records import Moment
from singlewindow.reports.desk_counts import DeskPart, counted
from singlewindow.reports.request_rows import RowKey
from singlewindow.reports.scope import Scope
from singlewindow.reports.span import Span


@dataclass(frozen=True)
class DeskRow:
    """A certificate or a complaint: its number, center and the moment by which it counts."""

    id: UUID
    number: str
    center_ar: str
    center_en: str
    moment: datetime

    @property
    def key(self) -> RowKey:
        """Its place in the list."""
        return RowKey(self.moment, self.id)


def desk_rows(
    session: Session, scope: Scope, span: Span, part: DeskPart, after: RowKey | None, limit: int
) -> Sequence[DeskRow]:
    """Give at most `limit` of the rows of a part, in order of their moments, from a place on. Raises NotSplitThus."""
    conditions, each = counted(part, scope, span)
    table, moment = each.table, each.moment
    query = select(table.id, table.number, Center.name_ar, Center.name_en, moment)
    query = query.join(Center, Center.id == table.center_id).where(*conditions)
    if after is not None:
        place = tuple_(literal(after.moment, Moment), literal(after.id, table.id.type))
        query = query.where(tuple_(moment, table.id) > place)
    ordered = query.order_by(moment, table.id).limit(limit)
    return [DeskRow(*row) for row in session.execute(ordered)]
