"""Hours, notices and rules of a center: what its manager sets beside the people and the services."""

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from kiosk.edge import database
from kiosk.guards import needs
from kiosk.manage.answering import Noted, saved
from kiosk.manage.recounting import recounted, said_of
from kiosk.manage.scope import managed_center
from singlewindow.audit.actions import Action
from singlewindow.people.roles import Permission
from singlewindow.places.hours import WEEK, set_hours
from singlewindow.places.opening import hours_of
from singlewindow.places.records import Digits
from singlewindow.places.rules import ALARMS, LONGEST_NOTICE, ORDER, RULES, TIMES, set_notices, set_rules

hours = Blueprint("hours", __name__)
notices = Blueprint("notices", __name__)
rules = Blueprint("rules", __name__)


@hours.get("/manage/centers/<center>/hours")
@needs(Permission.MANAGE_CENTER)
def page(center: str) -> str:
    """Show the weekly hours."""
    return _hours(center)


@hours.post("/manage/centers/<center>/hours")
@needs(Permission.MANAGE_CENTER)
def set_week(center: str) -> Response:
    """Set the weekly hours."""
    place, form = managed_center(center), request.form
    typed = {day: (form.get(f"opens-{day}", ""), form.get(f"closes-{day}", "")) for day in WEEK}
    return saved(
        recounted(lambda work: set_hours(work, place.id, typed), place, place.id),
        url_for("hours.page", center=center),
        lambda said, field: _hours(center, said, field),
        said_of(""),
        noted=Noted(Action.HOURS_SET, place.id, place.code),
    )


@notices.get("/manage/centers/<center>/notices", endpoint="page")
@needs(Permission.MANAGE_CENTER)
def notices_page(center: str) -> str:
    """Show the notices."""
    return _notices(center)


@notices.post("/manage/centers/<center>/notices")
@needs(Permission.MANAGE_CENTER)
def say(center: str) -> Response:
    """Set what the board says below the calls."""
    place, form = managed_center(center), request.form
    return saved(
        lambda work: set_notices(work, place.id, form.get("notice_ar", ""), form.get("notice_en", "")),
        url_for("notices.page", center=center),
        lambda said, field: _notices(center, said, field),
        noted=Noted(Action.NOTICES_SET, place.id, place.code),
    )


@rules.get("/manage/centers/<center>/rules", endpoint="page")
@needs(Permission.MANAGE_CENTER)
def rules_page(center: str) -> str:
    """Show the rules of the queue."""
    return _rules(center)


@rules.post("/manage/centers/<center>/rules")
@needs(Permission.MANAGE_CENTER)
def rule(center: str) -> Response:
    """Set the rules of the queue."""
    place, form = managed_center(center), request.form
    typed = {each.column: form.get(each.column, "") for each in RULES}
    english = "speaks_english" in form
    return saved(
        lambda work: set_rules(work, place.id, typed, form.get("digits", ""), english),
        url_for("rules.page", center=center),
        lambda said, field: _rules(center, said, field),
        noted=Noted(Action.RULES_SET, place.id, place.code),
    )


def _hours(code: str, message: str = "", field: str = "") -> str:
    center = managed_center(code)
    with database().reading() as session:
        kept = {row.weekday: row for row in hours_of(session, center.id)}
    said = {"message": message, "field": field, "form": request.form}
    return render_template("manage/hours.html", center=center, week=WEEK, kept=kept, **said)


def _notices(code: str, message: str = "", field: str = "") -> str:
    said = {"message": message, "field": field, "form": request.form}
    return render_template("manage/notices.html", center=managed_center(code), longest=LONGEST_NOTICE, **said)


def _rules(code: str, message: str = "", field: str = "") -> str:
    said = {"message": message, "field": field, "form": request.form}
    groups = (ORDER, TIMES, ALARMS)
    return render_template("manage/rules.html", center=managed_center(code), groups=groups, digits=list(Digits), **said)
