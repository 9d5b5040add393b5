"""The parts of the figures of requests: of which rows each is the number. Figures and their rows both read this."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, false, func, select, true, union_all
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
    last = min(span.last, today)
    return [_received(scope, span), _ended(scope, span), _still_open(scope, last), _left_since(scope, last)]


def basis_of(part: Part, scope: Scope, span: Span, today: date) -> Basis:
    """Give the one basis that holds all rows of a part."""
    whole = [_received(scope, span), _ended(scope, span), _open(scope, min(span.last, today))]
    return next(basis for basis in whole if part in basis.parts)


def _received(scope: Scope, span: Span) -> Basis:
    began, over = span.moments()
    finished = among(Leaving.deed, FINISHES)
    age = cairo_day(Leaving.ended_at) - cairo_day(Request.received_at)
    within = {Part(f"within_{days}"): finished & (age <= days) for days in COHORT_DAYS}
    left = (Leaving.request_id == Request.id) & leaves(Leaving)
    query = select().select_from(Request).outerjoin(Leaving, left)
    query = in_scope(query.where(Request.received_at >= began, Request.received_at < over), scope)
    return Basis(query, Request.received_at, {Part.RECEIVED: true(), **within, Part.FINISHED_BY_NOW: finished})


def _ended(scope: Scope, span: Span) -> Basis:
    began, over = span.moments()
    finished = among(RequestPeriod.deed, FINISHES)
    query = select().select_from(RequestPeriod).join(Request, Request.id == RequestPeriod.request_id)
    in_time = (RequestPeriod.ended_at >= began, RequestPeriod.ended_at < over)
    query = in_scope(query.where(ends(RequestPeriod), *in_time), scope)
    parts = {
        Part.FINISHED: finished,
        Part.READY: RequestPeriod.deed == RequestDeed.MAKE_READY,
        Part.REJECTED: RequestPeriod.deed == RequestDeed.REJECT,
        Part.WITHDRAWN: among(RequestPeriod.deed, WITHDRAWS) & leaves(RequestPeriod),
        Part.DELIVERED: RequestPeriod.deed == RequestDeed.DELIVER,
        Part.LATE_FINISHED: finished & (cairo_day(RequestPeriod.ended_at) > date_number(Request.due_on)),
    }
    return Basis(query, RequestPeriod.ended_at, parts)


def _still_open(scope: Scope, last: date) -> Basis:
    still = (among(Request.state, UNFINISHED), Request.received_at < _over(last))
    return _aged(in_scope(select().select_from(Request).where(*still), scope), last)


def _left_since(scope: Scope, last: date) -> Basis:
    later = (leaves(Leaving), ends(Leaving), Leaving.ended_at >= _over(last), Request.received_at < _over(last))
    query = select().select_from(Leaving).join(Request, Request.id == Leaving.request_id)
    return _aged(in_scope(query.where(*later), scope), last)


def _open(scope: Scope, last: date) -> Basis:
    still = select(Request.id).where(among(Request.state, UNFINISHED), Request.received_at < _over(last))
    since = select(Leaving.request_id).where(leaves(Leaving), ends(Leaving), Leaving.ended_at >= _over(last))
    there = (Request.id.in_(union_all(still, since)), Request.received_at < _over(last))
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
