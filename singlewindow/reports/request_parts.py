"""The parts of the figures of requests: of which rows each is the number. Figures and their rows both read this."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CTE, ColumnElement, Select, and_, exists, false, func, select, true
from sqlalchemy.orm import InstrumentedAttribute

from singlewindow.reports.cairo_days import cairo_day, date_number
from singlewindow.reports.finishing import FINISHES, WITHDRAWS, Leaving, among, ends, leaves
from singlewindow.reports.request_scope import in_scope
from singlewindow.reports.scope import Scope
from singlewindow.reports.span import DAY, Span
from singlewindow.requests.records import Request, RequestPeriod
from singlewindow.requests.states import UNFINISHED, RequestDeed

COHORT_DAYS = (7, 14, 30, 60, 90)


class Part(StrEnum):
    """A number of requests. `within_…`: of those received in the span, finished within so many days; `open_…`: of
    those open at its end, how old at most, `open_older` older than all; `late_…`: past their due date.
    """

    RECEIVED = "received"
    WITHIN_7 = "within_7"
    WITHIN_14 = "within_14"
    WITHIN_30 = "within_30"
    WITHIN_60 = "within_60"
    WITHIN_90 = "within_90"
    FINISHED_BY_NOW = "finished_by_now"
    FINISHED = "finished"
    READY = "ready"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    DELIVERED = "delivered"
    LATE_FINISHED = "late_finished"
    OPEN = "open"
    OPEN_7 = "open_7"
    OPEN_14 = "open_14"
    OPEN_30 = "open_30"
    OPEN_60 = "open_60"
    OPEN_90 = "open_90"
    OPEN_OLDER = "open_older"
    LATE_OPEN = "late_open"


OPEN_PARTS = (
    *(Part.OPEN, Part.OPEN_7, Part.OPEN_14, Part.OPEN_30, Part.OPEN_60, Part.OPEN_90, Part.OPEN_OLDER),
    Part.LATE_OPEN,
)


@dataclass(frozen=True)
class Basis:
    """Rows of requests, the moment by which they are ordered and dated, and the conditions of the parts among them."""

    query: Select[Any]
    moment: InstrumentedAttribute[datetime]
    parts: Mapping[Part, ColumnElement[bool]]


def bases(scope: Scope, span: Span, today: date) -> list[Basis]:
    """Give what was received in the span, what ended in it, and in two halves what was open at its end: what still is,
    and what has left since. The end of a span that is not over is the end of `today`.

    A part that has several bases is their sum.
    """
    return [*happened(scope, span), *open_at(scope, min(span.last, today))]


def happened(scope: Scope, span: Span, within: CTE | None = None) -> list[Basis]:
    """Give what was received in the span and what ended in it, only `within` runs of days (`table_of`) if given."""
    return [_received(scope, span, within), _ended(scope, span, within)]


def open_at(scope: Scope, last: date, centers: Collection[UUID] | None = None) -> list[Basis]:
    """Give what was open at the end of a day and still is, and what has left since, only of `centers` if given."""
    found = [_aged(still_open(scope, last), last), _aged(left_since(scope, last, last), last)]
    if centers is None:
        return found
    return [replace(basis, query=basis.query.where(Request.center_id.in_(centers))) for basis in found]


def basis_of(part: Part, scope: Scope, span: Span, today: date) -> Basis:
    """Give the one basis that holds all rows of a part."""
    whole = [_received(scope, span), _ended(scope, span), _open(scope, min(span.last, today))]
    return next(basis for basis in whole if part in basis.parts)


def still_open(scope: Scope, last: date) -> Select[Any]:
    """Select the open requests of a scope that were received by the end of a day."""
    still = (among(Request.state, UNFINISHED), Request.received_at < _over(last))
    return in_scope(select().select_from(Request).where(*still), scope)


def left_since(scope: Scope, first: date, last: date) -> Select[Any]:
    """Select what left the work of a scope after a day, of the requests that were received by the end of `last`."""
    later = (leaves(Leaving), ends(Leaving), Leaving.ended_at >= _over(first), Request.received_at < _over(last))
    query = select().select_from(Leaving).join(Request, Request.id == Leaving.request_id)
    return in_scope(query.where(*later), scope)


def _received(scope: Scope, span: Span, within: CTE | None = None) -> Basis:
    finished = among(Leaving.deed, FINISHES)
    age = cairo_day(Leaving.ended_at) - cairo_day(Request.received_at)
    by_age = {Part(f"within_{days}"): finished & (age <= days) for days in COHORT_DAYS}
    left = (Leaving.request_id == Request.id) & leaves(Leaving)
    query = select().select_from(Request).outerjoin(Leaving, left)
    query = in_scope(_in_time(query, span, within, Request), scope)
    return Basis(query, Request.received_at, {Part.RECEIVED: true(), **by_age, Part.FINISHED_BY_NOW: finished})


def _ended(scope: Scope, span: Span, within: CTE | None = None) -> Basis:
    finished = among(RequestPeriod.deed, FINISHES)
    query = select().select_from(RequestPeriod).join(Request, Request.id == RequestPeriod.request_id)
    query = in_scope(_in_time(query.where(ends(RequestPeriod)), span, within, RequestPeriod), scope)
    parts = {
        Part.FINISHED: finished,
        Part.READY: RequestPeriod.deed == RequestDeed.MAKE_READY,
        Part.REJECTED: RequestPeriod.deed == RequestDeed.REJECT,
        Part.WITHDRAWN: among(RequestPeriod.deed, WITHDRAWS) & leaves(RequestPeriod),
        Part.DELIVERED: RequestPeriod.deed == RequestDeed.DELIVER,
        Part.LATE_FINISHED: finished & (cairo_day(RequestPeriod.ended_at) > date_number(Request.due_on)),
    }
    return Basis(query, RequestPeriod.ended_at, parts)


def _in_time(query: Select[Any], span: Span, within: CTE | None, of: type[Request | RequestPeriod]) -> Select[Any]:
    """Keep what happened in a span or, if given, in runs of days; a period is of its request's center."""
    moment = of.received_at if issubclass(of, Request) else of.ended_at
    if within is None:
        began, over = span.moments()
        return query.where(moment >= began, moment < over)
    there = (of.center_id == within.c.center_id, moment >= within.c.began, moment < within.c.over)
    return query.join(within, and_(*there, Request.center_id == within.c.center_id))


def _open(scope: Scope, last: date) -> Basis:
    left = (Leaving.request_id == Request.id, leaves(Leaving), Leaving.ended_at < _over(last))
    there = (Request.received_at < _over(last), ~exists().where(*left))
    return _aged(in_scope(select().select_from(Request).where(*there), scope), last)


def _aged(query: Select[Any], last: date) -> Basis:
    """Tell requests that were open at the end of a day by age, and which were past their due date."""
    parts: dict[Part, ColumnElement[bool]] = {Part.OPEN: true()}
    past: ColumnElement[bool] = false()
    for days in COHORT_DAYS:
        young = Request.received_at >= Span.day(last - days * DAY).moments()[0]
        parts[Part(f"open_{days}")] = young & ~past
        past = young
    parts |= {Part.OPEN_OLDER: ~past, Part.LATE_OPEN: func.coalesce(Request.due_on < last, false())}
    return Basis(query, Request.received_at, parts)


def _over(last: date) -> datetime:
    return Span.day(last).moments()[1]
