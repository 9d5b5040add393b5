"""The departments of the governorate, and the lists of reasons from which they choose."""

from collections.abc import Callable
from uuid import UUID

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from kiosk.edge import database, now
from kiosk.guards import current_staff, needs
from kiosk.refusals import message_of
from singlewindow.database import Work
from singlewindow.errors import Refusal
from singlewindow.people.roles import Permission
from singlewindow.requests.reasons import ReasonKind, ReasonWish, all_reasons, put_reason
from singlewindow.routes.departments import Names, add_department, rename_department
from singlewindow.routes.routes import departments

department_list = Blueprint("department_list", __name__)


@department_list.get("/manage/departments")
@needs(Permission.MANAGE_CATALOGUE)
def page() -> str:
    """Show the departments and both lists of reasons."""
    return _drawn()


@department_list.post("/manage/departments")
@needs(Permission.MANAGE_CATALOGUE)
def add() -> Response:
    """Add a department."""
    return _done(lambda work: add_department(work, request.form.get("code", ""), _names(), current_staff().id, now()))


@department_list.post("/manage/departments/<code>")
@needs(Permission.MANAGE_CATALOGUE)
def rename(code: str) -> Response:
    """Name a department anew."""
    return _done(lambda work: rename_department(work, code, _names(), current_staff().id, now()))


@department_list.post("/manage/departments/reject-reasons", defaults={"key": None, "kind": ReasonKind.REJECT})
@department_list.post("/manage/departments/reject-reasons/<uuid:key>", defaults={"kind": ReasonKind.REJECT})
@department_list.post("/manage/departments/late-reasons", defaults={"key": None, "kind": ReasonKind.LATE})
@department_list.post("/manage/departments/late-reasons/<uuid:key>", defaults={"kind": ReasonKind.LATE})
@needs(Permission.MANAGE_CATALOGUE)
def put(kind: ReasonKind, key: UUID | None) -> Response:
    """Add a reason, or change one."""
    wish = ReasonWish(_names(), request.form.get("department", ""), "active" in request.form)
    return _done(lambda work: put_reason(work, kind, key, wish, current_staff().id, now()))


def _names() -> Names:
    return Names(request.form.get("name_ar", ""), request.form.get("name_en", ""))


def _done(deed: Callable[[Work], None]) -> Response:
    try:
        with database().writing() as work:
            deed(work)
    except Refusal as refusal:
        return make_response(_drawn(message_of(refusal)), refusal.status)
    flash(gettext("Saved."), "notice")
    return redirect(url_for("department_list.page"), 303)


def _drawn(message: str = "") -> str:
    with database().reading() as session:
        rows = departments(session)
        reasons = {kind: all_reasons(session, kind) for kind in ReasonKind}
    return render_template(
        "manage/departments.html", rows=rows, reasons=reasons, by_key={row.id: row for row in rows}, message=message
    )
