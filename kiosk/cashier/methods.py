"""The ways to pay: which are offered, which ask for a reference, and the most one payment may take by each."""

from uuid import UUID

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from kiosk.edge import database, now
from kiosk.guards import current_staff, needs
from kiosk.refusals import message_of
from singlewindow.cash.methods import MethodWish, all_methods, put_method
from singlewindow.cash.money import read_amount
from singlewindow.errors import Refusal
from singlewindow.people.roles import Permission

ways = Blueprint("ways", __name__)


@ways.get("/manage/methods")
@needs(Permission.MANAGE_GOVERNORATE)
def page() -> str:
    """Show all ways to pay, and the form of a new one."""
    return _drawn()


@ways.post("/manage/methods")
@needs(Permission.MANAGE_GOVERNORATE)
def add() -> Response:
    """Add a way to pay."""
    return _put(None)


@ways.post("/manage/methods/<uuid:method_id>")
@needs(Permission.MANAGE_GOVERNORATE)
def change(method_id: UUID) -> Response:
    """Change a way to pay; what was paid by it keeps its name of then on its receipts."""
    return _put(method_id)


def _put(method_id: UUID | None) -> Response:
    try:
        with database().writing() as work:
            put_method(work, method_id, _wish(), current_staff().id, now())
    except Refusal as refusal:
        return make_response(_drawn(message_of(refusal)), refusal.status)
    return redirect(url_for("ways.page"), 303)


def _wish() -> MethodWish:
    form = request.form
    ceiling = form.get("ceiling", "").strip()
    return MethodWish(
        code=form.get("code", ""),
        name_ar=form.get("name_ar", ""),
        name_en=form.get("name_en", ""),
        reference_required="reference_required" in form,
        drawer="drawer" in form,
        ceiling=read_amount(ceiling) or None if ceiling else None,
        active="active" in form,
    )


def _drawn(message: str = "") -> str:
    with database().reading() as session:
        methods = all_methods(session)
    return render_template("cashier/methods.html", methods=methods, form=request.form, message=message)
