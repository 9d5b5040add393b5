"""The list of field visits with its filters, the page of one, and its pictures."""

from collections.abc import Mapping
from uuid import UUID

from flask import Blueprint, make_response, render_template, request
from sqlalchemy import select
from werkzeug.wrappers import Response

from kiosk.edge import database, now, show_digits, visit_pictures
from kiosk.field_visits.reading import read_visit_page
from kiosk.guards import current_staff, needs
from kiosk.refusals import message_of
from singlewindow.errors import Invalid, Refusal
from singlewindow.field_visits.listing import VisitFilter, counts, visit_rows
from singlewindow.field_visits.pictures import picture_of
from singlewindow.field_visits.states import Severity
from singlewindow.people.records import Staff
from singlewindow.people.roles import Permission
from singlewindow.places.clock import service_day
from singlewindow.places.records import Center

field_visits = Blueprint("field_visits", __name__)

OF_A_CENTER = (VisitFilter.ALL, VisitFilter.OPEN, VisitFilter.LATE)


@field_visits.get("/field-visits")
@needs(Permission.READ_VISITS)
def listed() -> str:
    """Show the field visits: all of them, or those of one's own center that are closed."""
    own, today = current_staff().center_id, service_day(now())
    typed = request.args.get("show", "")
    asked = VisitFilter(typed) if typed in list(VisitFilter) else VisitFilter.ALL
    with database().reading() as session:
        rows = visit_rows(session, own, asked, today)
        found = counts(session, own, today)
        centers = {center.id: center for center in session.scalars(select(Center))}
        people = {staff.id: staff.code for staff in session.scalars(select(Staff))}
    if own:
        show_digits(centers[own].digits)
    offered = list(VisitFilter) if own is None else OF_A_CENTER
    return render_template(
        "field_visits/list.html",
        rows=rows,
        counts={each: found[each] for each in offered},
        asked=asked,
        centers=centers,
        people=people,
        today=today,
        center=centers[own] if own else None,
    )


@field_visits.get("/field-visits/<number>")
@needs(Permission.READ_VISITS)
def page(number: str) -> str:
    """Show one field visit; its visitor fills it in here."""
    return visit_drawn(number)


@field_visits.get("/field-visits/<number>/pictures/<uuid:key>")
@needs(Permission.READ_VISITS)
def picture(number: str, key: UUID) -> Response:
    """Give a picture of a field visit to a browser that may show it and do nothing with it."""
    with database().reading() as session:
        found = picture_of(session, number, key, current_staff().center_id)
    headers = {
        "Content-Type": found.media_type,
        "Content-Disposition": "inline",
        "Cache-Control": "private, no-store",
        "X-Content-Type-Options": "nosniff",
    }
    return make_response(visit_pictures().read(found.sha256), headers)


def visit_drawn(number: str, refusal: Refusal | None = None, form: Mapping[str, str] | None = None) -> str:
    """Draw the page of a field visit; refused, with the reason, and with what the visitor typed as it was."""
    with database().reading() as session:
        page = read_visit_page(session, current_staff(), number, now())
    show_digits(page.center.digits)
    return render_template(
        "field_visits/page.html",
        page=page,
        center=page.center,
        message=message_of(refusal) if refusal else "",
        field=refusal.field if isinstance(refusal, Invalid) else "",
        place=refusal.values.get("place") if refusal else None,
        form=form if form is not None else page.draft,
        severities=list(Severity),
    )


def visit_refused(number: str, refusal: Refusal, form: Mapping[str, str] | None = None) -> Response:
    """Answer a refused deed with the page of its field visit."""
    return make_response(visit_drawn(number, refusal, form), refusal.status)
