"""The editor of the checklist: its questions, one form each, and one more."""

from uuid import UUID

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response

from kiosk.edge import database, now
from kiosk.guards import current_staff, needs
from kiosk.refusals import message_of
from singlewindow.errors import Refusal
from singlewindow.field_visits.checklist import QuestionWish, governorate_by_code, put_question, questions
from singlewindow.field_visits.states import QuestionKind
from singlewindow.people.roles import Permission
from singlewindow.places.records import Governorate
from singlewindow.text import ascii_digits

checklist = Blueprint("checklist", __name__)


@checklist.get("/field-visits/checklist")
@needs(Permission.VISIT_CENTERS)
def page() -> str:
    """Show the questions of a governorate, those retired too."""
    return _drawn(request.args.get("governorate", ""))


@checklist.post("/field-visits/checklist", defaults={"key": None})
@checklist.post("/field-visits/checklist/<uuid:key>")
@needs(Permission.VISIT_CENTERS)
def put(key: UUID | None) -> Response:
    """Add a question, or change one."""
    form = request.form
    code = form.get("governorate", "")
    names = (form.get("name_ar", ""), form.get("name_en", ""), form.get("kind", ""))
    wish = QuestionWish(*names, ascii_digits(form.get("position", "")), key is None or "active" in form)
    try:
        with database().writing() as work:
            put_question(work, governorate_by_code(work.session, code).id, key, wish, current_staff().id, now())
    except Refusal as refusal:
        return make_response(_drawn(code, refusal), refusal.status)
    return redirect(url_for("checklist.page", governorate=code or None), 303)


def _drawn(code: str, refusal: Refusal | None = None) -> str:
    with database().reading() as session:
        governorate = governorate_by_code(session, code)
        rows = questions(session, governorate.id)
        governorates = session.scalars(select(Governorate).order_by(Governorate.id)).all()
    return render_template(
        "field_visits/checklist.html",
        governorate=governorate,
        governorates=governorates,
        rows=rows,
        kinds=list(QuestionKind),
        form=request.form,
        message=message_of(refusal) if refusal else "",
    )
