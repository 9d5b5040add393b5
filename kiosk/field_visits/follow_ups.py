"""Answering what follows from a field visit: done, a new day, or open again."""

from collections.abc import Callable
from uuid import UUID

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from kiosk.attempting import attempted
from kiosk.edge import database, now
from kiosk.field_visits.pages import visit_refused
from kiosk.guards import current_staff, needs
from singlewindow.database import Work
from singlewindow.errors import Refusal
from singlewindow.field_visits.follow_ups import UnknownFollowUp, finish, redate, reopen
from singlewindow.field_visits.records import FieldVisit, FollowUp
from singlewindow.people.roles import Permission

follow_ups = Blueprint("follow_ups", __name__)


@follow_ups.post("/field-visits/follow-ups/<uuid:key>/done")
@needs(Permission.ANSWER_VISITS)
def done(key: UUID) -> Response:
    """Say that a follow-up is done, and how."""
    own = current_staff()
    return _answered(key, lambda work: finish(work, key, _words(), own.id, own.center_id, now()))


@follow_ups.post("/field-visits/follow-ups/<uuid:key>/day")
@needs(Permission.ANSWER_VISITS)
def new_day(key: UUID) -> Response:
    """Give a follow-up a new day, for a reason."""
    own, due = current_staff(), request.form.get("due_on", "")
    return _answered(key, lambda work: redate(work, key, due, _words(), own.id, own.center_id, now()))


@follow_ups.post("/field-visits/follow-ups/<uuid:key>/again")
@needs(Permission.VISIT_CENTERS)
def again(key: UUID) -> Response:
    """Open a follow-up again that was said to be done."""
    own, due = current_staff(), request.form.get("due_on", "")
    return _answered(key, lambda work: reopen(work, key, due, _words(), own.id, now()))


def _words() -> str:
    return request.form.get("words", "")


def _answered(key: UUID, deed: Callable[[Work], None]) -> Response:
    number = _number_of(key)
    try:
        attempted(deed)
    except Refusal as refusal:
        return visit_refused(number, refusal)
    return redirect(f"{url_for('field_visits.page', number=number)}#follow-up-{key}", 303)


def _number_of(key: UUID) -> str:
    with database().reading() as session:
        follow_up = session.get(FollowUp, key)
        if follow_up is None:
            raise UnknownFollowUp
        return session.get_one(FieldVisit, follow_up.visit_id).number
