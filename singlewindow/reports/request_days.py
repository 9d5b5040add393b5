"""What was received and what ended on each day of a center, counted from the rows for its summary."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from singlewindow.reports.cairo_days import day_of
from singlewindow.reports.request_lines import counts, lines
from singlewindow.reports.request_parts import happened
from singlewindow.reports.scope import Axis, Scope
from singlewindow.reports.seconds import civil_day
from singlewindow.reports.span import Span


@dataclass
class DayCounts:
    """The numbers of a day as its summary keeps them."""

    whole: dict[str, int] = field(default_factory=dict)
    services: dict[str, dict[str, int]] = field(default_factory=dict)
    departments: dict[str, dict[str, int]] = field(default_factory=dict)


Lines = defaultdict[tuple[date, UUID], Counter[Any]]


def request_days(session: Session, scope: Scope, span: Span) -> dict[date, DayCounts]:
    """Give the numbers of each day of a span, also of those on which nothing happened."""
    return day_counts(span, _by_day(session, scope, span, Axis.SERVICE), _by_day(session, scope, span, Axis.DEPARTMENT))


def day_counts(span: Span, services: Lines, departments: Lines) -> dict[date, DayCounts]:
    """Put together the numbers of each day; each request is of one service, so these make up the whole."""
    found = {day: DayCounts() for day in span.each()}
    whole: defaultdict[date, Counter[Any]] = defaultdict(Counter)
    for (day, service), numbers in services.items():
        found[day].services[str(service)] = _kept(numbers)
        whole[day].update(numbers)
    for (day, department), numbers in departments.items():
        found[day].departments[str(department)] = _kept(numbers)
    for day, numbers in whole.items():
        found[day].whole = _kept(numbers)
    return found


def _by_day(session: Session, scope: Scope, span: Span, axis: Axis) -> Lines:
    found: Lines = defaultdict(Counter)
    for basis in happened(scope, span):
        for row in session.execute(lines(basis, axis, civil_day(basis.moment, span))):
            key, day = row[:2]
            found[day_of(day), key].update(counts(basis.parts, row[2:]))
    return found


def _kept(numbers: Mapping[Any, int]) -> dict[str, int]:
    return {str(part): number for part, number in numbers.items() if number}
