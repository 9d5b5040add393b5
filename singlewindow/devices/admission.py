"""Who may open the screens of a center: its own paired devices; anyone in the demonstration and in practice."""

from dataclasses import dataclass
from typing import cast
from uuid import UUID

from sqlalchemy import Table, bindparam, select
from sqlalchemy.orm import Session

from singlewindow.devices.records import DeviceRole
from singlewindow.devices.tokens import device_with
from singlewindow.errors import N_, Refusal
from singlewindow.places.records import Center, CenterKind

centers = cast(Table, Center.__table__)
PLACE = select(centers.c.id, centers.c.demonstration, centers.c.kind).where(centers.c.code == bindparam("with_code"))


class NotPaired(Refusal):
    status = 401
    message = N_("This device is not paired. Please ask the manager of the center.")


class PairedOtherwise(Refusal):
    status = 403
    message = N_("This device is paired for another screen.")


@dataclass(frozen=True)
class Admission:
    """A screen that may open: of which center, on which paired device if any; `known`: there is such a center."""

    known: bool
    center_id: UUID | None = None
    device_id: UUID | None = None


def admit(session: Session, center: str, role: DeviceRole, token: str) -> Admission:
    """Admit the holder of a token to a center's screen of a role; a demonstration and practice admit everybody.

    A center that does not exist is for the page to say. Raises NotPaired or PairedOtherwise.
    """
    place = session.connection().execute(PLACE, {"with_code": center}).one_or_none()
    device = device_with(session, token) if token else None
    own = device is not None and place is not None and (device.center_id, device.role) == (place.id, role)
    if place is None:
        return Admission(known=False)
    if not own and not place.demonstration and place.kind is not CenterKind.PRACTICE:
        raise NotPaired if device is None or device.paired_at is None else PairedOtherwise
    return Admission(True, place.id, device.id if own and device is not None else None)
