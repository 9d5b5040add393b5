"""The second step of a sign-in: the code of the phone, or a recovery code."""

from flask import Blueprint, make_response, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from kiosk.edge import database, now, vault
from kiosk.limits import limiter
from kiosk.navigation import home_of
from kiosk.refusals import message_of
from kiosk.signin.pages import GOAL, who_signs_in
from singlewindow.errors import Refusal
from singlewindow.people.second_step import WrongCode, check_code
from singlewindow.people.signing_in import SESSION_KEY, Presence, awaited, complete_session, refuse_sign_in
from singlewindow.people.tries import TooManyTries, forgive, require_unlocked

second_step = Blueprint("second_step", __name__)


@second_step.get("/signin/code")
def form() -> Response:
    """Ask for the code, of who has given the password."""
    return make_response(render_template("signin/code.html")) if _awaited() else _anew()


@second_step.post("/signin/code")
@limiter.limit("10/minute")
def enter() -> Response:
    """Open the session if the code is right; a wrong one counts as a failed sign-in."""
    presence = _awaited()
    if presence is None:
        return _anew()
    trier = who_signs_in(presence.staff.username)
    try:
        with database().writing() as work:
            require_unlocked(work.session, trier, now())
            forgive(work, trier)
            recovered = check_code(work, presence.staff, vault(), request.form.get("code", ""), now())
            complete_session(work, presence, now(), recovered)
    except (WrongCode, TooManyTries) as wrong:
        return _refused(presence, wrong)
    return redirect(session.pop(GOAL, "") or home_of(presence.staff.role), 303)


def _awaited() -> Presence | None:
    token = session.get(SESSION_KEY)
    if not isinstance(token, str):
        return None
    with database().reading() as reading:
        return awaited(reading, token, now())


def _anew() -> Response:
    return redirect(url_for("signin.form"), 303)


def _refused(presence: Presence, wrong: Refusal) -> Response:
    if isinstance(wrong, WrongCode):
        with database().writing() as work:
            refuse_sign_in(work, who_signs_in(presence.staff.username), now())
    return make_response(render_template("signin/code.html", message=message_of(wrong)), wrong.status)
