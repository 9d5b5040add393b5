"""Reading the figures of a report: of a whole, compared with earlier ones, and split by an axis."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from kiosk.reports.asked import Asked
from kiosk.reports.measures import OF_REQUESTS, OF_VISITS, Figures
from kiosk.reports.names import Named, names
from kiosk.reports.place import Place
from singlewindow.reports.requests import requests, requests_by
from singlewindow.reports.scope import Axis, Scope
from singlewindow.reports.span import Span, SpanOutOfRange
from singlewindow.reports.visits import visits, visits_by

NOTHING: Mapping[Any, Any] = {}


@dataclass(frozen=True)
class Line:
    """A part of a whole: its key, how it is called, and its figures."""

    key: Any
    named: Named
    figures: Figures


@dataclass(frozen=True)
class Compared:
    """The figures of a span, of the one before it and of the one a year earlier, each with its span."""

    spans: Sequence[Span]
    figures: Sequence[Figures]

    @property
    def now(self) -> Figures:
        """The figures of the span that was asked for."""
        return self.figures[0]


def figures_of(session: Session, scope: Scope, span: Span, today: date) -> Figures:
    """Give the figures of a scope; a department has no hall."""
    hall = visits(session, scope, span) if scope.department_id is None else None
    return Figures(requests(session, scope, span, today), hall)


def compared(session: Session, scope: Scope, asked: Asked, today: date) -> Compared:
    """Give the figures of what was asked for beside the earlier ones that the calendar of reports has."""
    spans = [asked.span]
    for earlier in (asked.span.before, asked.span.a_year_earlier):
        try:
            spans.append(earlier())
        except SpanOutOfRange:
            continue
    spans = list(dict.fromkeys(spans))
    return Compared(spans, [figures_of(session, scope, span, today) for span in spans])


def split_by(session: Session, place: Place, span: Span, today: date, axis: Axis, language: str) -> list[Line]:
    """Give the parts of a place by an axis, in the order of their names: all that have a figure of any kind."""
    asked, came = by(session, place.scope, span, today, axis)
    named = names(session, place, axis, language)
    return [
        Line(key, name, Figures(asked.get(key), came.get(key)))
        for key, name in named.items()
        if key in asked or key in came
    ]


def by(
    session: Session, scope: Scope, span: Span, today: date, axis: Axis
) -> tuple[Mapping[Any, Any], Mapping[Any, Any]]:
    """Give the figures of requests and of visits by an axis, each where there are any of the kind."""
    has_hall = axis in OF_VISITS and scope.department_id is None
    return (
        requests_by(session, scope, span, today, axis) if axis in OF_REQUESTS else NOTHING,
        visits_by(session, scope, span, axis) if has_hall else NOTHING,
    )
