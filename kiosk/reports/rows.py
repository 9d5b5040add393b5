"""Which list of rows stands behind a number, and by what it may be narrowed."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from kiosk.reports.asked import Asked
from kiosk.reports.listing import Listing, Rows
from kiosk.reports.lists_of_files import files, late_files, stages
from kiosk.reports.lists_of_money import desk_list, money_list
from kiosk.reports.lists_of_visits import visit_list
from kiosk.reports.measures import Measure
from kiosk.reports.narrowing import narrowing
from kiosk.reports.place import Place, UnknownPlace
from kiosk.reports.reader import Reader
from kiosk.reports.sources import (
    OF_DESK,
    OF_LATE,
    OF_MONEY,
    OF_REQUESTS,
    OF_STAGES,
    OF_TURNS,
    OF_VISITS,
    Source,
)
from singlewindow.reports.desk_counts import DeskPart
from singlewindow.reports.lateness import LatePart
from singlewindow.reports.money_parts import MoneyPart
from singlewindow.reports.overtaking import OvertakingPart
from singlewindow.reports.request_parts import Part
from singlewindow.reports.scope import Axis
from singlewindow.reports.stage_times import StagePart
from singlewindow.reports.visit_rows import VisitPart

AT_ONCE = 3000
"""So many rows are given at once; more are made by the press."""


@dataclass(frozen=True)
class Kind:
    """A kind of rows: how they are listed, in which scopes there are any, and what may narrow them beyond a place.

    `at_once`: by how many of these at once.
    """

    listed: Callable[[Listing], Rows]
    source: Source
    narrowed: frozenset[Axis] = frozenset()
    at_once: int = 1


KINDS: dict[type, Kind] = {
    Part: Kind(files, OF_REQUESTS),
    LatePart: Kind(late_files, OF_LATE, frozenset({Axis.REASON})),
    StagePart: Kind(stages, OF_STAGES, frozenset({Axis.STAGE})),
    VisitPart: Kind(visit_list, OF_VISITS, frozenset({Axis.HOUR, Axis.WEEKDAY, Axis.CLERK, Axis.WINDOW}), 4),
    OvertakingPart: Kind(visit_list, OF_TURNS),
    MoneyPart: Kind(money_list, OF_MONEY, frozenset({Axis.METHOD, Axis.ITEM, Axis.CLERK})),
    DeskPart: Kind(desk_list, OF_DESK),
}


def rows_of(session: Session, place: Place, asked: Asked, measure: Measure, reader: Reader) -> Rows:
    """Give the rows of a measure. Raises UnknownPlace where it has none, or none that its reader may see."""
    if measure.counted is None or (isinstance(measure.counted, MoneyPart) and not reader.sees_money):
        raise UnknownPlace
    kind, narrowed = KINDS[type(measure.counted)], narrowing(session, place, reader.args)
    if not kind.source.fits(place.scope) or not narrowed.keys() <= kind.narrowed or len(narrowed) > kind.at_once:
        raise UnknownPlace
    return kind.listed(Listing(session, place, asked, measure.counted, reader, narrowed))


def is_long(rows: Rows) -> bool:
    """Tell whether rows are too many to be given at once."""
    return len(rows.read("", AT_ONCE + 1)) > AT_ONCE
