"""Who may watch a board by the socket: its center's boards and staff, anyone in the demonstration. Cuts the revoked."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from flask import current_app, request, session
from flask_socketio import SocketIO, join_room
from sqlalchemy.orm import Session

from singlewindow.database import Database
from singlewindow.devices.admission import admit
from singlewindow.devices.beats import revoked_among
from singlewindow.devices.keeping import DeviceRevoked
from singlewindow.devices.records import DeviceRole
from singlewindow.devices.tokens import COOKIE
from singlewindow.errors import Refusal
from singlewindow.people.signing_in import SESSION_KEY, present


class Doorkeeper:
    """Knows the sockets of paired boards, so that those of a revoked one are cut at once."""

    def __init__(self, socketio: SocketIO, database: Database, clock: Callable[[], datetime]) -> None:
        self._socketio, self._database, self._clock = socketio, database, clock
        self._devices: set[UUID] = set()
        database.listen(DeviceRevoked, lambda news: self.cut(news.device_id))

    def admits(self, center: str, center_id: UUID) -> bool:
        """Tell whether the socket that speaks now may watch a center's board."""
        with self._database.reading() as reading:
            try:
                admission = admit(reading, center, DeviceRole.BOARD, request.cookies.get(COOKIE, ""))
            except Refusal:
                return self._of_staff(reading, center_id)
        if admission.device_id is not None:
            self._devices.add(admission.device_id)
            join_room(room(admission.device_id))
        return True

    def cut_revoked(self) -> None:
        """Cut the sockets of devices that were revoked anywhere, also by another process."""
        if self._devices:
            with self._database.reading() as reading:
                revoked = revoked_among(reading, tuple(self._devices))
            for device_id in revoked:
                self.cut(device_id)

    def cut(self, device_id: UUID) -> None:
        """Cut the sockets of a device."""
        self._devices.discard(device_id)
        server = self._socketio.server
        for sid, _ in list(server.manager.get_participants("/", room(device_id))):
            server.disconnect(sid, namespace="/")

    def _of_staff(self, reading: Session, center_id: UUID) -> bool:
        token = session.get(SESSION_KEY)
        if not isinstance(token, str):
            return False
        presence = present(reading, token, self._clock(), current_app.config["SESSIONS"])
        return presence is not None and presence.staff.center_id == center_id


def room(device_id: UUID) -> str:
    """Give the name of the room of a device's sockets."""
    return f"device:{device_id}"
