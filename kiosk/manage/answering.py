"""Answering a change of settings: done, and said on the page; refused, the page again with the reason."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from flask import flash, make_response, redirect
from flask_babel import gettext
from werkzeug.wrappers import Response

from kiosk.edge import database, now
from kiosk.guards import current_staff
from kiosk.refusals import message_of
from singlewindow.audit.actions import Action
from singlewindow.audit.note import note
from singlewindow.database import Work
from singlewindow.errors import Invalid, Refusal

T = TypeVar("T")
Page = Callable[[str, str], str]


@dataclass(frozen=True)
class Noted:
    """What the audit says of a change: the deed, the center (None for a whole governorate) and its code or subject."""

    action: Action
    center_id: UUID | None
    subject: str


def saved(
    deed: Callable[[Work], T], goal: str, page: Page, said: str | Callable[[T], str] = "", noted: Noted | None = None
) -> Response:
    """Do a deed in one transaction and go to `goal`; refused, draw `page` with the message and the input it is about.

    The input is named by the refusal's `field`, or by its value of that name. `noted` is for a deed that does not note
    itself; `said` may be a function of what the deed gave.
    """
    try:
        with database().writing() as work:
            result = deed(work)
            if noted:
                work.session.flush()
                note(work, noted.action, current_staff().id, noted.center_id, noted.subject, now())
    except Refusal as refusal:
        field = refusal.field if isinstance(refusal, Invalid) else ""
        html = page(message_of(refusal), str(refusal.values.get("field", field)))
        return make_response(html, refusal.status)
    flash((said if isinstance(said, str) else said(result)) or gettext("Saved."))
    return redirect(goal, 303)
