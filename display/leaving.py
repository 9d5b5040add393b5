"""Closing the sockets of who signed out, was disabled or has another role: a socket carries the sign-in of its page.

In the process that did it at once, in every other within a tick.
"""

import threading
from uuid import UUID

from flask import request, session
from flask_socketio import SocketIO

from singlewindow.database import Database
from singlewindow.people.signing_in import SESSION_KEY, SessionEnded, ended_among, sign_in_of


class Leaving:
    """Knows which sockets were opened under which sign-in, and closes them when it ends."""

    def __init__(self, socketio: SocketIO, database: Database) -> None:
        self._socketio, self._database = socketio, database
        self._lock = threading.Lock()
        self._sockets: dict[UUID, set[str]] = {}
        self._holders: dict[str, UUID] = {}
        database.listen(SessionEnded, lambda news: self.close(news.sign_in_id))
        socketio.on_event("connect", self._came)
        socketio.on_event("disconnect", self._went)

    def close(self, sign_in_id: UUID) -> None:
        """Close all sockets of a sign-in."""
        with self._lock:
            sockets = tuple(self._sockets.get(sign_in_id, ()))
        for socket in sockets:
            self._socketio.server.disconnect(socket)

    def close_ended(self) -> None:
        """Close the sockets of sign-ins that have ended, also by another process of the same database."""
        with self._lock:
            held = tuple(self._sockets)
        if held:
            with self._database.reading() as reading:
                ended = ended_among(reading, held)
            for sign_in_id in ended:
                self.close(sign_in_id)

    def _came(self, _auth: object = None) -> None:
        """Remember under which sign-in a socket is opened; the board of a hall needs none."""
        token = session.get(SESSION_KEY)
        if not isinstance(token, str):
            return
        with self._database.reading() as reading:
            sign_in_id = sign_in_of(reading, token)
        if sign_in_id is None:
            return
        socket: str = request.sid  # type: ignore[attr-defined]
        with self._lock:
            self._sockets.setdefault(sign_in_id, set()).add(socket)
            self._holders[socket] = sign_in_id

    def _went(self, _reason: object = None) -> None:
        socket: str = request.sid  # type: ignore[attr-defined]
        with self._lock:
            sign_in_id = self._holders.pop(socket, None)
            if sign_in_id is not None:
                self._sockets[sign_in_id].discard(socket)
                if not self._sockets[sign_in_id]:
                    del self._sockets[sign_in_id]
