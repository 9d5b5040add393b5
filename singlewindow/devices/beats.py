"""The beats of devices: each says now and then that it lives, is given a new token from time to time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from singlewindow.database import Work
from singlewindow.devices.admission import NotPaired
from singlewindow.devices.records import Device
from singlewindow.devices.tokens import device_with, hash_of, new_token
from singlewindow.places.records import Center
from singlewindow.text import has_controls

ROTATED_EVERY = timedelta(days=7)
TRIED_AGAIN_AFTER = timedelta(minutes=1)
LONGEST_VERSION = 40


@dataclass(frozen=True)
class Silent:
    """A device that has not been heard for longer than its center allows."""

    device: Device
    minutes: int


def beat(work: Work, token: str, version: str, now: datetime) -> str | None:
    """Note that a paired device lives, and its version; give a new token when it is time for one.

    The token before stays good until the new one is used: an answer that gets lost locks nobody out. It is followed
    by another only after TRIED_AGAIN_AFTER, so that two beats at once do not make each other's tokens void.
    Raises NotPaired.
    """
    device = device_with(work.session, token, lock=True)
    if device is None or device.paired_at is None:
        raise NotPaired
    device.seen_at = now
    device.version = "" if has_controls(version) else version[:LONGEST_VERSION]
    if device.token_hash == hash_of(token):
        device.previous_hash = None
        due = device.token_since is None or now - device.token_since >= ROTATED_EVERY
    else:
        due = device.token_since is None or now - device.token_since >= TRIED_AGAIN_AFTER
    return _rotate(device, token, now) if due else None


def silence(device: Device, now: datetime) -> int:
    """Give the full minutes since a device was heard."""
    return (now - device.seen_at) // timedelta(minutes=1) if device.seen_at else 0


def silent_devices(session: Session, center: Center, now: datetime) -> Sequence[Silent]:
    """Give the paired devices of a center that have been silent for as long as its alarm says."""
    heard = now - timedelta(minutes=center.device_alarm_minutes)
    silent = (Device.center_id == center.id, Device.revoked_at.is_(None), Device.seen_at <= heard)
    devices = session.scalars(select(Device).where(*silent).order_by(Device.name))
    return [Silent(device, silence(device, now)) for device in devices]


def revoked_among(session: Session, devices: Sequence[UUID]) -> Sequence[UUID]:
    """Give which of some devices have been revoked."""
    return session.scalars(select(Device.id).where(Device.id.in_(devices), Device.revoked_at.is_not(None))).all()


def _rotate(device: Device, token: str, now: datetime) -> str:
    fresh = new_token()
    device.previous_hash, device.token_hash, device.token_since = hash_of(token), hash_of(fresh), now
    return fresh
