"""The files behind a number: requests, late ones, and the stages that files were at."""

from collections.abc import Callable, Sequence
from functools import partial

from flask_babel import gettext

from kiosk.reports.listing import Listing, Rows, place_after, row_key
from kiosk.wording import named
from singlewindow.places.clock import service_day
from singlewindow.reports.lateness import LatePart, late_rows
from singlewindow.reports.request_parts import Part
from singlewindow.reports.request_rows import RequestRow, RowKey, count_request_rows, request_rows
from singlewindow.reports.scope import Axis
from singlewindow.reports.stage_rows import StageRow, stage_rows
from singlewindow.reports.stage_times import StagePart
from singlewindow.reports.table import Cell, Column, ColumnKind

Found = Sequence[tuple[str, Sequence[Cell]]]
Fetch = Callable[[Listing, RowKey | None, int], Sequence[RequestRow]]


def files(listing: Listing) -> Rows:
    """Give the requests that a part counts."""
    return Rows(_columns(), partial(_files, listing, _of_part), partial(_number, listing))


def late_files(listing: Listing) -> Rows:
    """Give the late requests that a part counts, of one reason where that is asked for."""
    return Rows(_columns(), partial(_files, listing, _late))


def stages(listing: Listing) -> Rows:
    """Give the stages that a part counts, of one department and kind where these are asked for."""
    return Rows(_stage_columns(), partial(_stages, listing))


def _columns() -> list[Column]:
    date = ColumnKind.DATE
    return [
        *(Column(gettext("Request")), Column(gettext("Center")), Column(gettext("Service"))),
        *(Column(gettext("Received on"), date), Column(gettext("Counted on"), date)),
        *(Column(gettext("State today")), Column(gettext("Due on"), date)),
    ]


def _files(listing: Listing, fetch: Fetch, after: str, limit: int) -> Found:
    found = fetch(listing, row_key(after), limit)
    return [(place_after(row.key), _file(row, listing.arabic)) for row in found]


def _of_part(listing: Listing, after: RowKey | None, limit: int) -> Sequence[RequestRow]:
    scope, span = listing.place.scope, listing.asked.span
    return request_rows(listing.session, scope, span, listing.reader.today, Part(listing.counted), after, limit)


def _number(listing: Listing) -> int:
    scope, span = listing.place.scope, listing.asked.span
    return count_request_rows(listing.session, scope, span, listing.reader.today, Part(listing.counted))


def _late(listing: Listing, after: RowKey | None, limit: int) -> Sequence[RequestRow]:
    scope, span, part = listing.place.scope, listing.asked.span, LatePart(listing.counted)
    return late_rows(listing.session, scope, span, listing.reader.today, part, after, limit, listing.narrowed)


def _file(row: RequestRow, arabic: bool) -> Sequence[Cell]:
    return (
        row.number,
        row.center_ar if arabic else row.center_en,
        row.service_ar if arabic else row.service_en,
        service_day(row.received_at),
        service_day(row.moment),
        named(row.state),
        row.due_on,
    )


def _stage_columns() -> list[Column]:
    date = ColumnKind.DATE
    return [
        *(Column(gettext("Request")), Column(gettext("Center")), Column(gettext("Department"))),
        *(Column(gettext("Stage")), Column(gettext("Came on"), date), Column(gettext("Left on"), date)),
        *(Column(gettext("Due on"), date), Column(gettext("Hours there"), ColumnKind.HOURS)),
    ]


def _stages(listing: Listing, after: str, limit: int) -> Found:
    of, part = listing.narrowed.get(Axis.STAGE), StagePart(listing.counted)
    found = stage_rows(listing.session, listing.place.scope, listing.asked.span, part, of, row_key(after), limit)
    return [(place_after(row.key), _stage(row, listing.arabic)) for row in found]


def _stage(row: StageRow, arabic: bool) -> Sequence[Cell]:
    return (
        row.number,
        row.center_ar if arabic else row.center_en,
        row.department_ar if arabic else row.department_en,
        named(row.kind),
        service_day(row.entered_at),
        service_day(row.moment),
        row.due_on,
        (row.moment - row.entered_at).total_seconds(),
    )
