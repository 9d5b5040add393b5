"""The figures of field visits in a span of days, by center or by month, and the visits behind them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from singlewindow.field_visits.records import FieldVisit, Finding, FollowUp
from singlewindow.field_visits.states import FollowUpState, Severity, VisitState
from singlewindow.reports.request_scope import NotSplitThus
from singlewindow.reports.scope import Scope, centers
from singlewindow.reports.span import DAY, Span

NARROWER = ("sector_id", "service_id", "department_id", "window_id", "lane")
MOST_ROWS = 1000


@dataclass(frozen=True)
class FieldVisitFigures:
    """How many of each; each name is the code of a measure."""

    visits_planned: int = 0
    visits_done: int = 0
    findings_minor: int = 0
    findings_major: int = 0
    findings_critical: int = 0
    follow_ups_given: int = 0
    follow_ups_done: int = 0
    follow_ups_open: int = 0
    follow_ups_late: int = 0

    def __add__(self, other: "FieldVisitFigures") -> "FieldVisitFigures":
        """Give the figures of both together."""
        return FieldVisitFigures(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))


def field_visits(session: Session, scope: Scope, span: Span) -> FieldVisitFigures:
    """Give the figures of the centers of a scope together. Raises NotSplitThus for one narrower than a center."""
    return sum(field_visits_by_center(session, scope, span).values(), FieldVisitFigures())


def field_visits_by_center(session: Session, scope: Scope, span: Span) -> dict[UUID, FieldVisitFigures]:
    """Give the figures of each center of a scope, also of those without any. Raises NotSplitThus."""
    if any(getattr(scope, name) is not None for name in NARROWER):
        raise NotSplitThus
    found: dict[UUID, dict[str, int]] = {key: {} for key in session.scalars(centers(scope))}
    for name, condition in _conditions(span):
        query = select(FieldVisit.center_id, func.count()).select_from(FieldVisit).group_by(FieldVisit.center_id)
        if name.startswith("findings_"):
            query = query.join(Finding, Finding.visit_id == FieldVisit.id)
        elif name.startswith("follow_ups_"):
            query = query.join(FollowUp, FollowUp.visit_id == FieldVisit.id)
        for key, number in session.execute(query.where(FieldVisit.center_id.in_(centers(scope)), condition)):
            found[key][name] = number
    return {key: FieldVisitFigures(**numbers) for key, numbers in found.items()}


def field_visits_by_month(session: Session, scope: Scope, span: Span) -> dict[date, FieldVisitFigures]:
    """Give the figures of each month of a span by its first day, the months at its ends cut as the span is.

    Raises NotSplitThus.
    """
    return {part.first: field_visits(session, scope, part) for part in _months(span)}


def field_visit_rows(session: Session, scope: Scope, span: Span) -> Sequence[FieldVisit]:
    """Give the visits of a scope that were planned for, or closed on, a day of a span, the newest first."""
    own = FieldVisit.center_id.in_(centers(scope))
    query = select(FieldVisit).where(own, or_(_planned(span), _closed(span)))
    return session.scalars(query.order_by(FieldVisit.planned_on.desc(), FieldVisit.id).limit(MOST_ROWS)).all()


def _conditions(span: Span) -> Iterator[tuple[str, ColumnElement[bool]]]:
    began, over = span.moments()
    done = FollowUp.state == FollowUpState.DONE
    there = and_(FieldVisit.closed_at < over, or_(FollowUp.state == FollowUpState.OPEN, FollowUp.done_at >= over))
    yield "visits_planned", _planned(span)
    yield "visits_done", _closed(span)
    for severity in (Severity.MINOR, Severity.MAJOR, Severity.CRITICAL):
        yield f"findings_{severity.value}", and_(_closed(span), Finding.severity == severity)
    yield "follow_ups_given", _closed(span)
    yield "follow_ups_done", and_(done, FollowUp.done_at >= began, FollowUp.done_at < over)
    yield "follow_ups_open", there
    yield "follow_ups_late", and_(there, FollowUp.due_on < span.last)


def _planned(span: Span) -> ColumnElement[bool]:
    return and_(FieldVisit.planned_on.between(span.first, span.last), FieldVisit.state != VisitState.CANCELLED)


def _closed(span: Span) -> ColumnElement[bool]:
    began, over = span.moments()
    return and_(FieldVisit.closed_at >= began, FieldVisit.closed_at < over)


def _months(span: Span) -> Iterator[Span]:
    first = span.first
    while first <= span.last:
        last = min(Span.month(first.year, first.month).last, span.last)
        yield Span(first, last)
        first = last + DAY
