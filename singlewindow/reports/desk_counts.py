"""What else a center does in a span of days: certificates issued, complaints and their answers, papers collected."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select, true
from sqlalchemy.orm import Session

from singlewindow.cash.records import Certificate
from singlewindow.complaints.records import Complaint
from singlewindow.places.records import Center
from singlewindow.reports.axis_keys import all_keys, key_of
from singlewindow.reports.cairo_days import cairo_day, date_number
from singlewindow.reports.finishing import ends
from singlewindow.reports.request_scope import BY_DAY, NotSplitThus
from singlewindow.reports.scope import Axis, Scope, centers
from singlewindow.reports.span import Span
from singlewindow.requests.records import RequestPeriod
from singlewindow.requests.states import RequestDeed

NARROWER = ("sector_id", "service_id", "department_id", "window_id", "lane")
AXES = (Axis.CENTER, Axis.KIND, Axis.MARKAZ, *BY_DAY)


class DeskPart(StrEnum):
    """What is counted, but for what was collected: that is a number of requests."""

    CERTIFICATES = "certificates"
    COMPLAINTS = "complaints"
    ANSWERED = "answered"
    ANSWERED_IN_TIME = "answered_in_time"


@dataclass(frozen=True)
class DeskFigures:
    """How many of each; complaints answered in the span, whenever they came, and of those the ones in time."""

    certificates: int = 0
    complaints: int = 0
    answered: int = 0
    answered_in_time: int = 0
    collected: int = 0


@dataclass(frozen=True)
class DeskCount:
    """One of the counts: of which table, by which moment, under which condition."""

    name: str
    table: Any
    moment: Any
    condition: ColumnElement[bool]


def _counts() -> Iterator[DeskCount]:
    in_time = cairo_day(Complaint.answered_at) <= date_number(Complaint.due_on)
    collected = ends(RequestPeriod) & (RequestPeriod.deed == RequestDeed.DELIVER)
    yield DeskCount("certificates", Certificate, Certificate.issued_at, true())
    yield DeskCount("complaints", Complaint, Complaint.received_at, true())
    yield DeskCount("answered", Complaint, Complaint.answered_at, true())
    yield DeskCount("answered_in_time", Complaint, Complaint.answered_at, in_time)
    yield DeskCount("collected", RequestPeriod, RequestPeriod.ended_at, collected)


def desk_counts(session: Session, scope: Scope, span: Span) -> DeskFigures:
    """Give the counts of the centers of a scope. Raises NotSplitThus for a scope narrower than a center."""
    return DeskFigures(**{each.name: session.scalar(_of(each, scope, span)) or 0 for each in _counts()})


def desk_counts_by(session: Session, scope: Scope, span: Span, axis: Axis) -> dict[Any, DeskFigures]:
    """Give the counts for each center, kind, markaz, day or month. Raises NotSplitThus."""
    if axis not in AXES:
        raise NotSplitThus
    found: dict[Any, dict[str, int]] = {key: defaultdict(int) for key in all_keys(session, scope, span, axis)}
    for each in _counts():
        query, column = _split(_of(each, scope, span), each, axis)
        for number, key in session.execute(query.add_columns(column).group_by(column)):
            found.setdefault(key_of(axis, key), defaultdict(int))[each.name] += number
    return {key: DeskFigures(**numbers) for key, numbers in found.items()}


def counted(part: DeskPart, scope: Scope, span: Span) -> tuple[list[ColumnElement[bool]], DeskCount]:
    """Give the conditions that the rows of a part meet, and what is counted. Raises NotSplitThus."""
    each = next(count for count in _counts() if count.name == part)
    return _conditions(each, scope, span), each


def _conditions(each: DeskCount, scope: Scope, span: Span) -> list[ColumnElement[bool]]:
    if any(getattr(scope, name) is not None for name in NARROWER):
        raise NotSplitThus
    began, over = span.moments()
    return [each.table.center_id.in_(centers(scope)), each.moment >= began, each.moment < over, each.condition]


def _of(each: DeskCount, scope: Scope, span: Span) -> Select[Any]:
    return select(func.count(each.table.id)).where(*_conditions(each, scope, span))


def _split(query: Select[Any], each: DeskCount, axis: Axis) -> tuple[Select[Any], Any]:
    if axis in BY_DAY:
        return query, cairo_day(each.moment)
    if axis is Axis.CENTER:
        return query, each.table.center_id
    joined = query.join(Center, Center.id == each.table.center_id)
    return joined, Center.kind if axis is Axis.KIND else Center.markaz_ar
