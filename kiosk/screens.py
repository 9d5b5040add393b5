"""The guard of the screens: a center's kiosk and board pages open on its paired devices only, or in a demonstration."""

from uuid import UUID

from flask import Flask, g, redirect, request, url_for
from werkzeug.wrappers import Response

from kiosk.devices.version import VERSION
from kiosk.edge import database
from singlewindow.devices.admission import admit
from singlewindow.devices.records import DeviceRole
from singlewindow.devices.tokens import COOKIE
from singlewindow.errors import Refusal

AT_THE_KIOSK = ("touch", "search", "missed", "booked", "papers_list", "around", "collect")
SCREENS = dict.fromkeys(AT_THE_KIOSK, DeviceRole.KIOSK) | {"board": DeviceRole.BOARD}
ASKED_BY_SCRIPTS = {"board.snapshot"}


def register(app: Flask) -> None:
    """Guard the pages of a center in the blueprints of SCREENS, whatever they are."""
    app.before_request(_guard)
    app.jinja_env.globals.update(device_id=current_device, product_version=VERSION)


def current_device() -> UUID | None:
    """Give the paired device that opens this page, if it is one."""
    return getattr(g, "device_id", None)


def _guard() -> Response | None:
    """Let the center's own devices in; show the code of pairing on any other, a refusal to who writes."""
    role = SCREENS.get(request.blueprint or "")
    center = (request.view_args or {}).get("center")
    if role is None or center is None:
        return None
    try:
        with database().reading() as session:
            g.device_id = admit(session, center, role, request.cookies.get(COOKIE, "")).device_id
    except Refusal:
        if request.method not in ("GET", "HEAD") or request.endpoint in ASKED_BY_SCRIPTS or "fragment" in request.args:
            raise
        return redirect(url_for("device.page"), 303)
    return None
