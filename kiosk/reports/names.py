"""What the keys of a split are called, by which code an address names them, and in which order they stand."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Any

from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk.reports.named import NOBODY, Named
from kiosk.reports.names_beyond import NAMES_BEYOND
from kiosk.reports.place import NO_MARKAZ, Place, markaz_name
from kiosk.wording import named
from singlewindow.catalogue.records import Sector, Service
from singlewindow.places.centers import COUNTS
from singlewindow.places.records import Center, Window
from singlewindow.reports.axis_keys import KINDS
from singlewindow.reports.scope import Axis
from singlewindow.routes.records import Department
from singlewindow.tickets.states import Lane


def names(session: Session, place: Place, axis: Axis, language: str) -> Mapping[Hashable, Named]:
    """Give what each key of an axis is called within a place, in the order in which they stand.

    Days and months are no names: `days_named` tells them.
    """
    return NAMES[axis](session, place, language)


def _centers(session: Session, place: Place, language: str) -> Mapping[Hashable, Named]:
    found = session.scalars(
        select(Center).where(COUNTS, Center.governorate_id == place.governorate.id).order_by(Center.number)
    )
    return {center.id: _center(center, language) for center in found}


def _center(center: Center, language: str) -> Named:
    markaz = center.markaz_ar if language == "ar" else center.markaz_en
    return Named(center.code, center.name(language), named(center.kind), markaz)


def _marakez(session: Session, place: Place, language: str) -> Mapping[Hashable, Named]:
    marakez = (
        select(Center.markaz_ar, Center.markaz_en)
        .where(COUNTS, Center.governorate_id == place.governorate.id)
        .order_by(Center.markaz_ar == "", Center.number)
    )
    return {
        arabic: Named(english or NO_MARKAZ, markaz_name(arabic if language == "ar" else english))
        for arabic, english in session.execute(marakez)
    }


def _records(record: Any, order: Any) -> Callable[[Session, Place, str], Mapping[Hashable, Named]]:
    def read(session: Session, _place: Place, language: str) -> Mapping[Hashable, Named]:
        return {row.id: Named(row.code, row.name(language)) for row in session.scalars(select(record).order_by(order))}

    return read


def _windows(session: Session, place: Place, language: str) -> Mapping[Hashable, Named]:
    if place.center is None:
        return {}
    found = session.execute(
        select(Window.id, Window.number).where(Window.center_id == place.center.id).order_by(Window.number)
    )
    windows: dict[Hashable, Named] = {
        key: Named(str(number), gettext("Window %(number)s", number=number)) for key, number in found
    }
    return {**windows, None: Named(NOBODY, gettext("Not called to a window"))}


def _choices(choices: Iterable[Any]) -> Callable[[Session, Place, str], Mapping[Hashable, Named]]:
    def read(_session: Session, _place: Place, _language: str) -> Mapping[Hashable, Named]:
        return {choice: Named(choice.value, named(choice)) for choice in choices}

    return read


NAMES: dict[Axis, Callable[[Session, Place, str], Mapping[Hashable, Named]]] = {
    Axis.CENTER: _centers,
    Axis.KIND: _choices(KINDS),
    Axis.MARKAZ: _marakez,
    Axis.DEPARTMENT: _records(Department, Department.position),
    Axis.SECTOR: _records(Sector, Sector.position),
    Axis.SERVICE: _records(Service, Service.position),
    Axis.WINDOW: _windows,
    Axis.LANE: _choices(Lane),
    **NAMES_BEYOND,
}
