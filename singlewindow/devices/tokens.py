"""Tokens of devices: made here, kept by the device in a cookie, known to the record only by their SHA-256."""

import hashlib
import secrets

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from singlewindow.devices.records import Device

COOKIE = "device"
LONGEST = 100


def new_token() -> str:
    """Give a new unguessable token."""
    return secrets.token_urlsafe(32)


def hash_of(token: str) -> str:
    """Give the SHA-256 of a token in hex."""
    return hashlib.sha256(token.encode()).hexdigest()


def device_with(session: Session, token: str, lock: bool = False) -> Device | None:
    """Give the device that holds a token, or held it until a rotation it has not noticed; not a revoked one.

    With `lock` its row is kept for this transaction.
    """
    if not 0 < len(token) <= LONGEST:
        return None
    known = hash_of(token)
    own = or_(Device.token_hash == known, Device.previous_hash == known)
    query = select(Device).where(own, Device.revoked_at.is_(None))
    return session.scalar(query.with_for_update() if lock else query)
