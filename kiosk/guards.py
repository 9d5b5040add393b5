"""Guards of the doors: who is signed in, what they owe before they go on, and what their role allows."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar, cast
from uuid import UUID

from flask import Flask, abort, current_app, redirect, request, session, url_for
from flask_login import LoginManager, UserMixin, current_user
from sqlalchemy import ColumnElement
from sqlalchemy.orm import InstrumentedAttribute
from werkzeug.wrappers import Response

from kiosk.edge import database, now
from singlewindow.people.records import Staff
from singlewindow.people.roles import ROLE_NAMES, Permission, allows
from singlewindow.people.second_step import needs_second_step
from singlewindow.people.signing_in import SESSION_KEY, TOUCH_EVERY, Presence, SessionLimits, present, touch

P = ParamSpec("P")
T = TypeVar("T")


class Visitor(UserMixin):  # type: ignore[misc]
    """A member of staff as Flask-Login knows one."""

    def __init__(self, presence: Presence) -> None:
        self.presence = presence
        self.staff = presence.staff


def register(app: Flask) -> None:
    """Let `app` know its visitors by the token in their session, whose sign-in the server holds."""
    manager = LoginManager(app)
    manager.request_loader(_visitor)
    app.jinja_env.globals.update(permitted=permitted, role_names=ROLE_NAMES)


def needs(permission: Permission) -> Callable[[Callable[P, T]], Callable[P, T | Response]]:
    """Guard a page: 303 to sign-in for who reads, 401 for who writes, 403 for a role without `permission`.

    Who still owes a new password or a second step is led to it first.
    """

    def guard(view: Callable[P, T]) -> Callable[P, T | Response]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> T | Response:
            if not current_user.is_authenticated:
                return _ask_to_sign_in()
            if not permitted(permission):
                abort(403)
            step = owed()
            if step:
                return _lead_to(step)
            return view(*args, **kwargs)

        guarded.permission = permission  # type: ignore[attr-defined]
        return guarded

    return guard


def needs_sign_in(view: Callable[P, T]) -> Callable[P, T | Response]:
    """Guard a page of one's own: for anyone who is signed in, whatever their role and whatever they owe."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> T | Response:
        return view(*args, **kwargs) if current_user.is_authenticated else _ask_to_sign_in()

    guarded.permission = None  # type: ignore[attr-defined]
    return guarded


def owed() -> str:
    """Give the endpoint of what who is signed in must do before anything else; empty for nothing."""
    presence = current_presence()
    if presence.staff.must_change_password:
        return "account.password"
    spared = presence.has_second_step or presence.practises or not current_app.config["SECOND_STEP"]
    return "" if spared or not needs_second_step(presence.staff.role) else "account.second_step"


def current_presence() -> Presence:
    """Give who is signed in, with the sign-in; only behind a guard."""
    return cast(Presence, current_user.presence)


def current_staff() -> Staff:
    """Give who is signed in; only behind a guard."""
    return cast(Staff, current_user.staff)


def current_center() -> UUID:
    """Give the center of who is signed in; 403 for who belongs to none."""
    center_id = current_staff().center_id
    if center_id is None:
        abort(403)
    return center_id


def within(column: InstrumentedAttribute[UUID]) -> tuple[ColumnElement[bool], ...]:
    """Give the condition that keeps a query to the own center; none for the governorate's people, who see all."""
    center_id = current_staff().center_id
    return () if center_id is None else (column == center_id,)


def permitted(permission: Permission | str) -> bool:
    """Tell whether who is signed in has a permission."""
    return bool(current_user.is_authenticated) and allows(current_user.staff.role, Permission(permission))


def _visitor(_request: object) -> Visitor | None:
    token = session.get(SESSION_KEY)
    if not isinstance(token, str):
        return None
    limits: SessionLimits = current_app.config["SESSIONS"]
    with database().reading() as reading:
        presence = present(reading, token, now(), limits)
    if presence is None:
        return None
    _keep_in_use(presence)
    return Visitor(presence)


def _keep_in_use(presence: Presence) -> None:
    """Keep, at most once a minute, that a person did something; what a page asks by itself is nothing."""
    asked_by_itself = request.method == "GET" and request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate"
    if asked_by_itself or now() - presence.sign_in.seen_at < TOUCH_EVERY:
        return
    with database().writing() as work:
        touch(work, presence.sign_in.id, now())


def _ask_to_sign_in() -> Response:
    if request.method != "GET":
        abort(401)
    return redirect(url_for("signin.form", next=request.full_path.rstrip("?")), 303)


def _lead_to(step: str) -> Response:
    if request.method != "GET":
        abort(403)
    return redirect(url_for(step), 303)
