"""The rows of money behind a sum, and the certificates and complaints behind a number."""

from collections.abc import Sequence
from functools import partial

from flask_babel import gettext

from kiosk.reports.listing import Listing, Rows, place_after, row_key
from kiosk.reports.written import FIGURES
from singlewindow.places.clock import local, service_day
from singlewindow.reports.desk_counts import DeskPart
from singlewindow.reports.desk_rows import desk_rows
from singlewindow.reports.money_parts import MoneyPart
from singlewindow.reports.money_rows import money_rows
from singlewindow.reports.table import Cell, Column, ColumnKind

Found = Sequence[tuple[str, Sequence[Cell]]]


def money_list(listing: Listing) -> Rows:
    """Give the receipts, entries or cash sessions of which a part is the sum, with what each has of it."""
    columns = [
        *(Column(gettext("Number")), Column(gettext("Center")), Column(gettext("Day"), ColumnKind.DATE)),
        *(Column(gettext("Time")), Column(gettext("Amount (pounds)"), ColumnKind.MONEY)),
    ]
    return Rows(columns, partial(_money, listing))


def desk_list(listing: Listing) -> Rows:
    """Give the certificates or complaints that a part counts."""
    columns = [
        *(Column(gettext("Number")), Column(gettext("Center"))),
        *(Column(gettext("Counted on"), ColumnKind.DATE), Column(gettext("Time"))),
    ]
    return Rows(columns, partial(_desk, listing))


def _money(listing: Listing, after: str, limit: int) -> Found:
    of, part = next(iter(listing.narrowed.items()), None), MoneyPart(listing.counted)
    found = money_rows(listing.session, listing.place.scope, listing.asked.span, part, row_key(after), limit, of)
    return [
        (
            place_after(row.key),
            (
                row.number,
                row.center_ar if listing.arabic else row.center_en,
                service_day(row.moment),
                _time(listing, f"{local(row.moment):%H:%M}"),
                int(row.amount),
            ),
        )
        for row in found
    ]


def _desk(listing: Listing, after: str, limit: int) -> Found:
    part = DeskPart(listing.counted)
    found = desk_rows(listing.session, listing.place.scope, listing.asked.span, part, row_key(after), limit)
    return [
        (
            place_after(row.key),
            (
                row.number,
                row.center_ar if listing.arabic else row.center_en,
                service_day(row.moment),
                _time(listing, f"{local(row.moment):%H:%M}"),
            ),
        )
        for row in found
    ]


def _time(listing: Listing, time: str) -> str:
    return time.translate(FIGURES) if listing.reader.arabic else time
