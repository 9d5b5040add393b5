"""The requests behind a number, a page at a time; nothing of a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, literal, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

from singlewindow.catalogue.records import Service
from singlewindow.places.records import Center
from singlewindow.records import Moment
from singlewindow.reports.request_parts import Basis, Part, basis_of
from singlewindow.reports.scope import Scope
from singlewindow.reports.span import Span
from singlewindow.requests.records import Request
from singlewindow.requests.states import RequestState


@dataclass(frozen=True)
class RowKey:
    """The place of a row in its list, after which the next page begins."""

    moment: datetime
    id: UUID


@dataclass(frozen=True)
class RequestRow:
    """A request behind a number: `moment` is when it was received or, of what ended in the span, when it did."""

    id: UUID
    number: str
    center_ar: str
    center_en: str
    service_ar: str
    service_en: str
    received_at: datetime
    moment: datetime
    state: RequestState
    due_on: date | None

    @property
    def key(self) -> RowKey:
        """Its place in the list."""
        return RowKey(self.moment, self.id)


def request_rows(
    session: Session, scope: Scope, span: Span, today: date, part: Part, after: RowKey | None, limit: int
) -> Sequence[RequestRow]:
    """Give at most `limit` of the requests of a part, in order of their moments, from a place on.

    Narrow the scope to the key of an axis, or the span to a day or month, for the rows of one line of a table.
    """
    basis = basis_of(part, scope, span, today)
    return rows_of(session, basis, basis.parts[part], after, limit)


def count_request_rows(session: Session, scope: Scope, span: Span, today: date, part: Part) -> int:
    """Give how many requests a part has."""
    basis = basis_of(part, scope, span, today)
    counted = basis.query.where(basis.parts[part]).add_columns(Request.id).subquery()
    return session.scalar(select(func.count()).select_from(counted)) or 0


def rows_of(
    session: Session, basis: Basis, condition: ColumnElement[bool], after: RowKey | None, limit: int
) -> Sequence[RequestRow]:
    """Give at most `limit` of the rows of a basis under a condition, from a place on."""
    query = _named(basis.query.where(condition), basis.moment)
    if after is not None:
        place = tuple_(literal(after.moment, Moment), literal(after.id, Request.id.type))
        query = query.where(tuple_(basis.moment, Request.id) > place)
    ordered = query.order_by(basis.moment, Request.id).limit(limit)
    return [RequestRow(*row) for row in session.execute(ordered)]


def _named(query: Select[Any], moment: InstrumentedAttribute[datetime]) -> Select[Any]:
    query = query.join(Center, Center.id == Request.center_id).join(Service, Service.id == Request.service_id)
    names = (Center.name_ar, Center.name_en, Service.name_ar, Service.name_en)
    dates = (Request.received_at, moment.label("moment"), Request.state, Request.due_on)
    return query.add_columns(Request.id, Request.number, *names, *dates)
