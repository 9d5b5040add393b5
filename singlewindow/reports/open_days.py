"""What was open at the end of each day of a center, by age and late, counted from the rows for its summary."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import null
from sqlalchemy.orm import Session

from singlewindow.places.clock import service_day
from singlewindow.reports.finishing import Leaving
from singlewindow.reports.request_days import DayCounts, Lines, day_counts
from singlewindow.reports.request_parts import COHORT_DAYS, Part, left_since, still_open
from singlewindow.reports.scope import Scope
from singlewindow.reports.span import DAY, Span
from singlewindow.requests.records import Request, RequestStage

AGES = (*(Part(f"open_{days}") for days in COHORT_DAYS), Part.OPEN_OLDER)


@dataclass(frozen=True)
class _Stay:
    """A request from the day it was received to the last one at whose end it was open."""

    request_id: UUID
    service_id: UUID
    received: date
    last: date
    due: date | None

    def days(self, span: Span) -> list[date]:
        """Give the days of a span at whose end it was open."""
        first, last = max(self.received, span.first), min(self.last, span.last)
        return Span(first, last).each() if first <= last else []

    def parts(self, day: date) -> Iterator[Part]:
        """Give the parts to which it belongs at the end of a day."""
        yield Part.OPEN
        yield AGES[bisect_left(COHORT_DAYS, (day - self.received).days)]
        if self.due is not None and self.due < day:
            yield Part.LATE_OPEN


def open_days(session: Session, scope: Scope, span: Span) -> dict[date, DayCounts]:
    """Give the numbers of each day of a span, also of those on which nothing was open."""
    services: Lines = defaultdict(Counter)
    departments: Lines = defaultdict(Counter)
    ways = _ways(session, scope, span)
    for stay in _stays(session, scope, span):
        for day in stay.days(span):
            parts = Counter(stay.parts(day))
            services[day, stay.service_id].update(parts)
            for department in ways[stay.request_id]:
                departments[day, department].update(parts)
    return day_counts(span, services, departments)


def _stays(session: Session, scope: Scope, span: Span) -> Iterator[_Stay]:
    facts = (Request.id, Request.service_id, Request.received_at, Request.due_on)
    still = still_open(scope, span.last).add_columns(*facts, null())
    gone = left_since(scope, span.first, span.last).add_columns(*facts, Leaving.ended_at)
    for query in (still, gone):
        for key, service, received, due, left in session.execute(query):
            last = span.last if left is None else service_day(left) - DAY
            yield _Stay(key, service, service_day(received), last, due)


def _ways(session: Session, scope: Scope, span: Span) -> defaultdict[UUID, set[UUID]]:
    """Give the departments through which each of the requests leads."""
    found: defaultdict[UUID, set[UUID]] = defaultdict(set)
    for query in (still_open(scope, span.last), left_since(scope, span.first, span.last)):
        stages = query.join(RequestStage, RequestStage.request_id == Request.id)
        for request, department in session.execute(
            stages.add_columns(RequestStage.request_id, RequestStage.department_id)
        ):
            found[request].add(department)
    return found
