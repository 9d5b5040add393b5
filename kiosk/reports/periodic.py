"""The reports that were made by themselves, of a governorate or a center, and which of them it wishes for."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from kiosk.edge import database, now
from kiosk.guards import current_staff, needs, permitted
from kiosk.reports.pages import reader_at
from kiosk.reports.place import Place, place_of
from kiosk.reports.tables import span_name
from singlewindow.documents.records import Document
from singlewindow.errors import N_
from singlewindow.people.roles import Permission
from singlewindow.places.centers import COUNTS
from singlewindow.places.clock import service_day
from singlewindow.places.records import Center, Governorate
from singlewindow.reports.periodic import Every, Issue, choose, papers_of, spans_over, wanted
from singlewindow.reports.scope import Axis
from singlewindow.reports.span import SpanOutOfRange

periodic = Blueprint("periodic", __name__)
SHOWN = {Every.MONTH: 12, Every.WEEK: 9, Every.DAY: 14}
NAMES = {Every.MONTH: N_("Monthly"), Every.WEEK: N_("Weekly"), Every.DAY: N_("Daily")}


class Line(NamedTuple):
    """A period in words, and the paper of its report; None where none was made."""

    period: str
    paper: Document | None


@periodic.get("/reports/periodic")
@needs(Permission.READ_REPORTS)
def page() -> str:
    """Show the reports of a governorate or a center that were made by themselves, back from a day (`until`)."""
    args, until = request.args, _until()
    with database().reading() as session:
        place = _place(session, args)
        lines = {} if place.has(Axis.DEPARTMENT) else _lines(session, place, until, args)
        centers = [] if Axis.CENTER in place.own else _centers(session, place)
    return render_template(
        "reports/periodic.html",
        **{"place": place, "lines": lines, "names": NAMES, "centers": centers, "until": until},
        **{"wanted": wanted(_owner(place)), "may_choose": permitted(Permission.CHOOSE_REPORTS)},
    )


@periodic.post("/reports/periodic")
@needs(Permission.CHOOSE_REPORTS)
def keep() -> Response:
    """Set which reports of a place are made by themselves."""
    with database().reading() as session:
        place = _place(session, request.form)
    chosen = {every for every in Every if every.value in request.form.getlist("every")}
    with database().writing() as work:
        choose(work, _owner(place), chosen, current_staff().id, now())
    flash(gettext("Saved."))
    return redirect(url_for("periodic.page", center=place.center.code if place.center else None), 303)


def _until() -> date:
    """Give the day from which one looks back; today for what is no day of the calendar of reports."""
    today = service_day(now())
    try:
        asked = date.fromisoformat(request.args.get("until", ""))
        spans_over(Every.MONTH, asked, SHOWN[Every.MONTH])
    except (ValueError, SpanOutOfRange):
        return today
    return min(asked, today)


def _place(session: Session, args: Mapping[str, str]) -> Place:
    center = {Axis.CENTER.value: args.get(Axis.CENTER.value, "")}
    return place_of(session, current_staff(), center)


def _owner(place: Place) -> Governorate | Center:
    return place.center or place.governorate


def _lines(session: Session, place: Place, until: date, args: Mapping[str, str]) -> dict[Every, Sequence[Line]]:
    reader = reader_at(place, args)
    center_id = place.center.id if place.center else None
    issues = {
        every: [Issue(every, place.governorate.id, center_id, span) for span in spans_over(every, until, count)]
        for every, count in SHOWN.items()
    }
    papers = papers_of(session, [issue for each in issues.values() for issue in each])
    return {
        every: [
            Line(span_name(each.span, reader.language, reader.arabic), papers.get(each))
            for each in _back_to_the_first(series, papers)
        ]
        for every, series in issues.items()
    }


def _back_to_the_first(series: Sequence[Issue], papers: Mapping[Issue, Document]) -> Sequence[Issue]:
    """Leave out the periods before the earliest report that was made."""
    made = [place for place, issue in enumerate(series) if issue in papers]
    return series[: made[-1] + 1] if made else ()


def _centers(session: Session, place: Place) -> Sequence[Center]:
    own = select(Center).where(COUNTS, Center.governorate_id == place.governorate.id)
    return session.scalars(own.order_by(Center.number)).all()
