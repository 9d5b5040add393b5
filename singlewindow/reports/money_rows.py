"""The rows of money behind a number, a page at a time; nothing of a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, literal, tuple_
from sqlalchemy.orm import Session

from singlewindow.cash.records import CashSession, CounterEntry, Payment
from singlewindow.places.records import Center
from singlewindow.records import Moment
from singlewindow.reports.money_parts import MoneyPart, money_bases
from singlewindow.reports.request_rows import RowKey
from singlewindow.reports.scope import Axis, Scope
from singlewindow.reports.span import Span

NUMBERS = {Payment: Payment.receipt_number, CounterEntry: CounterEntry.number, CashSession: CashSession.number}


@dataclass(frozen=True)
class MoneyRow:
    """A receipt, an entry that gave money back, or a closed cash session: its number, moment and piastres."""

    id: UUID
    number: str
    center_ar: str
    center_en: str
    moment: datetime
    amount: int

    @property
    def key(self) -> RowKey:
        """Its place in the list."""
        return RowKey(self.moment, self.id)


def money_rows(
    session: Session,
    scope: Scope,
    span: Span,
    part: MoneyPart,
    after: RowKey | None,
    limit: int,
    of: tuple[Axis, str | UUID] | None = None,
) -> Sequence[MoneyRow]:
    """Give at most `limit` of the rows of a part, in order of their moments, from a place on.

    `of` narrows them to one key of METHOD, ITEM or CLERK; the amount is then what the row has of it. Raises
    NotSplitThus.
    """
    axis = of[0] if of else None
    basis = next(each for each in money_bases(scope, span, axis) if part in each.parts)
    named = (basis.table.id, NUMBERS[basis.table], Center.name_ar, Center.name_en, basis.moment)
    query = basis.query.join(Center, Center.id == basis.table.center_id)
    query = query.where(basis.parts[part])
    if basis.in_pieces:
        query = query.add_columns(*named, func.sum(basis.amount)).group_by(*named)
    else:
        query = query.add_columns(*named, basis.amount)
    if of is not None:
        query = query.where(basis.column(of[0]) == of[1])
    if after is not None:
        place = tuple_(literal(after.moment, Moment), literal(after.id, basis.table.id.type))
        query = query.where(tuple_(basis.moment, basis.table.id) > place)
    ordered = query.order_by(basis.moment, basis.table.id).limit(limit)
    return [MoneyRow(*row) for row in session.execute(ordered)]
