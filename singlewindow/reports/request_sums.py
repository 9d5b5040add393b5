"""Figures of requests from the summary of sealed days, and from the rows where there is none."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from singlewindow.catalogue.records import Service
from singlewindow.places.records import Center
from singlewindow.reports.axis_keys import key_of
from singlewindow.reports.holes import holes, table_of
from singlewindow.reports.records import OpenOfDay, RequestsOfDay
from singlewindow.reports.request_lines import counts, lines, numbers
from singlewindow.reports.request_parts import Basis, Part, happened, open_at
from singlewindow.reports.scope import Axis, Scope, centers
from singlewindow.reports.span import Span

BY_SERVICE = (Axis.SERVICE, Axis.SECTOR)
OF_CENTER = (Axis.CENTER, Axis.KIND, Axis.MARKAZ, Axis.DAY, Axis.MONTH, *BY_SERVICE, Axis.DEPARTMENT)
Found = Mapping[Any, Counter[Part]]
Key = Callable[[UUID, date, str], Any]


@dataclass(frozen=True)
class _Asked:
    """What is asked of the summary: which of its lines, which of those to take, and the key of each."""

    column: str
    key: Key
    takes: Callable[[str], bool]


def what_happened(session: Session, scope: Scope, span: Span, axis: Axis | None) -> Found:
    """Give by key of an axis what was received and what ended in a span; with no axis by the one key None.

    Raises NotSplitThus.
    """
    asked = _asked(session, scope, axis)
    if asked is None:
        return _from_rows(session, happened(scope, span), axis)
    sealed, found = _from_sums(session, RequestsOfDay, scope, span, asked)
    left = holes(session.scalars(centers(scope)).all(), span, sealed)
    if left is None:
        return _from_rows(session, happened(scope, span), axis)
    if left:
        _add(found, _from_rows(session, happened(scope, span, table_of(left)), axis))
    return found


def what_was_open(session: Session, scope: Scope, last: date, axis: Axis | None) -> Found:
    """Give by key of an axis what was open at the end of a day, as `what_happened` does."""
    asked = _asked(session, scope, axis)
    if asked is None:
        return _from_rows(session, open_at(scope, last), axis)
    sealed, found = _from_sums(session, OpenOfDay, scope, Span.day(last), asked)
    left = [center for center in session.scalars(centers(scope)) if (center, last) not in sealed]
    if left:
        _add(found, _from_rows(session, open_at(scope, last, left if sealed else None), axis))
    return found


def _asked(session: Session, scope: Scope, axis: Axis | None) -> _Asked | None:
    """Give how the summary answers; None where it can't: of windows and lanes, and of what goes through a department
    by service or by the others that it goes through.
    """
    by_service = axis in BY_SERVICE or scope.service_id is not None or scope.sector_id is not None
    by_department = axis is Axis.DEPARTMENT or scope.department_id is not None
    narrower = scope.window_id is not None or scope.lane is not None
    twice = by_department and (by_service or (axis is Axis.DEPARTMENT and scope.department_id is not None))
    if narrower or twice or axis not in (None, *OF_CENTER):
        return None
    if by_department:
        only = None if scope.department_id is None else {str(scope.department_id)}
        return _Asked("departments", _key(session, axis, {}), lambda name: only is None or name in only)
    sectors = _sectors(session) if by_service else {}
    column = "services" if by_service else "whole"
    return _Asked(column, _key(session, axis, sectors), lambda name: _in_sector(scope, sectors, name))


def _in_sector(scope: Scope, sectors: Mapping[str, UUID], name: str) -> bool:
    right_one = scope.service_id is None or str(scope.service_id) == name
    return right_one and (scope.sector_id is None or sectors[name] == scope.sector_id)


def _sectors(session: Session) -> dict[str, UUID]:
    return {str(key): sector for key, sector in session.execute(select(Service.id, Service.sector_id))}


def _key(session: Session, axis: Axis | None, sectors: Mapping[str, UUID]) -> Key:
    """Give what tells the key of an axis from a center, a day and the name of a line."""
    if axis in (Axis.KIND, Axis.MARKAZ):
        column = Center.kind if axis is Axis.KIND else Center.markaz_ar
        place = dict(session.execute(select(Center.id, column)).all())
        return lambda center, _day, _name: place[center]
    found: dict[Axis | None, Key] = {
        None: lambda _center, _day, _name: None,
        Axis.CENTER: lambda center, _day, _name: center,
        Axis.DAY: lambda _center, day, _name: day,
        Axis.MONTH: lambda _center, day, _name: day.replace(day=1),
        Axis.SERVICE: lambda _center, _day, name: UUID(name),
        Axis.SECTOR: lambda _center, _day, name: sectors[name],
        Axis.DEPARTMENT: lambda _center, _day, name: UUID(name),
    }
    return found[axis]


def _from_sums(
    session: Session, record: type[RequestsOfDay | OpenOfDay], scope: Scope, span: Span, asked: _Asked
) -> tuple[set[tuple[UUID, date]], defaultdict[Any, Counter[Part]]]:
    """Give which days of which centers are sealed, and their numbers, from one question: so both are of one moment."""
    there = (record.center_id.in_(centers(scope)), record.day.between(span.first, span.last), record.sealed)
    sealed: set[tuple[UUID, date]] = set()
    found: defaultdict[Any, Counter[Part]] = defaultdict(Counter)
    for center, day, told in session.execute(
        select(record.center_id, record.day, getattr(record, asked.column)).where(*there)
    ):
        sealed.add((center, day))
        for name, numbers_of in ({"": told} if asked.column == "whole" else told).items():
            if asked.column == "whole" or asked.takes(name):
                found[asked.key(center, day, name)].update(numbers_of)
    return sealed, found


def _from_rows(session: Session, bases: Iterable[Basis], axis: Axis | None) -> defaultdict[Any, Counter[Part]]:
    found: defaultdict[Any, Counter[Part]] = defaultdict(Counter)
    for basis in bases:
        if axis is None:
            found[None].update(counts(basis.parts, session.execute(basis.query.add_columns(*numbers(basis))).one()))
            continue
        for key, *row in session.execute(lines(basis, axis)):
            found[key_of(axis, key)].update(counts(basis.parts, row))
    return found


def _add(found: defaultdict[Any, Counter[Part]], more: Found) -> None:
    for key, numbers_of in more.items():
        found[key].update(numbers_of)
