"""The devices of a center: which there are, whether they live, pairing one, and keeping each."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from kiosk.devices.version import VERSION
from kiosk.edge import database, now
from kiosk.guards import current_staff, needs
from kiosk.limits import limiter
from kiosk.manage.answering import saved
from kiosk.manage.index import all_centers
from kiosk.manage.scope import own_center
from singlewindow.database import Work
from singlewindow.devices.beats import silence
from singlewindow.devices.keeping import Facts, UnknownDevice, describe, device_of, devices_of, revoke, rotate_soon
from singlewindow.devices.pairing import Pairing, pair
from singlewindow.devices.records import Device, PrinterState
from singlewindow.errors import N_
from singlewindow.people.roles import Permission
from singlewindow.places.centers import center_by_code
from singlewindow.places.records import Center

devices = Blueprint("devices", __name__)
PRINTER_STATES = {
    PrinterState.UNKNOWN: N_("not asked yet"),
    PrinterState.READY: N_("ready"),
    PrinterState.PAPER_OUT: N_("out of paper"),
    PrinterState.COVER_OPEN: N_("cover open"),
    PrinterState.OFFLINE: N_("not reached"),
    PrinterState.REFUSED: N_("refuses"),
}


@dataclass(frozen=True)
class Shown:
    """A device with its center, how many minutes it has been silent, and whether that is too long."""

    device: Device
    center: Center
    minutes: int
    silent: bool


@devices.get("/manage/devices")
@needs(Permission.MANAGE_DEVICES)
def page() -> str:
    """Show the devices and the form that pairs one."""
    return _drawn()


@devices.post("/manage/devices")
@needs(Permission.MANAGE_DEVICES)
@limiter.limit("10/minute", key_func=lambda: f"pairing {current_staff().id}")
def add() -> Response:
    """Pair the device that shows the code that was typed."""
    return saved(_pair, url_for("devices.page"), _drawn, gettext("The device is paired. It goes on by itself."))


@devices.get("/manage/devices/<uuid:key>")
@needs(Permission.MANAGE_DEVICES)
def one(key: UUID) -> str:
    """Show one device."""
    return _one(key)


@devices.post("/manage/devices/<uuid:key>")
@needs(Permission.MANAGE_DEVICES)
def change(key: UUID) -> Response:
    """Set a device's name, windows and printers."""
    form = request.form
    facts = Facts(*(form.get(name, "") for name in ("name", "windows", "printer", "fallback")))
    return _done(key, lambda work: describe(work, key, own_center(), facts, current_staff().id, now()))


@devices.post("/manage/devices/<uuid:key>/token")
@needs(Permission.MANAGE_DEVICES)
def rotate(key: UUID) -> Response:
    """Let a device be given a new token at its next beat."""
    return _done(key, lambda work: rotate_soon(work, key, own_center(), current_staff().id, now()))


@devices.post("/manage/devices/<uuid:key>/end")
@needs(Permission.MANAGE_DEVICES)
def end(key: UUID) -> Response:
    """Revoke a device at once."""
    reason = request.form.get("reason", "")
    return _done(key, lambda work: revoke(work, key, own_center(), reason, current_staff().id, now()))


def _pair(work: Work) -> None:
    form, center_id = request.form, own_center()
    if center_id is None:
        center_id = center_by_code(work.session, form.get("center", "")).id
    fields = (form.get(name, "") for name in ("role", "name", "windows"))
    pair(work, Pairing(form.get("code", ""), center_id, *fields), current_staff().id, now())


def _done(key: UUID, deed: Callable[[Work], object]) -> Response:
    return saved(deed, url_for("devices.one", key=key), lambda said, field: _one(key, said, field))


def _shown(device: Device, center: Center) -> Shown:
    minutes = silence(device, now())
    return Shown(device, center, minutes, device.revoked_at is None and minutes >= center.device_alarm_minutes)


def _drawn(message: str = "", field: str = "") -> str:
    with database().reading() as session:
        found = devices_of(session, own_center())
        shown = [_shown(device, session.get_one(Center, device.center_id)) for device in found if device.center_id]
        center = session.get(Center, own_center()) if own_center() else None
    return render_template(
        "manage/devices.html",
        center=center,
        centers=all_centers() if center is None else (),
        devices=shown,
        printer_states=PRINTER_STATES,
        version=VERSION,
        form=request.form,
        message=message,
        field=field,
    )


def _one(key: UUID, message: str = "", field: str = "") -> str:
    with database().reading() as session:
        device = device_of(session, key, own_center())
        if device.center_id is None:
            raise UnknownDevice
        center = session.get_one(Center, device.center_id)
    return render_template(
        "manage/device.html",
        center=center,
        shown=_shown(device, center),
        printer_states=PRINTER_STATES,
        form=request.form,
        message=message,
        field=field,
    )
