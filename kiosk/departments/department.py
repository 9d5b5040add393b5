"""The head's page: the files in the department, and moving one for a reason."""

from collections.abc import Callable

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from kiosk.attempting import attempted
from kiosk.counter.typed import typed_key, typed_reason
from kiosk.edge import database, now, show_digits
from kiosk.guards import current_center, current_staff, needs
from kiosk.refusals import message_of
from singlewindow.catalogue.records import Service
from singlewindow.database import Work
from singlewindow.errors import Refusal
from singlewindow.people.records import Staff
from singlewindow.people.roles import Permission
from singlewindow.places.clock import service_day
from singlewindow.places.records import Center
from singlewindow.requests.heading import UnknownOfficer, assign, files_of, officers_of, skip, transfer
from singlewindow.routes.records import Department
from singlewindow.routes.routes import departments

department = Blueprint("department", __name__)


@department.get("/files/department")
@needs(Permission.ASSIGN_REQUESTS)
def files() -> str:
    """Show the files in the department, the oldest due first."""
    return _drawn("")


@department.get("/files/department/<number>")
@needs(Permission.ASSIGN_REQUESTS)
def file(number: str) -> str:
    """Show the forms that move one file."""
    return _drawn(number)


@department.post("/files/department/<number>/assign")
@needs(Permission.ASSIGN_REQUESTS)
def give(number: str) -> Response:
    """Give the file to an officer."""
    officer = typed_key(request.form.get("officer", ""), UnknownOfficer)
    return _done(number, lambda work: assign(work, current_staff().id, number, officer, typed_reason(), now()))


@department.post("/files/department/<number>/transfer")
@needs(Permission.ASSIGN_REQUESTS)
def send(number: str) -> Response:
    """Send the file to another department."""
    to = request.form.get("department", "")
    return _done(number, lambda work: transfer(work, current_staff().id, number, to, typed_reason(), now()))


@department.post("/files/department/<number>/skip")
@needs(Permission.ASSIGN_REQUESTS)
def pass_over(number: str) -> Response:
    """Send the file on past the stage it is in."""
    return _done(number, lambda work: skip(work, current_staff().id, number, typed_reason(), now()))


def _done(number: str, deed: Callable[[Work], None]) -> Response:
    try:
        attempted(deed)
    except Refusal as refusal:
        return make_response(_drawn(number, message_of(refusal)), refusal.status)
    return redirect(url_for("department.files"), 303)


def _drawn(number: str, message: str = "") -> str:
    with database().reading() as session:
        head = session.get_one(Staff, current_staff().id)
        center = session.get_one(Center, current_center())
        rows = files_of(session, head)
        chosen = next((row for row in rows if row[0].number == number), None)
        page = {
            "center": center,
            "rows": rows,
            "chosen": chosen,
            "services": {row.service_id: session.get_one(Service, row.service_id) for row, _ in rows},
            "departments": {row.id: row for row in departments(session)},
            "own": session.get(Department, head.department_id) if head.department_id else None,
            "officers": {
                key: session.get_one(Staff, key).code for key in {stage.officer_id for _, stage in rows} if key
            },
            "offered": officers_of(session, center.id, chosen[1].department_id) if chosen else (),
            "today": service_day(now()),
        }
    show_digits(center.digits)
    return render_template("departments/department.html", message=message, **page)
