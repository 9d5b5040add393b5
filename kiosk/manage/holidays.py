"""The holidays of a center: filled in from the library, then added and removed by hand."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from flask import Blueprint, abort, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from kiosk.counter.typed import typed_key, typed_number
from kiosk.edge import database, now
from kiosk.guards import needs, permitted
from kiosk.manage.answering import Noted, saved
from kiosk.manage.recounting import recounted, said_of
from kiosk.manage.scope import managed_center
from singlewindow.audit.actions import Action
from singlewindow.database import Work
from singlewindow.people.roles import Permission
from singlewindow.places.clock import service_day
from singlewindow.places.holidays import (
    UnknownHoliday,
    YearNotKnown,
    add_holiday,
    fill_year,
    holidays_of,
    remove_holiday,
)
from singlewindow.places.records import Center

holidays = Blueprint("holidays", __name__)


@holidays.get("/manage/centers/<center>/holidays")
@needs(Permission.MANAGE_CENTER)
def page(center: str) -> str:
    """Show the holidays from this year on."""
    return _drawn(center)


@holidays.post("/manage/centers/<center>/holidays")
@needs(Permission.MANAGE_CENTER)
def add(center: str) -> Response:
    """Add a holiday."""
    place, form = managed_center(center), request.form
    facts = (form.get("day", ""), form.get("name_ar", ""), form.get("name_en", ""), "estimated" in form)
    return _saved(place, lambda work: add_holiday(work, place.governorate_id, _concerned(place), *facts))


@holidays.post("/manage/centers/<center>/holidays/remove")
@needs(Permission.MANAGE_CENTER)
def remove(center: str) -> Response:
    """Remove a holiday."""
    place, key = managed_center(center), typed_key(request.form.get("holiday", ""), UnknownHoliday)
    return _saved(place, lambda work: remove_holiday(work, key, place.governorate_id, _concerned(place)))


@holidays.post("/manage/centers/<center>/holidays/fill")
@needs(Permission.MANAGE_CENTER)
def fill(center: str) -> Response:
    """Fill in the holidays of a year as the library knows them."""
    place, year = managed_center(center), typed_number("year", YearNotKnown)
    said = gettext("Filled in. Days that the moon decides are estimates: correct them once they are announced.")

    def deed(work: Work) -> date:
        fill_year(work, place.governorate_id, _concerned(place), year)
        return date(year, 1, 1)

    return _saved(place, deed, said)


def _concerned(center: Center) -> UUID | None:
    """Give the only center that a change concerns; None for the governorate, which few may change."""
    if request.form.get("reach") != "governorate":
        return center.id
    if not permitted(Permission.MANAGE_GOVERNORATE):
        abort(403)
    return None


def _saved(place: Center, deed: Callable[[Work], date | None], said: str = "") -> Response:
    goal, noted = url_for("holidays.page", center=place.code), Noted(Action.HOLIDAYS_CHANGED, _concerned(place), "")
    change = recounted(deed, place, _concerned(place))
    return saved(change, goal, lambda why, field: _drawn(place.code, why, field), said_of(said), noted)


def _drawn(code: str, message: str = "", field: str = "") -> str:
    center, today = managed_center(code), service_day(now())
    with database().reading() as session:
        days = holidays_of(session, center, today.replace(month=1, day=1))
    filled = {holiday.day.year for holiday in days if holiday.source}
    return render_template(
        "manage/holidays.html",
        center=center,
        days=days,
        today=today,
        years=[year for year in (today.year, today.year + 1) if year not in filled],
        form=request.form,
        message=message,
        field=field,
    )
