"""A report on paper: asked for from its page, made by the press, shown when it is done."""

from uuid import UUID

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from kiosk.edge import database, now
from kiosk.guards import current_staff, needs
from kiosk.papers.archived import archived_answer
from kiosk.refusals import message_of
from kiosk.reports.answers import file_answer, workbook_chunks
from kiosk.reports.asked import asked_for
from kiosk.reports.own_paper import own_paper
from kiosk.reports.pages import reader_at
from kiosk.reports.place import known, place_of
from kiosk.reports.report import read_report
from kiosk.reports.wish import wish_of
from singlewindow.documents.cancelling import cancel_making
from singlewindow.documents.records import Document
from singlewindow.errors import Refusal
from singlewindow.people.roles import Permission
from singlewindow.places.clock import service_day
from singlewindow.reports.csv_text import csv_lines
from singlewindow.reports.frozen import thawed
from singlewindow.reports.paper import want_report
from singlewindow.reports.table import Table

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
        key = want_report(work, wish_of(report, request.form.get("form_key", ""), current_staff().id), now())
    return redirect(url_for("report_papers.page", document_id=key), 303)


@report_papers.get("/reports/papers/<uuid:document_id>")
@needs(Permission.READ_REPORTS)
def page(document_id: UUID) -> str:
    """Show how a report's paper fares."""
    return _drawn(own_paper(document_id))


@report_papers.get("/reports/papers/<uuid:document_id>/state")
@needs(Permission.READ_REPORTS)
def state(document_id: UUID) -> str:
    """Give the state of a report's paper, drawn as on its page."""
    return render_template("reports/paper_state.html", paper=own_paper(document_id))


@report_papers.get("/reports/papers/<uuid:document_id>.pdf")
@needs(Permission.READ_REPORTS)
def file(document_id: UUID) -> Response:
    """Give a report's paper as it was archived, its hash checked."""
    return archived_answer(own_paper(document_id))


@report_papers.get("/reports/papers/<uuid:document_id>.xlsx")
@needs(Permission.READ_REPORTS)
def workbook(document_id: UUID) -> Response:
    """Give the tables of a report's paper as a workbook: the figures that the paper has."""
    paper = own_paper(document_id)
    direction = "rtl" if paper.language == "ar" else "ltr"
    return file_answer(workbook_chunks(list(_tables(paper).values()), direction), "xlsx", paper.serial.lower())


@report_papers.get("/reports/papers/<uuid:document_id>/<table>.csv")
@needs(Permission.READ_REPORTS)
def text(document_id: UUID, table: str) -> Response:
    """Give one table of a report's paper as text: the figures that the paper has."""
    paper = own_paper(document_id)
    return file_answer(csv_lines(known(_tables(paper).get(table))), "csv", f"{paper.serial.lower()}-{table}")


@report_papers.post("/reports/papers/<uuid:document_id>/cancel")
@needs(Permission.READ_REPORTS)
def cancel(document_id: UUID) -> Response:
    """Cancel a report's paper before it is made; refused, show its page with the reason."""
    paper = own_paper(document_id)
    try:
        with database().writing() as work:
            cancel_making(work, paper.id, current_staff().id, now())
    except Refusal as refusal:
        return make_response(_drawn(own_paper(document_id), message_of(refusal)), refusal.status)
    return redirect(url_for("report_papers.page", document_id=document_id), 303)


def _drawn(paper: Document, message: str = "") -> str:
    tables, staff = thawed(paper.facts), current_staff()
    return render_template("reports/paper.html", paper=paper, tables=tables, staff=staff, message=message)


def _tables(paper: Document) -> dict[str, Table]:
    tables = thawed(paper.facts)
    return known(tables or None)
