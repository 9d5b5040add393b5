"""The numbers of the waiting hall behind a count."""

from collections.abc import Mapping, Sequence
from functools import partial
from uuid import UUID

from flask_babel import gettext
from sqlalchemy import select

from kiosk.reports.listing import Listing, Rows, uuid_of
from kiosk.reports.written import FIGURES
from kiosk.wording import named
from singlewindow.catalogue.records import Service
from singlewindow.places.clock import local
from singlewindow.places.records import Center, Window
from singlewindow.reports.overtaking import OvertakingPart
from singlewindow.reports.table import Cell, Column, ColumnKind
from singlewindow.reports.visit_rows import VisitPart, VisitRow, count_visit_rows, visit_rows
from singlewindow.tickets.letters import ARABIC_LETTERS

Names = Mapping[UUID | None, str]


def visit_list(listing: Listing) -> Rows:
    """Give the visits that a part of the hall, or of overtaking, counts."""
    return Rows(_columns(), partial(_visits, listing, _names(listing)), partial(_number, listing))


def _columns() -> list[Column]:
    seconds = ColumnKind.SECONDS
    return [
        *(Column(gettext("Day"), ColumnKind.DATE), Column(gettext("Taken at")), Column(gettext("Number"))),
        *(Column(gettext("Center")), Column(gettext("Service")), Column(gettext("Lane"))),
        *(Column(gettext("Window")), Column(gettext("How it stands"))),
        *(Column(gettext("Waited (minutes)"), seconds), Column(gettext("At the window (minutes)"), seconds)),
        Column(gettext("In all (minutes)"), seconds),
    ]


def _visits(listing: Listing, names: Names, after: str, limit: int) -> list[tuple[str, Sequence[Cell]]]:
    key, part = uuid_of(after) if after else None, listing.counted
    assert isinstance(part, VisitPart | OvertakingPart)
    found = visit_rows(listing.session, listing.place.scope, listing.asked.span, part, key, limit, listing.narrowed)
    return [(str(row.id), _visit(row, listing, names)) for row in found]


def _number(listing: Listing) -> int:
    part = listing.counted
    assert isinstance(part, VisitPart | OvertakingPart)
    return count_visit_rows(listing.session, listing.place.scope, listing.asked.span, part, listing.narrowed)


def _visit(row: VisitRow, listing: Listing, names: Names) -> Sequence[Cell]:
    letter = ARABIC_LETTERS.get(row.letter, row.letter) if listing.arabic else row.letter
    taken, number = f"{local(row.issued_at):%H:%M}", f"{letter} {row.number}"
    return (
        row.day,
        taken.translate(FIGURES) if listing.reader.arabic else taken,
        number.translate(FIGURES) if listing.reader.arabic else number,
        *(names.get(row.center_id), names.get(row.service_id), named(row.lane)),
        *(names.get(row.window_id), named(row.state)),
        *(row.waiting, row.service, row.total),
    )


def _names(listing: Listing) -> Names:
    session, language, center = listing.session, listing.reader.language, listing.place.center
    found: dict[UUID | None, str] = {each.id: each.name(language) for each in session.scalars(select(Center))}
    found.update({service.id: service.name(language) for service in session.scalars(select(Service))})
    within = (Window.center_id == center.id,) if center else ()
    for key, number in session.execute(select(Window.id, Window.number).where(*within)):
        found[key] = str(number).translate(FIGURES) if listing.reader.arabic else str(number)
    return found
