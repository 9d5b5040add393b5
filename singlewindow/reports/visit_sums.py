"""Figures of visits from the summary of sealed days, together with the rows of those that are not."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from itertools import compress
from operator import eq
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from singlewindow.catalogue.records import Service
from singlewindow.places.records import Center
from singlewindow.reports.holes import Hole, holes, table_of
from singlewindow.reports.records import VisitsOfDay
from singlewindow.reports.scope import Axis, Scope, centers
from singlewindow.reports.span import Span
from singlewindow.reports.visit_axes import key_of, split
from singlewindow.reports.visit_facts import MINUTE, visit_facts
from singlewindow.reports.visit_figures import TIMES, VisitFigures, figures_by
from singlewindow.reports.visit_packs import LANES, place_of, unpack_places, unpack_times
from singlewindow.reports.visit_tally import Tally

OF_CENTER = (Axis.CENTER, Axis.KIND, Axis.MARKAZ, Axis.DAY, Axis.MONTH)
OF_VISIT = {
    Axis.SERVICE: "service_id",
    Axis.SECTOR: "service_id",
    Axis.WINDOW: "window_id",
    Axis.CLERK: "staff_id",
    Axis.LANE: "lane",
    Axis.HOUR: "hour",
    Axis.WEEKDAY: "weekday",
}
FETCHED = 20_000
Condition = tuple[str, Callable[[Any], bool]]
Figures = dict[tuple[Any, ...], VisitFigures]


def visit_figures(session: Session, scope: Scope, span: Span, axes: Sequence[Axis]) -> Figures:
    """Give the figures of visits by the keys of axes, but for empty ones.

    Raises NotOfTheHall for the scope of a department, and for an axis that splits no visits.
    """
    facts = visit_facts(scope, span)
    keys = [split(facts, span, axis) for axis in axes]
    reading = _Reading(session, scope, axes)
    tally = Tally(reading.key)
    sealed = _add_sums(session, tally, reading, span)
    left = holes(session.scalars(centers(scope)).all(), span, sealed)
    if left is None:
        found = figures_by(session, facts, keys)
        return {_keys(axes, key): figures for key, figures in found.items()}
    if left:
        _add_rows(session, tally, scope, span, axes, left)
    return tally.figures()


def _add_rows(
    session: Session, tally: Tally, scope: Scope, span: Span, axes: Sequence[Axis], left: Sequence[Hole]
) -> None:
    facts = visit_facts(scope, span, table_of(left))
    keys = [split(facts, span, axis) for axis in axes]
    asked = select(*keys, *(facts.c[name] for name in ("target", "state", *TIMES)))
    for row in session.execute(asked.execution_options(yield_per=FETCHED)):
        target, state, *times = row[len(axes) :]
        tally.add_one(_keys(axes, row[: len(axes)]), target, state, times)


def _keys(axes: Sequence[Axis], found: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(key_of(axis, key) for axis, key in zip(axes, found, strict=True))


def _add_sums(session: Session, tally: Tally, reading: "_Reading", span: Span) -> set[tuple[UUID, date]]:
    """Add the sealed days and give which they are, from one question: so both are of one moment."""
    sealed = set()
    for row in session.execute(reading.question(span).execution_options(yield_per=FETCHED)):
        sealed.add((row.center_id, row.day))
        if row.ends:
            reading.add(tally, row)
    return sealed


class _Reading:
    """How the days of the summary are read for a scope and axes."""

    def __init__(self, session: Session, scope: Scope, axes: Sequence[Axis]) -> None:
        self._axes = axes
        places = select(Center.id, Center.kind, Center.markaz_ar, Center.wait_alarm_minutes)
        self._centers = {row.id: row for row in session.execute(places.where(Center.id.in_(centers(scope))))}
        self._sectors: dict[str, UUID] = {}
        if Axis.SECTOR in axes or scope.sector_id is not None:
            found = session.execute(select(Service.id, Service.sector_id))
            self._sectors = {str(service): sector for service, sector in found}
        self._narrowed = self._conditions(scope)
        self._columns = [OF_VISIT[axis] for axis in axes if axis in OF_VISIT]

    def question(self, span: Span) -> Select[Any]:
        """Select the sealed days; where each visit counts only if that is asked for."""
        where = (VisitsOfDay.names, VisitsOfDay.places) if self._narrowed or self._columns else ()
        columns: list[Any] = [VisitsOfDay.center_id, VisitsOfDay.day, VisitsOfDay.ends, VisitsOfDay.times, *where]
        there = (VisitsOfDay.center_id.in_(list(self._centers)), VisitsOfDay.day.between(span.first, span.last))
        return select(*columns).where(*there, VisitsOfDay.sealed)

    def add(self, tally: Tally, row: Any) -> None:
        """Add the visits of a day that lie in the scope."""
        target = self._centers[row.center_id].wait_alarm_minutes * MINUTE
        times, unknown = unpack_times(row.times)
        columns: list[Any] = [row.ends, *times]
        columns += [unpack_places(column, row.names, row.places) for column in self._columns]
        if self._narrowed:
            chosen = [all(each) for each in zip(*self._judged(row), strict=True)]
            columns = [list(compress(column, chosen)) for column in columns]
        states, times, keys = columns[0], columns[1 : 1 + len(TIMES)], columns[1 + len(TIMES) :]
        if keys:
            given = keys[0] if len(keys) == 1 else list(zip(*keys, strict=True))
            tally.add_each(given, target, states, times, unknown)
        else:
            tally.add_all(tuple(self._of_center(axis, row) for axis in self._axes), target, states, times, unknown)

    def key(self, given: Any) -> tuple[Any, ...]:
        """Give the key of what a visit was added with: all axes are of visits then."""
        each = (given,) if len(self._axes) == 1 else given
        return tuple(self._of_visit(axis, one) for axis, one in zip(self._axes, each, strict=True))

    def _of_visit(self, axis: Axis, given: Any) -> Any:
        return self._sectors[given] if axis is Axis.SECTOR else place_of(OF_VISIT[axis], given)

    def _of_center(self, axis: Axis, row: Any) -> Any:
        center = self._centers[row.center_id]
        known = {Axis.CENTER: center.id, Axis.KIND: center.kind, Axis.MARKAZ: center.markaz_ar, Axis.DAY: row.day}
        return row.day.replace(day=1) if axis is Axis.MONTH else known[axis]

    def _conditions(self, scope: Scope) -> Sequence[Condition]:
        equal = {"service_id": scope.service_id, "window_id": scope.window_id}
        found: list[Condition] = [(column, partial(eq, str(key))) for column, key in equal.items() if key is not None]
        if scope.lane is not None:
            found.append(("lane", partial(eq, LANES.index(scope.lane))))
        if scope.sector_id is not None:
            found.append(("service_id", lambda service: self._sectors[service] == scope.sector_id))
        return found

    def _judged(self, row: Any) -> Iterator[list[bool]]:
        for column, accepts in self._narrowed:
            yield [accepts(key) for key in unpack_places(column, row.names, row.places)]
