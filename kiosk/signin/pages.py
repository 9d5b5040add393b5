"""The sign-in page."""

from urllib.parse import urlsplit

from flask import Blueprint, flash, make_response, redirect, render_template, request, session, url_for
from flask_limiter.util import get_remote_address
from flask_login import current_user
from werkzeug.wrappers import Response

from kiosk.edge import database, now
from kiosk.limits import limiter, who_tries
from kiosk.navigation import home_of
from kiosk.refusals import message_of
from singlewindow.database import Work
from singlewindow.errors import Refusal
from singlewindow.people.signing_in import (
    SESSION_KEY,
    WrongSignIn,
    begin_session,
    credentials,
    end_session,
    refuse_sign_in,
)
from singlewindow.people.tries import TooManyTries, Trier, require_unlocked
from singlewindow.places.windows import NoWindow, leave_window

GOAL = "goal"
signin = Blueprint("signin", __name__)


@signin.get("/signin")
def form() -> str:
    """Ask for name and password."""
    return render_template("signin/form.html", username="", next=_own_path(request.args.get("next", "")))


@signin.post("/signin")
@limiter.limit("10/minute", key_func=who_tries)
def enter() -> Response:
    """Begin a session held by the server; a second step is asked for where one is set up."""
    trier, goal = who_signs_in(request.form.get("username", "")), _own_path(request.form.get("next", ""))
    try:
        with database().reading() as reading:
            require_unlocked(reading, trier, now())
            staff = credentials(reading, trier.username, request.form.get("password", ""))
    except (WrongSignIn, TooManyTries) as wrong:
        return _refused(trier, goal, wrong)
    with database().writing() as work:
        token, waits = begin_session(work, staff, now(), trier)
    session.clear()
    session.update({SESSION_KEY: token, GOAL: goal} if waits else {SESSION_KEY: token})
    return redirect(url_for("second_step.form") if waits else goal or home_of(staff.role), 303)


@signin.post("/signout")
def leave() -> Response:
    """End the session and free the window; not while a number is at it."""
    token = session.get(SESSION_KEY)
    if not current_user.is_authenticated or token is None:
        return redirect(url_for("signin.form"), 303)
    try:
        with database().writing() as work:
            _free_window(work)
            end_session(work, token, now())
    except Refusal as refusal:
        flash(message_of(refusal))
        return redirect(url_for("counter.desk"), 303)
    session.clear()
    return redirect(url_for("signin.form"), 303)


def who_signs_in(username: str) -> Trier:
    """Give who tries to sign in with a name."""
    return Trier(username, get_remote_address())


def _refused(trier: Trier, goal: str, wrong: Refusal) -> Response:
    if isinstance(wrong, WrongSignIn):
        with database().writing() as work:
            refuse_sign_in(work, trier, now())
    name = trier.username[:80]
    page = render_template("signin/form.html", username=name, next=goal, message=message_of(wrong))
    return make_response(page, wrong.status)


def _free_window(work: Work) -> None:
    try:
        leave_window(work, current_user.staff.id)
    except NoWindow:
        return


def _own_path(goal: str) -> str:
    """Give `goal` when it is a path of this site, else nothing: no open redirect (CWE-601)."""
    parts = urlsplit(goal)
    own = goal.startswith("/") and not goal.startswith(("//", "/\\")) and not parts.scheme and not parts.netloc
    return goal if own and len(goal) < 500 and goal.isprintable() else ""
