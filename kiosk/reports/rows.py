"""The rows behind a number, as a table of their own: a page at a time, or all of them as they come."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any
from uuid import UUID

from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk.reports.asked import Asked
from kiosk.reports.measures import Measure
from kiosk.reports.place import Place, UnknownPlace
from kiosk.reports.reader import Reader
from kiosk.reports.written import FIGURES
from kiosk.wording import named
from singlewindow.catalogue.records import Service
from singlewindow.places.clock import local, service_day
from singlewindow.places.records import Center, Window
from singlewindow.reports.request_rows import RequestRow, RowKey, count_request_rows, request_rows
from singlewindow.reports.scope import Axis
from singlewindow.reports.table import Cell, Column, ColumnKind
from singlewindow.reports.visit_rows import VisitPart, VisitRow, count_visit_rows, visit_rows
from singlewindow.tickets.letters import ARABIC_LETTERS

A_BATCH = 5000
AT_ONCE = 3000
"""So many rows are given at once; more are made by the press."""
HOURLY = {Axis.WEEKDAY: range(7), Axis.HOUR: range(24)}
Read = Callable[[str, int], Sequence[tuple[str, Sequence[Cell]]]]


@dataclass(frozen=True)
class Rows:
    """The rows of a number: their columns, how those after a place (empty: from the first on) are read, and how many
    they are, where that can be asked."""

    columns: Sequence[Column]
    read: Read
    count: Callable[[], int] | None = None

    def all(self) -> Iterator[Sequence[Cell]]:
        """Give all rows, read by the batch."""
        after = ""
        while batch := self.read(after, A_BATCH):
            yield from (row for _, row in batch)
            after = batch[-1][0]


def rows_of(session: Session, place: Place, asked: Asked, measure: Measure, reader: Reader) -> Rows:
    """Give the rows of a measure. Raises UnknownPlace for a measure that is no number of rows."""
    if measure.part is not None:
        counted = partial(count_request_rows, session, place.scope, asked.span, reader.today, measure.part)
        return Rows(_request_columns(), partial(_requests, session, place, asked, measure, reader), counted)
    if measure.visits is not None and not place.has(Axis.DEPARTMENT):
        names = _visit_names(session, place, reader)
        read = partial(_visits, session, place, asked, measure.visits, reader, names)
        hour = hour_of(reader.args)
        counted = partial(count_visit_rows, session, place.scope, asked.span, measure.visits, hour)
        return Rows(_visit_columns(), read, counted)
    raise UnknownPlace


def is_long(rows: Rows) -> bool:
    """Tell whether rows are too many to be given at once."""
    return len(rows.read("", AT_ONCE + 1)) > AT_ONCE


def _request_columns() -> list[Column]:
    date = ColumnKind.DATE
    return [
        *(Column(gettext("Request")), Column(gettext("Center")), Column(gettext("Service"))),
        *(Column(gettext("Received on"), date), Column(gettext("Counted on"), date)),
        *(Column(gettext("State today")), Column(gettext("Due on"), date)),
    ]


def _requests(
    session: Session, place: Place, asked: Asked, measure: Measure, reader: Reader, after: str, limit: int
) -> list[tuple[str, Sequence[Cell]]]:
    assert measure.part is not None
    found = request_rows(session, place.scope, asked.span, reader.today, measure.part, _request_key(after), limit)
    return [(f"{row.moment.isoformat()}~{row.id}", _request_row(row, reader)) for row in found]


def _request_row(row: RequestRow, reader: Reader) -> Sequence[Cell]:
    arabic = reader.language == "ar"
    return (
        row.number,
        row.center_ar if arabic else row.center_en,
        row.service_ar if arabic else row.service_en,
        service_day(row.received_at),
        service_day(row.moment),
        named(row.state),
        row.due_on,
    )


def _visit_columns() -> list[Column]:
    seconds = ColumnKind.SECONDS
    return [
        *(Column(gettext("Day"), ColumnKind.DATE), Column(gettext("Taken at")), Column(gettext("Number"))),
        *(Column(gettext("Center")), Column(gettext("Service")), Column(gettext("Lane"))),
        *(Column(gettext("Window")), Column(gettext("How it stands"))),
        *(Column(gettext("Waited (minutes)"), seconds), Column(gettext("At the window (minutes)"), seconds)),
        Column(gettext("In all (minutes)"), seconds),
    ]


def _visits(
    session: Session,
    place: Place,
    asked: Asked,
    part: VisitPart,
    reader: Reader,
    names: Mapping[UUID | None, str],
    after: str,
    limit: int,
) -> list[tuple[str, Sequence[Cell]]]:
    key = _key(after) if after else None
    found = visit_rows(session, place.scope, asked.span, part, key, limit, hour_of(reader.args))
    return [(str(row.id), _visit_row(row, reader, names)) for row in found]


def _visit_row(row: VisitRow, reader: Reader, names: Mapping[UUID | None, str]) -> Sequence[Cell]:
    letter = ARABIC_LETTERS.get(row.letter, row.letter) if reader.language == "ar" else row.letter
    number = f"{letter} {row.number}"
    taken = f"{local(row.issued_at):%H:%M}"
    return (
        row.day,
        taken.translate(FIGURES) if reader.arabic else taken,
        number.translate(FIGURES) if reader.arabic else number,
        *(names.get(row.center_id), names.get(row.service_id), named(row.lane)),
        *(names.get(row.window_id), named(row.state)),
        *(row.waiting, row.service, row.total),
    )


def _visit_names(session: Session, place: Place, reader: Reader) -> dict[UUID | None, str]:
    found: dict[UUID | None, str] = {}
    found.update({center.id: center.name(reader.language) for center in session.scalars(select(Center))})
    found.update({service.id: service.name(reader.language) for service in session.scalars(select(Service))})
    within = (Window.center_id == place.center.id,) if place.center else ()
    for key, number in session.execute(select(Window.id, Window.number).where(*within)):
        found[key] = str(number).translate(FIGURES) if reader.arabic else str(number)
    return found


def hour_of(args: Mapping[str, str]) -> dict[Axis, Any]:
    """Give the weekday and the hour of a cell of the heat map, where an address names one; raises UnknownPlace."""
    asked = {axis: args[axis.value] for axis in HOURLY if args.get(axis.value)}
    for axis, typed in asked.items():
        if not (typed.isascii() and typed.isdigit() and len(typed) < 3 and int(typed) in HOURLY[axis]):
            raise UnknownPlace
    return {axis: int(typed) for axis, typed in asked.items()}


def _request_key(after: str) -> RowKey | None:
    if not after:
        return None
    moment, _, key = after.partition("~")
    try:
        return RowKey(datetime.fromisoformat(moment).astimezone(UTC), _key(key))
    except (ValueError, OverflowError):
        raise UnknownPlace from None


def _key(typed: str) -> UUID:
    try:
        return UUID(typed)
    except ValueError:
        raise UnknownPlace from None
