"""Holidays: filled from the library `holidays`, then kept by hand, for one center or for a governorate."""

from collections.abc import Iterator, Sequence
from datetime import date
from importlib.metadata import version
from uuid import UUID

import holidays as library
from sqlalchemy import ColumnElement, extract, or_, select
from sqlalchemy.orm import Session

from singlewindow.database import Work
from singlewindow.errors import N_, Invalid, Refusal, Unknown
from singlewindow.places.centers import CenterChanged, UnknownCenter, lock_center
from singlewindow.places.records import Center, Holiday
from singlewindow.text import one_line

SOURCE = f"holidays {version('holidays')}"
FIRST_YEAR, LAST_YEAR = 2020, 2075


class UnknownHoliday(Unknown):
    message = N_("There is no such holiday.")


class NotADay(Invalid):
    message = N_("Please choose a day.")
    field = "day"


class HolidayIsKnown(Refusal):
    message = N_("This day is a holiday already.")


class YearIsFilled(Refusal):
    message = N_("The holidays of %(year)s have been filled in before. Change them one by one.")


class YearNotKnown(Invalid):
    message = N_("The holidays of this year are not known.")
    field = "year"


def holidays_of(session: Session, center: Center, first: date) -> Sequence[Holiday]:
    """Give the holidays that close a center from a day on, in order."""
    closes = _closing(center.governorate_id, center.id)
    return session.scalars(select(Holiday).where(*closes, Holiday.day >= first).order_by(Holiday.day)).all()


def known_holidays(year: int) -> Iterator[Holiday]:
    """Give Egypt's holidays of a year as the library knows them, named by it in Arabic and English.

    A name says `(estimated)` where the moon decides; that is kept beside the name. Raises YearNotKnown.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise YearNotKnown
    arabic, english = (library.country_holidays("EG", years=year, language=name) for name in ("ar_EG", "en_US"))
    for day, name in sorted(english.items()):
        yield Holiday(
            day=day,
            name_ar=arabic[day].replace(" (تقديري)", "").replace(" تقديري)", ")"),
            name_en=name.replace(" (estimated)", "").replace(", estimated)", ")"),
            estimated="estimated" in name,
            source=SOURCE,
        )


def fill_year(work: Work, governorate_id: UUID, center_id: UUID | None, year: int) -> int:
    """Fill in the holidays of a year for one center, or for its whole governorate, and give how many are new.

    A year is filled in once: what staff then change stays as they left it. Raises YearNotKnown, YearIsFilled.
    """
    _lock(work, governorate_id, center_id)
    of_year = (extract("year", Holiday.day) == year, *_closing(governorate_id, center_id))
    there = work.session.scalars(select(Holiday).where(*of_year)).all()
    if any(holiday.source for holiday in there):
        raise YearIsFilled(year=year)
    closed = {holiday.day for holiday in there}
    fresh = [holiday for holiday in known_holidays(year) if holiday.day not in closed]
    for holiday in fresh:
        holiday.governorate_id, holiday.center_id = governorate_id, center_id
        work.add(holiday)
    return len(fresh)


def add_holiday(
    work: Work, governorate_id: UUID, center_id: UUID | None, day: str, name_ar: str, name_en: str, estimated: bool
) -> date:
    """Close a center, or its whole governorate, on a day (ISO 8601), and give it.

    Raises NotADay, HolidayIsKnown or the refusals of `one_line`.
    """
    try:
        when = date.fromisoformat(day)
    except ValueError as error:
        raise NotADay from error
    _lock(work, governorate_id, center_id)
    names = [one_line(name, N_("The name"), most=80) for name in (name_ar, name_en)]
    if work.session.scalar(select(Holiday.id).where(Holiday.day == when, *_closing(governorate_id, center_id))):
        raise HolidayIsKnown
    where = {"governorate_id": governorate_id, "center_id": center_id}
    work.add(Holiday(**where, day=when, name_ar=names[0], name_en=names[1], estimated=estimated))
    return when


def remove_holiday(work: Work, holiday_id: UUID, governorate_id: UUID, center_id: UUID | None) -> date:
    """Open again on a holiday of a center, or with no center on one of the governorate, and give the day.

    Raises UnknownHoliday.
    """
    _lock(work, governorate_id, center_id)
    holiday = work.session.get(Holiday, holiday_id)
    if holiday is None or (holiday.governorate_id, holiday.center_id) != (governorate_id, center_id):
        raise UnknownHoliday
    work.session.delete(holiday)
    return holiday.day


def _closing(governorate_id: UUID, center_id: UUID | None) -> tuple[ColumnElement[bool], ...]:
    """Give what chooses the holidays of a governorate and, with a center, its own beside them."""
    own = Holiday.center_id.is_(None)
    return Holiday.governorate_id == governorate_id, own if center_id is None else or_(
        own, Holiday.center_id == center_id
    )


def _lock(work: Work, governorate_id: UUID, center_id: UUID | None) -> None:
    """Lock the centers that a holiday concerns, and tell their screens."""
    concerned = (
        Center.governorate_id == governorate_id,
        Center.id == center_id if center_id else Center.id.is_not(None),
    )
    keys = work.session.scalars(select(Center.id).where(*concerned).order_by(Center.id)).all()
    if not keys:
        raise UnknownCenter
    for key in keys:
        work.tell(CenterChanged(key, lock_center(work.session, key).version))
