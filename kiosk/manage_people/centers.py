"""The page of centers: what each is called, and its windows."""

from collections.abc import Callable

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from sqlalchemy import func, select
from werkzeug.wrappers import Response

from kiosk.edge import database, now
from kiosk.guards import current_staff, needs
from kiosk.refusals import message_of
from singlewindow.database import Work
from singlewindow.errors import Refusal
from singlewindow.people.roles import Permission
from singlewindow.places.centers import center_by_code
from singlewindow.places.managing import KIND_NAMES, Sign, add_window, rename_center
from singlewindow.places.records import Center, CenterKind, Window

centers = Blueprint("centers", __name__)


@centers.get("/manage/centers")
@needs(Permission.MANAGE_CENTER)
def page() -> str:
    """List the centers; with one, or one chosen, show its forms."""
    return _page()


@centers.post("/manage/centers/<code>")
@needs(Permission.MANAGE_CENTER)
def rename(code: str) -> Response:
    """Change what a center is called and what kind it is."""
    form = request.form
    kind = CenterKind(form["kind"]) if form.get("kind") in list(CenterKind) else None

    def deed(work: Work) -> None:
        center = _own(center_by_code(work.session, code))
        sign = Sign(
            name_ar=" ".join(form.get("name_ar", "").split()),
            name_en=" ".join(form.get("name_en", "").split()),
            code=form.get("code", code).strip().lower() if current_staff().center_id is None else code,
            kind=kind or center.kind,
        )
        rename_center(work, center.id, sign, current_staff().id, now())

    return _done(code, deed, gettext("Saved."))


@centers.post("/manage/centers/<code>/windows")
@needs(Permission.MANAGE_CENTER)
def one_more_window(code: str) -> Response:
    """Add a window with the next number."""

    def deed(work: Work) -> None:
        add_window(work, _own(center_by_code(work.session, code)).id, current_staff().id, now())

    return _done(code, deed, gettext("The window was added."))


def _done(code: str, deed: Callable[[Work], None], said: str) -> Response:
    """Do a deed in one transaction; a refusal is said on the page."""
    try:
        with database().writing() as work:
            deed(work)
    except Refusal as refusal:
        return make_response(_page(code, message_of(refusal)), refusal.status)
    flash(said, "notice")
    with database().reading() as session:
        known = session.scalar(select(Center.code).where(Center.code == code))
    return redirect(url_for("centers.page", center=known or request.form.get("code", "")), 303)


def _own(center: Center) -> Center:
    """Give a center that who is signed in manages; 403 for another."""
    if current_staff().center_id not in (None, center.id):
        abort(403)
    return center


def _page(code: str = "", message: str = "") -> str:
    own = current_staff().center_id
    with database().reading() as session:
        every = session.scalars(select(Center).order_by(Center.number)).all()
        counts = select(Window.center_id, func.count()).group_by(Window.center_id)
        windows = dict(session.execute(counts).all())
    mine = [center for center in every if own in (None, center.id)]
    wanted = code or request.args.get("center", "")
    chosen = next((center for center in mine if center.code == wanted), mine[0] if len(mine) == 1 else None)
    return render_template(
        "manage_people/centers.html",
        centers=mine,
        chosen=chosen,
        windows=windows,
        kinds=list(CenterKind),
        kind_names=KIND_NAMES,
        message=message,
    )
