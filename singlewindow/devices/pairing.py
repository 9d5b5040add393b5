"""Pairing like a television: a device shows a short code, a manager types it and says what the device is."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from singlewindow.audit.actions import Action
from singlewindow.audit.note import note
from singlewindow.database import Work
from singlewindow.devices.records import Device, DeviceRole
from singlewindow.devices.tokens import device_with, hash_of, new_token
from singlewindow.devices.windows import checked_windows
from singlewindow.errors import N_, Invalid
from singlewindow.places.centers import UnknownCenter
from singlewindow.places.records import Center
from singlewindow.text import ascii_digits, one_line

LETTERS = "ACDEFHJKMNPRTVWXY34679"
CODE_LENGTH = 6
CODE_LASTS = timedelta(minutes=10)
TAKEN_OVER_AFTER = timedelta(hours=1)


class UnknownPairingCode(Invalid):
    message = N_("No device shows this code now. Look at the device's screen again: its code changes.")
    field = "code"


class UnknownDeviceRole(Invalid):
    message = N_("Please say whether the device is a kiosk or a board.")
    field = "role"


@dataclass(frozen=True)
class Shown:
    """A code that a device shows until a moment; `token` is new when the device had none."""

    code: str
    until: datetime
    token: str | None


@dataclass(frozen=True)
class Pairing:
    """What a manager says of a device: its code, center, role, name and, for a board, its windows («1-8»)."""

    code: str
    center_id: UUID
    role: str
    name: str
    windows: str = ""


def show_code(work: Work, token: str, now: datetime) -> Shown:
    """Give a new code to a device, known by its token, that nobody has paired yet; to any other a new token as well.

    A row that nobody paired is used again once its code is long over, so that strangers do not fill the table.
    """
    device = device_with(work.session, token)
    fresh = None
    if device is None or device.paired_at is not None:
        device, fresh = _forgotten(work.session, now) or _added(work), new_token()
        device.token_hash, device.previous_hash = hash_of(fresh), None
    device.pairing_code = _new_code(work.session)
    device.pairing_until = now + CODE_LASTS
    return Shown(device.pairing_code, device.pairing_until, fresh)


def pair(work: Work, pairing: Pairing, staff_id: UUID, now: datetime) -> Device:
    """Pair the device that shows a code now, and give it.

    Raises UnknownPairingCode, UnknownDeviceRole, UnknownCenter, BadWindows or the refusals of `one_line`.
    """
    code = plain_code(pairing.code)
    shows = (Device.pairing_code == code, Device.pairing_until > now, Device.paired_at.is_(None))
    device = work.session.scalar(select(Device).where(*shows).with_for_update())
    if device is None:
        raise UnknownPairingCode
    if pairing.role not in list(DeviceRole):
        raise UnknownDeviceRole
    if work.session.get(Center, pairing.center_id) is None:
        raise UnknownCenter
    device.role = DeviceRole(pairing.role)
    device.name = one_line(pairing.name, N_("The name"), most=60)
    device.windows = checked_windows(pairing.windows) if device.role is DeviceRole.BOARD else ""
    device.center_id, device.paired_at, device.paired_by = pairing.center_id, now, staff_id
    device.pairing_code = device.pairing_until = None
    device.token_since = device.seen_at = now
    work.session.flush()
    note(work, Action.DEVICE_PAIRED, staff_id, pairing.center_id, str(device.id), now, role=device.role.value)
    return device


def plain_code(typed: str) -> str:
    """Give a code as it is stored: capital letters and ASCII digits, without blanks and dashes."""
    return "".join(c for c in ascii_digits(typed).upper() if c.isalnum())


def _new_code(session: Session) -> str:
    while True:
        code = "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))
        if session.scalar(select(Device.id).where(Device.pairing_code == code)) is None:
            return code


def _forgotten(session: Session, now: datetime) -> Device | None:
    over = (Device.paired_at.is_(None), Device.pairing_until < now - TAKEN_OVER_AFTER)
    return session.scalar(select(Device).where(*over).order_by(Device.pairing_until).limit(1).with_for_update())


def _added(work: Work) -> Device:
    device = Device()
    work.add(device)
    return device
