"""The late list: every open file past its due date or soon due, and what is said of it."""

from uuid import UUID

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response

from kiosk.attempting import attempted
from kiosk.counter.typed import typed_key
from kiosk.edge import database, now, show_digits
from kiosk.guards import current_center, current_staff, needs
from kiosk.refusals import message_of
from singlewindow.errors import Invalid, Refusal
from singlewindow.people.records import Staff
from singlewindow.people.roles import Permission
from singlewindow.places.clock import service_day
from singlewindow.places.records import Center
from singlewindow.requests.late import (
    SOON_DAYS,
    LateWords,
    UnknownOwner,
    late_files,
    late_reasons,
    note_late,
    owners,
)
from singlewindow.requests.records import LateReason

late = Blueprint("late", __name__)


@late.get("/late")
@needs(Permission.KEEP_LATE_LIST)
def files() -> str:
    """Show the list; heads see their department's files."""
    return _drawn("")


@late.get("/late/<number>")
@needs(Permission.KEEP_LATE_LIST)
def file(number: str) -> str:
    """Show one file's form above the list."""
    return _drawn(number)


@late.post("/late/<number>")
@needs(Permission.KEEP_LATE_LIST)
def note(number: str) -> Response:
    """Add a note: reason, obstacle, action, owner, promised day."""
    form = request.form
    try:
        owner = typed_key(form.get("owner", ""), UnknownOwner)
        words = LateWords(
            form.get("why", ""), form.get("obstacle", ""), form.get("action", ""), owner, form.get("promised_on", "")
        )
        attempted(lambda work: note_late(work, current_staff().id, number, words, now()))
    except Refusal as refusal:
        return make_response(_drawn(number, refusal), refusal.status)
    return redirect(url_for("late.files"), 303)


def _center() -> UUID:
    """Give the center whose list is shown: one's own or, for the governorate, the one chosen."""
    if current_staff().center_id is not None:
        return current_center()
    with database().reading() as session:
        chosen = select(Center.id).where(Center.code == request.args.get("center", ""))
        first = select(Center.id).order_by(Center.number).limit(1)
        return session.scalar(chosen) or session.scalars(first).one()


def _drawn(number: str, refusal: Refusal | None = None) -> str:
    key = _center()
    with database().reading() as session:
        center = session.get_one(Center, key)
        rows = late_files(session, key, current_staff().department_id, now())
        chosen = next((row for row in rows if row.request.number == number), None)
        page = {
            "center": center,
            "rows": rows,
            "chosen": chosen,
            "reasons": {reason.id: reason for reason in session.scalars(select(LateReason))},
            "offered": late_reasons(session, chosen.department.id if chosen and chosen.department else None),
            "people": {staff.id: staff.code for staff in session.scalars(select(Staff).where(Staff.center_id == key))},
            "owners": owners(session, key),
            "centers": session.scalars(select(Center).order_by(Center.number)).all(),
        }
    show_digits(center.digits)
    message = message_of(refusal) if refusal else ""
    field = refusal.field if isinstance(refusal, Invalid) else ""
    today = service_day(now())
    return render_template(
        "late/list.html", message=message, field=field, form=request.form, soon=SOON_DAYS, today=today, **page
    )
