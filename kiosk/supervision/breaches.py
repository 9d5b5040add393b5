"""The supervisor's page of refused breaches: who tried what against the separation of duties, on which request."""

from flask import Blueprint, render_template
from sqlalchemy import select

from kiosk.edge import database, show_digits
from kiosk.guards import current_center, needs
from singlewindow.people.records import Staff
from singlewindow.people.roles import Permission
from singlewindow.places.records import Center
from singlewindow.requests.records import Request
from singlewindow.requests.separation import breaches_of

breaches = Blueprint("breaches", __name__)


@breaches.get("/hall/breaches")
@needs(Permission.SUPERVISE_HALL)
def listed() -> str:
    """Show the refused breaches, the newest first."""
    with database().reading() as session:
        center = session.get_one(Center, current_center())
        rows = breaches_of(session, center.id)
        people = select(Staff.id, Staff.code).where(Staff.id.in_([row.staff_id for row in rows]))
        requests = select(Request.id, Request.number).where(Request.id.in_([row.request_id for row in rows]))
        names = {key: name for query in (people, requests) for key, name in session.execute(query)}
    show_digits(center.digits)
    return render_template("supervision/breaches.html", center=center, rows=rows, names=names)
