"""The pages of one's own account: change the password, set up the second step."""

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from kiosk.edge import database, now, vault
from kiosk.guards import current_presence, current_staff, needs_sign_in, owed
from kiosk.limits import limiter
from kiosk.navigation import home_of
from kiosk.refusals import message_of
from kiosk.touch.qr import qr_svg
from singlewindow.errors import Refusal
from singlewindow.people.own_password import change_password, new_hash
from singlewindow.people.second_step import enrolment, needs_second_step, set_second_step

account = Blueprint("account", __name__)


@account.get("/account/password")
@needs_sign_in
def password() -> str:
    """Show the form."""
    return _password_page()


@account.post("/account/password")
@limiter.limit("10/minute")
@needs_sign_in
def change() -> Response:
    """Change the own password; all other sessions of the person end."""
    form = request.form
    try:
        own = new_hash(current_staff(), form.get("old", ""), form.get("new", ""), form.get("again", ""))
    except Refusal as refusal:
        return make_response(_password_page(message_of(refusal)), refusal.status)
    with database().writing() as work:
        change_password(work, current_presence(), own, now())
    flash(gettext("Your password was changed."), "notice")
    return redirect(url_for("account.done"), 303)


@account.get("/account")
@needs_sign_in
def home() -> str:
    """Show what one may do about the own account."""
    presence = current_presence()
    needed = presence.has_second_step or needs_second_step(presence.staff.role)
    return render_template("account/home.html", presence=presence, second_step=needed)


@account.get("/account/on")
@needs_sign_in
def done() -> Response:
    """Lead on: to what is still owed, else to where the role begins."""
    step = owed()
    return redirect(url_for(step) if step else home_of(current_staff().role), 303)


@account.get("/account/second-step")
@needs_sign_in
def second_step() -> str:
    """Show the QR code and the recovery codes, or that everything is set up."""
    return _second_step_page()


@account.post("/account/second-step")
@limiter.limit("10/minute")
@needs_sign_in
def confirm() -> Response:
    """Set up the second step with the first code of the phone."""
    try:
        with database().writing() as work:
            set_second_step(work, current_presence(), vault(), request.form.get("code", ""), now())
    except Refusal as refusal:
        return make_response(_second_step_page(message_of(refusal)), refusal.status)
    flash(gettext("Your second step is set up. From now on you sign in with password and code."), "notice")
    return redirect(url_for("account.second_step"), 303)


def _password_page(message: str = "") -> str:
    return render_template("account/password.html", message=message, first=current_staff().must_change_password)


def _second_step_page(message: str = "") -> str:
    presence = current_presence()
    if presence.has_second_step:
        return render_template("account/second_step.html", message=message, offered=None)
    offered = enrolment(vault(), presence.sign_in.id)
    picture = qr_svg(offered.address(presence.staff.username), gettext("QR code for the phone"))
    return render_template("account/second_step.html", message=message, offered=offered, picture=picture)
