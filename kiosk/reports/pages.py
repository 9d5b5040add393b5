"""The pages of reports: one frame for every place and period, and the rows behind each number."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from babel.dates import get_day_names
from flask import Blueprint, g, make_response, render_template, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from kiosk.edge import database, language, now, show_digits
from kiosk.guards import current_staff, needs, permitted
from kiosk.numerals import arabic_digits, digits
from kiosk.refusals import message_of
from kiosk.reports.asked import PERIOD_NAMES, Asked, asked_for
from kiosk.reports.measures import ALL, Measure, named
from kiosk.reports.narrowing import narrowing_args, narrowing_words
from kiosk.reports.place import Place, UnknownPlace, known, place_of
from kiosk.reports.reader import Reader
from kiosk.reports.report import Report, read_report
from kiosk.reports.rows import rows_of
from kiosk.reports.tables import span_name
from kiosk.reports.written import LOCALES, written
from singlewindow.formkeys import new_form_key
from singlewindow.people.roles import Permission
from singlewindow.places.clock import service_day
from singlewindow.reports.span import SpanOutOfRange
from singlewindow.reports.table import Cell, ColumnKind

reports = Blueprint("reports", __name__)
A_PAGE = 100
T = TypeVar("T")


@reports.get("/reports")
@needs(Permission.READ_REPORTS)
def page() -> Response:
    """Show the report of a place and period; a period that can't be is answered with this month's and the message."""
    try:
        return make_response(_drawn(asked_now()))
    except SpanOutOfRange as refusal:
        return make_response(_drawn(asked_for({}, service_day(now())), message_of(refusal)), refusal.status)


@reports.get("/reports/rows/<measure>")
@needs(Permission.READ_REPORTS)
def rows(measure: str) -> str:
    """Show the rows behind a number, A_PAGE at a time."""
    counted, asked = counted_by(measure), asked_now()
    with database().reading() as session:
        place = place_here(session)
        reader = reader_of(place)
        source = rows_of(session, place, asked, counted, reader)
        found = source.read(request.args.get("after", ""), A_PAGE + 1)
        when = narrowing_words(session, place, request.args, reader.language)
    more = found[A_PAGE - 1][0] if len(found) > A_PAGE else ""
    return render_template(
        "reports/rows.html",
        **frame(place, asked, reader),
        **{
            "measure": counted,
            "name": digits(named(counted)),
            "columns": source.columns,
            "rows": [row for _, row in found[:A_PAGE]],
            "more": more,
        },
        **{
            "period": span_name(asked.span, reader.language, reader.arabic),
            "narrowed": narrowing_args(request.args),
            "when": digits(" · ".join(when)),
        },
    )


def report_now(asked: Asked, session: Session) -> Report:
    """Read the report that is asked for."""
    place = place_here(session)
    return read_report(session, place, asked, reader_of(place))


def asked_now() -> Asked:
    """Give the period that this request asks for; raises SpanOutOfRange."""
    return asked_for(request.args, service_day(now()))


def place_here(session: Session) -> Place:
    """Give the place that this request asks for, within what its reader may see; raises UnknownPlace."""
    return place_of(session, current_staff(), request.args)


def reader_of(place: Place) -> Reader:
    """Give for whom this page is written."""
    return reader_at(place, request.args)


def reader_at(place: Place, asked: Mapping[str, str]) -> Reader:
    """Give for whom a page or paper is written that was asked for so; a center's have its digits."""
    if place.center is not None:
        show_digits(place.center.digits)
    g.setdefault("digits", "arab")
    return Reader(language(), arabic_digits(), service_day(now()), asked, permitted(Permission.READ_MONEY))


def counted_by(key: str) -> Measure:
    """Give the measure of a number whose rows are asked for; raises UnknownPlace."""
    measure = known(ALL.get(key))
    if not measure.has_rows:
        raise UnknownPlace
    return measure


def frame(place: Place, asked: Asked, reader: Reader) -> dict[str, Any]:
    """Give what every page of reports shows around its figures."""

    def cell(value: Cell, kind: str) -> str:
        return written(value, ColumnKind(kind), reader.language, reader.arabic)

    view = reader.args.get("view", "")
    link = {**asked.args, **place.args, **({"view": view} if view else {})}
    return {"place": place, "asked": asked, "reader": reader, "cell": cell, "link": link}


def _drawn(asked: Asked, message: str = "") -> str:
    with database().reading() as session:
        report = report_now(asked, session)
    return render_template(
        "reports/page.html",
        **frame(report.place, asked, report.reader),
        **{"report": report, "periods": PERIOD_NAMES, "message": message, "steps": _beside(asked)},
        key=new_form_key(),
        weekdays=get_day_names("wide", locale=LOCALES[report.reader.language]),
    )


def _beside(asked: Asked) -> dict[str, Asked | None]:
    """Give the periods before and after, where the calendar of reports has them."""
    return {"earlier": _within(asked.earlier), "later": _within(asked.later)}


def _within(step: Callable[[], T]) -> T | None:
    try:
        return step()
    except SpanOutOfRange:
        return None
