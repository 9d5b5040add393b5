"""A report on paper: asked for from its page, made by the press, shown when it is done."""

from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from kiosk.edge import database, now
from kiosk.guards import current_staff, needs, permitted
from kiosk.papers.archived import archived_answer
from kiosk.reports.asked import Asked, asked_for
from kiosk.reports.pages import reader_at
from kiosk.reports.place import Place, place_of
from kiosk.reports.report import Report, read_report
from kiosk.reports.sections import sections_of
from kiosk.reports.views import MONEY
from singlewindow.documents.records import Document
from singlewindow.documents.standing import UnknownDocument
from singlewindow.people.roles import Permission
from singlewindow.places.clock import service_day
from singlewindow.reports.paper import ReportWish, report_paper, want_report

report_papers = Blueprint("report_papers", __name__)


@report_papers.post("/reports/papers")
@needs(Permission.READ_REPORTS)
def ask() -> Response:
    """Ask for the paper of a report, once for each form key."""
    asked = asked_for(request.form, service_day(now()))
    with database().reading() as session:
        place = place_of(session, current_staff(), request.form)
        report = read_report(session, place, asked, reader_at(place, request.form))
    with database().writing() as work:
        key = want_report(work, wish_of(report, request.form.get("form_key", "")), now())
    return redirect(url_for("report_papers.page", document_id=key), 303)


@report_papers.get("/reports/papers/<uuid:document_id>")
@needs(Permission.READ_REPORTS)
def page(document_id: UUID) -> str:
    """Show how a report's paper fares."""
    return render_template("reports/paper.html", paper=_own(document_id))


@report_papers.get("/reports/papers/<uuid:document_id>/state")
@needs(Permission.READ_REPORTS)
def state(document_id: UUID) -> str:
    """Give the state of a report's paper, drawn as on its page."""
    return render_template("reports/paper_state.html", paper=_own(document_id))


@report_papers.get("/reports/papers/<uuid:document_id>.pdf")
@needs(Permission.READ_REPORTS)
def file(document_id: UUID) -> Response:
    """Give a report's paper as it was archived, its hash checked."""
    return archived_answer(_own(document_id))


def wish_of(report: Report, form_key: str) -> ReportWish:
    """Give the wish for the paper of a report."""
    place, reader = report.place, report.reader
    return ReportWish(
        governorate_id=place.governorate.id,
        center_id=place.center.id if place.center else None,
        about={**place.args, **({"view": report.view.key} if report.view.key else {})},
        language=reader.language,
        title=gettext("Follow-up report"),
        period=report.period,
        scope=" · ".join(
            [scope_in_words(place, reader.language), *([gettext(report.view.name)] if report.view.key else [])]
        ),
        sections=sections_of(report),
        serial=serial_of(place, report.asked),
        form_key=form_key,
    )


def scope_in_words(place: Place, language: str) -> str:
    """Say what a report is about."""
    return " · ".join([place.governorate.name(language), *(step.name(language) for step in place.steps)])


def serial_of(place: Place, asked: Asked) -> str:
    """Give the serial of a report: what it is about, and its days."""
    about = place.center.code if place.center else place.governorate.code
    return f"REPORT-{about}-{asked.span.first:%Y%m%d}-{asked.span.last:%Y%m%d}".upper()


def _own(document_id: UUID) -> Document:
    with database().reading() as session:
        own = place_of(session, current_staff(), {}).start()
        paper = report_paper(session, document_id, own)
    if paper.facts.get("about", {}).get("view") == MONEY.key and not permitted(Permission.READ_MONEY):
        raise UnknownDocument
    return paper
