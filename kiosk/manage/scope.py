"""Whose settings a person may change: those of their own center, or of any for who keeps the governorate."""

from uuid import UUID

from flask import abort

from kiosk.edge import database, show_digits
from kiosk.guards import current_center, permitted
from singlewindow.people.roles import Permission
from singlewindow.places.centers import center_by_code
from singlewindow.places.records import Center


def own_center() -> UUID | None:
    """Give the only center whose settings who is signed in may change; None for who may change those of any."""
    return None if permitted(Permission.MANAGE_GOVERNORATE) else current_center()


def managed_center(code: str) -> Center:
    """Give a center by its code, and write numbers as it does; 403 for who may not change its settings.

    Raises UnknownCenter.
    """
    with database().reading() as session:
        center = center_by_code(session, code)
    if own_center() not in (None, center.id):
        abort(403)
    show_digits(center.digits)
    return center
