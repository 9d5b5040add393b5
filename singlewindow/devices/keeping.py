"""Keeping the devices of a center: their names, windows and printers, a new token, and the end of one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from singlewindow.audit.actions import Action
from singlewindow.audit.note import note
from singlewindow.database import Work
from singlewindow.devices.records import Device, DeviceRole
from singlewindow.devices.windows import checked_windows
from singlewindow.errors import N_, Unknown
from singlewindow.news import News
from singlewindow.text import one_line


class UnknownDevice(Unknown):
    message = N_("There is no such device here.")


@dataclass(frozen=True)
class DeviceRevoked(News):
    """A device may open nothing any more; its sockets are to be cut."""

    device_id: UUID


@dataclass(frozen=True)
class Facts:
    """What a manager writes of a device."""

    name: str
    windows: str
    printer: str
    fallback: str


def devices_of(session: Session, center_id: UUID | None) -> Sequence[Device]:
    """Give the paired devices of a center, or of all centers, the living ones first, by name."""
    query = select(Device).where(Device.paired_at.is_not(None))
    if center_id is not None:
        query = query.where(Device.center_id == center_id)
    return session.scalars(query.order_by(Device.revoked_at.is_not(None), Device.name, Device.id)).all()


def device_of(session: Session, device_id: UUID, center_id: UUID | None) -> Device:
    """Give a paired device of a center, or of any; raises UnknownDevice."""
    device = session.get(Device, device_id)
    if device is None or device.paired_at is None or center_id not in (None, device.center_id):
        raise UnknownDevice
    return device


def describe(work: Work, device_id: UUID, center_id: UUID | None, facts: Facts, staff_id: UUID, now: datetime) -> None:
    """Set a device's name, windows and printers. Raises UnknownDevice, BadWindows or the refusals of `one_line`."""
    device = device_of(work.session, device_id, center_id)
    device.name = one_line(facts.name, N_("The name"), most=60)
    device.windows = checked_windows(facts.windows) if device.role is DeviceRole.BOARD else ""
    device.printer = one_line(facts.printer, N_("The printer's address"), most=200, required=False)
    device.fallback = one_line(facts.fallback, N_("The printer's address"), most=200, required=False)
    _note(work, Action.DEVICE_CHANGED, device, staff_id, now)


def rotate_soon(work: Work, device_id: UUID, center_id: UUID | None, staff_id: UUID, now: datetime) -> None:
    """Let a device be given a new token at its next beat; raises UnknownDevice."""
    device = device_of(work.session, device_id, center_id)
    device.token_since = None
    _note(work, Action.DEVICE_ROTATED, device, staff_id, now)


def revoke(work: Work, device_id: UUID, center_id: UUID | None, reason: str, staff_id: UUID, now: datetime) -> None:
    """End a device at once, for a reason that is kept; a second time changes nothing.

    Raises UnknownDevice or the refusals of `one_line`.
    """
    device = device_of(work.session, device_id, center_id)
    because = one_line(reason, N_("The reason"), most=200)
    if device.revoked_at is None:
        device.revoked_at, device.revoked_by, device.revoked_because = now, staff_id, because
        device.token_hash = device.previous_hash = None
        work.tell(DeviceRevoked(device_id))
        _note(work, Action.DEVICE_REVOKED, device, staff_id, now)


def _note(work: Work, action: Action, device: Device, staff_id: UUID, now: datetime) -> None:
    work.session.flush()
    note(work, action, staff_id, device.center_id, str(device.id), now)
