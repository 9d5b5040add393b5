"""Reading the figures of a report: of a whole, compared with earlier ones, and split by an axis."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from kiosk.reports.asked import Asked
from kiosk.reports.measures import Figures
from kiosk.reports.named import Named
from kiosk.reports.names import names
from kiosk.reports.names_beyond import days_named
from kiosk.reports.place import Place
from kiosk.reports.reader import Reader
from kiosk.reports.sources import Source
from singlewindow.reports.request_parts import COHORT_DAYS
from singlewindow.reports.requests import complete_after
from singlewindow.reports.scope import Axis, Scope
from singlewindow.reports.span import Span, SpanOutOfRange


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


def figures_of(session: Session, scope: Scope, span: Span, today: date, sources: Sequence[Source]) -> Figures:
    """Give the figures of a scope that sources have: a department has no hall."""
    found = {each.field: each.whole(session, scope, span, today) for each in sources if each.fits(scope)}
    return Figures(**found, ripe=_ripe(span, today))


def compared(session: Session, scope: Scope, asked: Asked, today: date, sources: Sequence[Source]) -> Compared:
    """Give the figures of what was asked for beside the earlier ones that the calendar of reports has."""
    spans = [asked.span]
    for earlier in (asked.span.before, asked.span.a_year_earlier):
        try:
            spans.append(earlier())
        except SpanOutOfRange:
            continue
    spans = list(dict.fromkeys(spans))
    return Compared(spans, [figures_of(session, scope, span, today, sources) for span in spans])


def split_by(
    session: Session, place: Place, span: Span, reader: Reader, axis: Axis, sources: Sequence[Source]
) -> list[Line]:
    """Give the parts of a place by an axis, in the order of their names: all that have a figure of any kind."""
    found = by(session, place.scope, span, reader.today, axis, sources)
    dated = axis in (Axis.DAY, Axis.MONTH)
    named = (
        days_named(span, axis, reader.language, reader.arabic)
        if dated
        else names(session, place, axis, reader.language)
    )
    return [
        Line(key, name, found[key]) for key, name in named.items() if key in found and not _ahead(key, reader.today)
    ]


def by(
    session: Session, scope: Scope, span: Span, today: date, axis: Axis, sources: Sequence[Source]
) -> Mapping[Hashable, Figures]:
    """Give the figures by an axis, those of each source that it splits."""
    fields: dict[Hashable, dict[str, Any]] = {}
    for source in sources:
        if axis in source.axes and source.fits(scope):
            for key, figures in source.by(session, scope, span, today, axis).items():
                fields.setdefault(key, {})[source.field] = figures
    return {key: Figures(**each, ripe=_ripe(_span_of(axis, key, span), today)) for key, each in fields.items()}


def _ahead(key: Hashable, today: date) -> bool:
    return isinstance(key, date) and key > today


def _span_of(axis: Axis, key: Any, span: Span) -> Span:
    if axis is Axis.MONTH:
        return Span.month(key.year, key.month)
    return Span.day(key) if axis is Axis.DAY else span


def _ripe(span: Span, today: date) -> int:
    return max((days for days in COHORT_DAYS if complete_after(span, days, today)), default=0)
