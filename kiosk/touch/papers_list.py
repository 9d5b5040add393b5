"""The list of a service's papers and fees on paper, without a ticket."""

from dataclasses import dataclass

from flask import Blueprint, abort, redirect, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from kiosk.edge import database, language, now, show_digits
from kiosk.limits import limiter
from kiosk.screens import current_device
from kiosk.touch.set_time import set_time_of
from singlewindow.catalogue.papers_list import ListWish, want_papers_list
from singlewindow.catalogue.services import service_by_code
from singlewindow.documents.jobs import BROWSER, job_of, printed_by_page, printer_of
from singlewindow.documents.records import Document, DocumentKind, PrintJob
from singlewindow.places.centers import center_by_code, center_key
from singlewindow.places.records import Center

papers_list = Blueprint("papers_list", __name__)


@dataclass(frozen=True)
class ListPage:
    """A wanted list: for which service, and how its paper fares."""

    center: Center
    document: Document
    job: PrintJob | None
    by_page: bool


@papers_list.post("/kiosk/<center>/services/<service>/list")
@limiter.limit("60/minute")
def ask(center: str, service: str) -> Response:
    """Ask for the list, once for each form key."""
    form_key = request.form.get("form_key", "")
    with database().writing() as work:
        set_time = set_time_of(service_by_code(work.session, service))
        wish = ListWish(center_key(work.session, center), service, set_time, language(), form_key, current_device())
        want_papers_list(work, wish, now())
    return redirect(url_for("papers_list.page", center=center, key=form_key), 303)


@papers_list.get("/kiosk/<center>/lists/<key>")
def page(center: str, key: str) -> str:
    """Show how a list fares."""
    with database().reading() as session:
        shown = _read(session, center, key)
    if shown is None:
        abort(404)
    show_digits(shown.center.digits)
    if "fragment" in request.args:
        return render_template("touch/list_state.html", page=shown)
    return render_template("touch/list.html", page=shown, key=key)


@papers_list.post("/kiosk/<center>/lists/<key>/printed")
def printed(center: str, key: str) -> Response:
    """Note that the page has sent the list to its own printer, which says nothing back."""
    with database().writing() as work:
        shown = _read(work.session, center, key)
        if shown is None:
            abort(404)
        printed_by_page(work, shown.document.id, now())
    return redirect(url_for("papers_list.page", center=center, key=key), 303)


def _read(session: Session, code: str, key: str) -> ListPage | None:
    center = center_by_code(session, code)
    own = (Document.form_key == key, Document.center_id == center.id, Document.kind == DocumentKind.PAPERS_LIST)
    document = session.scalar(select(Document).where(*own))
    if document is None:
        return None
    return ListPage(center, document, job_of(session, document.id), printer_of(session, document) == BROWSER)
