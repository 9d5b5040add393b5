"""Answering a change of settings: done, and said on the page; refused, the page again with the reason."""

from collections.abc import Callable

from flask import flash, make_response, redirect
from flask_babel import gettext
from werkzeug.wrappers import Response

from kiosk.edge import database
from kiosk.refusals import message_of
from singlewindow.database import Work
from singlewindow.errors import Invalid, Refusal

Page = Callable[[str, str], str]


def saved(deed: Callable[[Work], object], goal: str, page: Page, said: str = "") -> Response:
    """Do a deed in one transaction and go to `goal`; refused, draw `page` with the message and the input it is about.

    The input is named by the refusal's `field`, or by its value of that name.
    """
    try:
        with database().writing() as work:
            deed(work)
    except Refusal as refusal:
        field = refusal.field if isinstance(refusal, Invalid) else ""
        html = page(message_of(refusal), str(refusal.values.get("field", field)))
        return make_response(html, refusal.status)
    flash(said or gettext("Saved."))
    return redirect(goal, 303)
