"""Carrying out a field visit: beginning it, keeping what is typed, saving it with its pictures, closing it."""

from contextlib import suppress

from flask import Blueprint, make_response, redirect, request, url_for
from werkzeug.wrappers import Response

from kiosk.attempting import attempted
from kiosk.counter.typed import typed_key
from kiosk.edge import now, visit_pictures
from kiosk.field_visits.pages import visit_refused
from kiosk.guards import current_staff, needs
from kiosk.scanned import ROOM_FOR_THE_FORM
from singlewindow.errors import Refusal
from singlewindow.field_visits.answering import FindingTyped, TaskTyped
from singlewindow.field_visits.carrying_out import Entered, UnknownFinding, begin_visit, close_visit, fill_in_visit
from singlewindow.field_visits.draft import save_visit_draft
from singlewindow.people.roles import Permission
from singlewindow.requests.scans import LARGEST_SCAN

visit_work = Blueprint("visit_work", __name__)

PICTURES_AT_ONCE = 6
ASKED, CLOSE = "severity-", "close"
NOT_KEPT = ("csrf_token", "form_key", CLOSE)


@visit_work.url_value_preprocessor
def _more_room(_endpoint: str | None, _values: object) -> None:
    """Let a form carry pictures, before its token is read."""
    if request.method == "POST":
        request.max_content_length = PICTURES_AT_ONCE * LARGEST_SCAN + ROOM_FOR_THE_FORM


@visit_work.post("/field-visits/<number>/begin")
@needs(Permission.VISIT_CENTERS)
def begin(number: str) -> Response:
    """Begin a field visit."""
    try:
        attempted(lambda work: begin_visit(work, number, current_staff().id, now()))
    except Refusal as refusal:
        return visit_refused(number, refusal)
    return redirect(url_for("field_visits.page", number=number), 303)


@visit_work.post("/field-visits/<number>/draft")
@needs(Permission.VISIT_CENTERS)
def keep(number: str) -> Response:
    """Keep what has been typed so far."""
    _keep(number)
    return make_response("", 204)


@visit_work.post("/field-visits/<number>")
@needs(Permission.VISIT_CENTERS)
def save(number: str) -> Response:
    """Save what was entered and, where asked for, close the visit.

    What was typed is kept when it is refused; what was saved stays so when closing is.
    """
    own = current_staff().id
    try:
        entered = _entered()
        attempted(lambda work: fill_in_visit(work, visit_pictures(), number, entered, own, now()))
    except Refusal as refusal:
        with suppress(Refusal):
            _keep(number)
        return visit_refused(number, refusal, request.form)
    if CLOSE not in request.form:
        return redirect(url_for("field_visits.page", number=number), 303)
    return _close(number)


def _close(number: str) -> Response:
    summary = request.form.get("summary", "")
    try:
        attempted(lambda work: close_visit(work, number, summary, current_staff().id, now()))
    except Refusal as refusal:
        return visit_refused(number, refusal, {"summary": summary})
    return redirect(url_for("field_visits.page", number=number), 303)


def _keep(number: str) -> None:
    typed = {name: text for name, text in request.form.items() if name not in NOT_KEPT}
    attempted(lambda work: save_visit_draft(work, current_staff().id, number, typed, now()))


def _entered() -> Entered:
    form = request.form
    keys = [name.removeprefix(ASKED) for name in form if name.startswith(ASKED)]
    return Entered({typed_key(key, UnknownFinding): _finding(key) for key in keys}, form.get("form_key", ""))


def _finding(key: str) -> FindingTyped:
    answer, remark, severity, words, owner, due = (
        request.form.get(f"{name}-{key}", "") for name in ("answer", "remark", "severity", "task", "owner", "due")
    )
    sent = (file.read() for file in request.files.getlist(f"picture-{key}"))
    return FindingTyped(
        answer, remark, severity, TaskTyped(words, owner, due), [content for content in sent if content]
    )
