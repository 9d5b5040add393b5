"""A device's own pages: the code that pairs it, whether it has been paired, its beat."""

from flask import Blueprint, current_app, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from kiosk.devices.version import VERSION
from kiosk.edge import database, now
from kiosk.limits import limiter
from singlewindow.devices.admission import NotPaired
from singlewindow.devices.beats import beat as note_beat
from singlewindow.devices.pairing import show_code
from singlewindow.devices.records import Device, DeviceRole
from singlewindow.devices.tokens import COOKIE, device_with
from singlewindow.places.records import Center

KEPT = 400 * 24 * 3600  # the longest that browsers keep a cookie
device = Blueprint("device", __name__)


@device.get("/device")
def page() -> Response | str:
    """Show the code of a device that is not paired; lead a paired one to its screen."""
    found, address = _known()
    if address:
        return redirect(address, 303)
    code = found.pairing_code if found and found.pairing_until and found.pairing_until > now() else None
    left = int((found.pairing_until - now()).total_seconds()) if code and found and found.pairing_until else 0
    return render_template("device/code.html", code=code, left=left)


@device.post("/device/code")
@limiter.limit("30/minute")
def renew() -> Response:
    """Show another code."""
    with database().writing() as work:
        shown = show_code(work, _token(), now())
    answer = redirect(url_for("device.page"), 303)
    return _keep(answer, shown.token)


@device.get("/device/state")
def state() -> Response:
    """Say where the device's screen is, once it is paired."""
    return jsonify(address=_known()[1])


@device.post("/device/beat")
def beat() -> Response:
    """Note that a paired device lives, and say where its screen is; now and then the answer carries a new token."""
    token = _token()
    with database().reading() as session:
        found = device_with(session, token)
        if found is None or found.paired_at is None:
            raise NotPaired
    with database().writing() as work:
        fresh = note_beat(work, token, request.form.get("version", ""), now())
    return _keep(jsonify(version=VERSION, address=_known()[1]), fresh)


def _token() -> str:
    return request.cookies.get(COOKIE, "")


def _keep(answer: Response, token: str | None) -> Response:
    if token:
        secure = current_app.config["SESSION_COOKIE_SECURE"]
        answer.set_cookie(COOKIE, token, max_age=KEPT, httponly=True, samesite="Lax", secure=secure)
    return answer


def _known() -> tuple[Device | None, str | None]:
    """Give the device that asks, and the address of its screen if it is paired."""
    with database().reading() as session:
        found = device_with(session, _token())
        center = session.get(Center, found.center_id) if found and found.center_id else None
    if found is None or center is None:
        return found, None
    if found.role is DeviceRole.KIOSK:
        return found, url_for("touch.start", center=center.code)
    return found, url_for("board.page", center=center.code, windows=found.windows or None)
