"""Exports of rows: few of them are given at once, many are made by the press while a page shows how far it is."""

from typing import Any
from uuid import UUID

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from kiosk.edge import archive, database, now
from kiosk.guards import current_staff, needs
from kiosk.papers.archived import NotReady
from kiosk.refusals import message_of
from kiosk.reports.answers import TYPES, file_answer
from kiosk.reports.asked import Asked, asked_for
from kiosk.reports.measures import Measure, named
from kiosk.reports.narrowing import narrowing_args
from kiosk.reports.own_paper import own_paper
from kiosk.reports.pages import counted_by, reader_at
from kiosk.reports.place import Place, known, place_of
from kiosk.reports.reader import Reader
from kiosk.reports.rows import is_long, rows_of
from kiosk.reports.tables import span_name
from kiosk.reports.views import MONEY
from kiosk.reports.wish import scope_in_words, serial_of
from singlewindow.documents.cancelling import cancel_making
from singlewindow.documents.records import Document, DocumentKind
from singlewindow.errors import Refusal
from singlewindow.people.roles import Permission
from singlewindow.places.clock import service_day
from singlewindow.reports.export import ExportWish, want_export
from singlewindow.reports.money_parts import MoneyPart

exports = Blueprint("exports", __name__)
AT_ONCE = {"xlsx": "report_files.rows_workbook", "csv": "report_files.rows_text"}


@exports.post("/reports/exports")
@needs(Permission.READ_REPORTS)
def ask() -> Response:
    """Ask for the rows behind a number as a file, once for each form key; few rows are led to at once."""
    form, asked = request.form, asked_for(request.form, service_day(now()))
    measure, ending = counted_by(form.get("measure", "")), form.get("form", "")
    known(TYPES.get(ending))
    with database().reading() as session:
        place = place_of(session, current_staff(), form)
        args = _args(place, asked)
        reader = reader_at(place, args)
        if not is_long(rows_of(session, place, asked, measure, reader)):
            at_once: dict[str, Any] = {"measure": measure.key, **args}
            return redirect(url_for(AT_ONCE[ending], **at_once), 303)
    with database().writing() as work:
        wish = _wish(place, asked, measure, reader, ending, form.get("form_key", ""))
        key = want_export(work, wish, now())
    return redirect(url_for("exports.page", document_id=key), 303)


@exports.get("/reports/exports/<uuid:document_id>")
@needs(Permission.READ_REPORTS)
def page(document_id: UUID) -> str:
    """Show how far an export is."""
    return render_template("reports/export.html", paper=_own(document_id), staff=current_staff())


@exports.get("/reports/exports/<uuid:document_id>/state")
@needs(Permission.READ_REPORTS)
def state(document_id: UUID) -> str:
    """Give how far an export is, drawn as on its page."""
    return render_template("reports/export_state.html", paper=_own(document_id))


@exports.get("/reports/exports/<uuid:document_id>/file")
@needs(Permission.READ_REPORTS)
def file(document_id: UUID) -> Response:
    """Give an export as it was archived, its hash checked."""
    paper = _own(document_id)
    if paper.file is None or paper.sha256 is None:
        raise NotReady
    return file_answer([archive().read(paper.file, paper.sha256)], paper.facts["form"], paper.serial.lower())


@exports.post("/reports/exports/<uuid:document_id>/cancel")
@needs(Permission.READ_REPORTS)
def cancel(document_id: UUID) -> Response:
    """Cancel an export before it is made; refused, show its page with the reason."""
    paper = _own(document_id)
    try:
        with database().writing() as work:
            cancel_making(work, paper.id, current_staff().id, now())
    except Refusal as refusal:
        said = {"message": message_of(refusal), "staff": current_staff()}
        return make_response(render_template("reports/export.html", paper=_own(document_id), **said), refusal.status)
    return redirect(url_for("exports.page", document_id=document_id), 303)


def _args(place: Place, asked: Asked) -> dict[str, str]:
    """Give what an address says to ask for the same rows."""
    return {**asked.args, **place.args, **narrowing_args(request.form)}


def _wish(place: Place, asked: Asked, measure: Measure, reader: Reader, form: str, form_key: str) -> ExportWish:
    return ExportWish(
        governorate_id=place.governorate.id,
        center_id=place.center.id if place.center else None,
        measure=measure.key,
        about=place.args | ({"view": MONEY.key} if isinstance(measure.counted, MoneyPart) else {}),
        args=dict(reader.args),
        today=reader.today,
        form=form,
        language=reader.language,
        arabic=reader.arabic,
        title=named(measure),
        period=span_name(asked.span, reader.language, reader.arabic),
        scope=scope_in_words(place, reader.language),
        serial=f"{serial_of(place, asked, 'ROWS')}-{measure.key}".upper(),
        form_key=form_key,
        asked_by=current_staff().id,
    )


def _own(document_id: UUID) -> Document:
    return own_paper(document_id, DocumentKind.EXPORT)
