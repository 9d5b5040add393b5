"""The officer's desk: the file in hand, or the next one; nobody chooses, and no name is shown."""

from collections.abc import Callable
from uuid import UUID

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from kiosk.attempting import attempted
from kiosk.counter.typed import typed_number, typed_reason
from kiosk.edge import database, now, show_digits
from kiosk.guards import current_center, current_staff, needs
from kiosk.refusals import message_of
from kiosk.scanned import scan_answer
from singlewindow.cash.money import read_amount
from singlewindow.database import Work
from singlewindow.errors import Invalid, Refusal
from singlewindow.people.roles import Permission
from singlewindow.places.records import Center
from singlewindow.requests.department_file import file_in_hand
from singlewindow.requests.officer import UnknownStage, approve, ask_papers, give_back, pass_on, reject, send_back
from singlewindow.requests.reasons import reject_reasons
from singlewindow.requests.scans import UnknownScan
from singlewindow.requests.separation import officer_of
from singlewindow.requests.worklist import how_many_wait, take_next
from singlewindow.routes.records import Department

work_desk = Blueprint("work_desk", __name__)


@work_desk.get("/work")
@needs(Permission.WORK_STAGES)
def desk() -> str:
    """Show the file in hand, or how many wait."""
    return _drawn()


@work_desk.post("/files/next")
@needs(Permission.WORK_STAGES)
def take() -> Response:
    """Take the next file."""
    return _done(lambda work: take_next(work, current_staff().id, now()))


@work_desk.post("/files/pass")
@needs(Permission.WORK_STAGES)
def send_on() -> Response:
    """End the stage; the file goes on by itself."""
    form = request.form
    typed = form.get("amount", "").strip()

    def deed(work: Work) -> None:
        amount = read_amount(typed) if typed else None
        pass_on(work, current_staff().id, _number(), form.get("note", ""), amount, now())

    return _done(deed)


@work_desk.post("/files/papers")
@needs(Permission.WORK_STAGES)
def ask() -> Response:
    """Ask the applicant for papers, one a line."""
    names = request.form.get("papers", "").splitlines()
    return _done(lambda work: ask_papers(work, current_staff().id, _number(), names, typed_reason(), now()))


@work_desk.post("/files/give-back")
@needs(Permission.WORK_STAGES)
def put_back() -> Response:
    """Give the file back, for a reason."""
    return _done(lambda work: give_back(work, current_staff().id, _number(), typed_reason(), now()))


@work_desk.post("/files/send-back")
@needs(Permission.WORK_STAGES)
def return_to() -> Response:
    """Send the file back to an earlier stage, for a reason."""

    def deed(work: Work) -> None:
        send_back(work, current_staff().id, _number(), typed_number("position", UnknownStage), typed_reason(), now())

    return _done(deed)


@work_desk.post("/files/approve")
@needs(Permission.WORK_STAGES)
def decide_for() -> Response:
    """Approve the request; the ground floor refuses who may not, and keeps the attempt."""
    return _done(lambda work: approve(work, current_staff().id, _number(), request.form.get("note", ""), now()))


@work_desk.post("/files/reject")
@needs(Permission.WORK_STAGES)
def decide_against() -> Response:
    """Reject the request, with a reason from the list and words."""
    why = request.form.get("why", "")
    return _done(lambda work: reject(work, current_staff().id, _number(), why, typed_reason(), now()))


@work_desk.get("/files/scans/<uuid:scan_id>")
@needs(Permission.WORK_STAGES)
def scan(scan_id: UUID) -> Response:
    """Give a scan of the file in hand, if its stage may see it."""
    with database().reading() as session:
        file = file_in_hand(session, officer_of(session, current_staff().id))
    found = next((one for one in (file.scans if file else ()) if one.id == scan_id), None)
    if found is None:
        raise UnknownScan
    return scan_answer(found)


def _number() -> str:
    return request.form.get("number", "")


def _done(deed: Callable[[Work], object]) -> Response:
    """Do a deed and come back to the desk; a refusal is said on it."""
    try:
        attempted(deed)
    except Refusal as refusal:
        return make_response(_drawn(refusal), refusal.status)
    return redirect(url_for("work_desk.desk"), 303)


def _drawn(refusal: Refusal | None = None) -> str:
    with database().reading() as session:
        staff = officer_of(session, current_staff().id)
        center = session.get_one(Center, current_center())
        page = {
            "center": center,
            "department": session.get_one(Department, staff.department_id),
            "file": file_in_hand(session, staff),
            "waiting": how_many_wait(session, staff),
            "reasons": reject_reasons(session, staff.department_id),
        }
    show_digits(center.digits)
    field = refusal.field if isinstance(refusal, Invalid) else ""
    message = message_of(refusal) if refusal else ""
    return render_template("departments/desk.html", message=message, field=field, form=request.form, **page)
