"""Guards of the doors: who is signed in, and what their role allows."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar, cast
from uuid import UUID

from flask import Flask, abort, redirect, request, session, url_for
from flask_login import LoginManager, UserMixin, current_user
from werkzeug.wrappers import Response

from kiosk.edge import database, now
from singlewindow.people.records import Staff
from singlewindow.people.roles import Permission, allows
from singlewindow.people.signing_in import SESSION_KEY, staff_of

P = ParamSpec("P")
T = TypeVar("T")


class Visitor(UserMixin):  # type: ignore[misc]
    """A member of staff as Flask-Login knows one."""

    def __init__(self, staff: Staff) -> None:
        self.staff = staff


def register(app: Flask) -> None:
    """Let `app` know its visitors by the token in their session, whose sign-in the server holds."""
    manager = LoginManager(app)
    manager.request_loader(_visitor)
    app.jinja_env.globals["permitted"] = permitted


def needs(permission: Permission) -> Callable[[Callable[P, T]], Callable[P, T | Response]]:
    """Guard a page: 303 to sign-in for who reads, 401 for who writes, 403 for a role without `permission`."""

    def guard(view: Callable[P, T]) -> Callable[P, T | Response]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> T | Response:
            if not current_user.is_authenticated:
                return _ask_to_sign_in()
            if not permitted(permission):
                abort(403)
            return view(*args, **kwargs)

        guarded.permission = permission  # type: ignore[attr-defined]
        return guarded

    return guard


def current_staff() -> Staff:
    """Give who is signed in; only behind `needs`."""
    return cast(Staff, current_user.staff)


def current_center() -> UUID:
    """Give the center of who is signed in; 403 for who belongs to none."""
    center_id = current_staff().center_id
    if center_id is None:
        abort(403)
    return center_id


def permitted(permission: Permission | str) -> bool:
    """Tell whether who is signed in has a permission."""
    return bool(current_user.is_authenticated) and allows(current_user.staff.role, Permission(permission))


def _visitor(_request: object) -> Visitor | None:
    token = session.get(SESSION_KEY)
    if not isinstance(token, str):
        return None
    with database().reading() as reading:
        staff = staff_of(reading, token, now())
    return Visitor(staff) if staff else None


def _ask_to_sign_in() -> Response:
    if request.method != "GET":
        abort(401)
    return redirect(url_for("signin.form", next=request.full_path.rstrip("?")), 303)
