"""What a report is about, as its address says it: a governorate, narrowed step by step, and never past one's own."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk.reports.named import NOBODY
from kiosk.wording import named
from singlewindow.catalogue.records import Sector, Service
from singlewindow.errors import N_, Unknown
from singlewindow.people.records import Staff
from singlewindow.places.centers import COUNTS
from singlewindow.places.records import Center, CenterKind, Governorate, Window
from singlewindow.reports.scope import Axis, Scope
from singlewindow.routes.records import Department
from singlewindow.tickets.states import Lane

ORDER = (*(Axis.KIND, Axis.MARKAZ, Axis.CENTER, Axis.DEPARTMENT, Axis.SECTOR, Axis.SERVICE, Axis.WINDOW, Axis.LANE),)
"""How steps stand in an address and on the way back, whatever the order in which they were taken."""
NO_MARKAZ = "-"
MOBILE = "mobile"
"""The view that tells of the car apart."""
NOTHING: Mapping[Axis, str] = {}
T = TypeVar("T")


class UnknownPlace(Unknown):
    message = N_("There is nothing of that name to report on.")


@dataclass(frozen=True)
class Step:
    """One narrowing: by what, its value in an address, and what it is called; `value` is a key, or a choice."""

    axis: Axis
    code: str
    name: Callable[[str], str]
    value: Any


@dataclass(frozen=True)
class Place:
    """A governorate and the steps by which it was narrowed. `own`: how many of them the reader can't go back behind."""

    governorate: Governorate
    steps: tuple[Step, ...]
    own: frozenset[Axis]
    center: Center | None

    @property
    def scope(self) -> Scope:
        """The scope that figures are counted for."""
        fields = {FIELDS[step.axis]: step.value for step in self.steps}
        return Scope(self.governorate.id, **fields)

    @property
    def args(self) -> dict[str, str]:
        """What a link says to come here again."""
        return {step.axis.value: step.code for step in self.steps}

    def has(self, axis: Axis) -> bool:
        """Tell whether the place is narrowed by an axis."""
        return any(step.axis is axis for step in self.steps)

    def back_to(self, axis: Axis) -> dict[str, str]:
        """Give what a link says to go back to a step: it and those before it, and whatever is the reader's own."""
        kept = ORDER[: ORDER.index(axis) + 1]
        return {step.axis.value: step.code for step in self.steps if step.axis in kept or step.axis in self.own}

    def start(self) -> dict[str, str]:
        """Give what a link says to go back to where the reader begins."""
        return {step.axis.value: step.code for step in self.steps if step.axis in self.own}


FIELDS = {
    Axis.KIND: "kind",
    Axis.MARKAZ: "markaz",
    Axis.CENTER: "center_id",
    Axis.DEPARTMENT: "department_id",
    Axis.SECTOR: "sector_id",
    Axis.SERVICE: "service_id",
    Axis.WINDOW: "window_id",
    Axis.LANE: "lane",
}


def place_of(session: Session, staff: Staff, args: Mapping[str, str]) -> Place:
    """Read where a reader goes; their own center, and a head's own department, stand whatever the address says.

    Raises UnknownPlace for a name that there is not, and for a window without its center.
    """
    return place_named(session, args, _own(session, staff))


def place_named(session: Session, args: Mapping[str, str], own: Mapping[Axis, str] = NOTHING) -> Place:
    """Read a place by its address, as nobody goes to it; `own` steps stand whatever it says. Raises UnknownPlace."""
    asked = _asked(args) | dict(own)
    center = _center(session, asked[Axis.CENTER]) if Axis.CENTER in asked else None
    governorate = _governorate(session, center)
    steps = tuple(_steps(session, governorate, center, asked))
    return Place(governorate, steps, frozenset(own), center)


def _asked(args: Mapping[str, str]) -> dict[Axis, str]:
    """Give the steps of an address: the view of the car has its kind, and a window that nobody called is no step."""
    asked = {axis: args[axis.value] for axis in ORDER if args.get(axis.value)}
    if asked.get(Axis.WINDOW) == NOBODY:
        del asked[Axis.WINDOW]
    return asked | ({Axis.KIND: CenterKind.MOBILE.value} if args.get("view") == MOBILE else {})


def _own(session: Session, staff: Staff) -> dict[Axis, str]:
    own = {}
    if staff.center_id is not None:
        own[Axis.CENTER] = session.get_one(Center, staff.center_id).code
    if staff.department_id is not None:
        own[Axis.DEPARTMENT] = session.get_one(Department, staff.department_id).code
    return own


def _center(session: Session, code: str) -> Center:
    return known(session.scalar(select(Center).where(Center.code == code)))


def _governorate(session: Session, center: Center | None) -> Governorate:
    if center is not None:
        return session.get_one(Governorate, center.governorate_id)
    return known(session.scalar(select(Governorate).order_by(Governorate.code).limit(1)))


def _steps(
    session: Session, governorate: Governorate, center: Center | None, asked: Mapping[Axis, str]
) -> Iterator[Step]:
    for axis in ORDER:
        if axis in asked:
            yield _step(session, governorate, center, axis, asked[axis])


def _step(session: Session, governorate: Governorate, center: Center | None, axis: Axis, code: str) -> Step:
    if axis is Axis.CENTER:
        there = known(center)
        return Step(axis, there.code, there.name, there.id)
    if axis in NAMED:
        record = NAMED[axis]
        row = known(session.scalar(select(record).where(record.code == code)))
        return Step(axis, row.code, row.name, row.id)
    if axis is Axis.WINDOW:
        return _window(session, known(center), code)
    if axis is Axis.MARKAZ:
        return _markaz(session, governorate, code)
    return _choice(axis, code)


NAMED: dict[Axis, Any] = {Axis.SECTOR: Sector, Axis.SERVICE: Service, Axis.DEPARTMENT: Department}
CHOICES: dict[Axis, type[CenterKind] | type[Lane]] = {Axis.KIND: CenterKind, Axis.LANE: Lane}


def _window(session: Session, center: Center, code: str) -> Step:
    number = int(code) if code.isascii() and code.isdigit() and len(code) < 6 else 0
    found = select(Window.id).where(Window.center_id == center.id, Window.number == number)
    key = known(session.scalar(found))
    return Step(Axis.WINDOW, code, lambda _language: gettext("Window %(number)s", number=number), key)


def _markaz(session: Session, governorate: Governorate, code: str) -> Step:
    english = "" if code == NO_MARKAZ else code
    within = (COUNTS, Center.governorate_id == governorate.id, Center.markaz_en == english)
    arabic = known(session.scalar(select(Center.markaz_ar).where(*within).order_by(Center.number).limit(1)))
    return Step(Axis.MARKAZ, code, lambda language: markaz_name(arabic if language == "ar" else english), arabic)


def markaz_name(name: str) -> str:
    """Give what a markaz is called on a page, and what belongs to none."""
    return name or gettext("In no markaz")


def _choice(axis: Axis, code: str) -> Step:
    try:
        value = CHOICES[axis](code)
    except ValueError:
        raise UnknownPlace from None
    if value is CenterKind.PRACTICE:
        raise UnknownPlace
    return Step(axis, code, lambda _language: named(value), value)


def known(found: T | None) -> T:
    """Give what was found; raises UnknownPlace for nothing."""
    if found is None:
        raise UnknownPlace
    return found
