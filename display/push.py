"""Pushing a center's board to its screens after each commit. The database is the truth, a push only a hint."""

import logging
import threading
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from flask import Flask
from flask_socketio import SocketIO, join_room
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from display.board import Board, read_board
from display.doorkeeper import Doorkeeper
from display.drawing import draw
from display.leaving import Leaving
from display.views import LANGUAGES, View, parse_windows
from singlewindow.database import Database
from singlewindow.places.centers import CenterChanged
from singlewindow.places.clock import service_day
from singlewindow.places.records import Center

TICK_EVERY = 2.0
logger = logging.getLogger(__name__)


class Push:
    """Joins screens to the rooms of their centers and sends each room its board, in order, with its revision.

    Each tick also cuts the sockets that another process took the right from.
    """

    def __init__(self, app: Flask, socketio: SocketIO, database: Database, clock: Callable[[], datetime]) -> None:
        self._app, self._socketio, self._database, self._clock = app, socketio, database, clock
        self._one_at_a_time = threading.Lock()
        self._watched: dict[UUID, set[View]] = {}
        self._doorkeeper, self._leaving = Doorkeeper(socketio, database, clock), Leaving(socketio, database)
        database.listen(CenterChanged, lambda news: self.send(news.center_id))
        socketio.on_event("watch", self._watch)

    def send(self, center_id: UUID) -> None:
        """Read and send a center's board under one lock, so that an older board never leaves last."""
        views = self._views(center_id)
        if not views:
            return
        with self._one_at_a_time, self._app.app_context():
            boards = {windows: self._read(center_id, windows) for windows in {view.windows for view in views}}
            for view in views:
                self._socketio.emit("board", draw(boards[view.windows], view.language), to=room(center_id, view))

    def tick(self) -> None:
        """Tell the screens the service day, the time in ms and their centers' versions, so that lost news heals."""
        self._doorkeeper.cut_revoked()
        self._leaving.close_ended()
        watched = {center_id: self._views(center_id) for center_id in tuple(self._watched)}
        if not any(watched.values()):
            return
        now = self._clock()
        told = {"day": service_day(now).isoformat(), "now": int(now.timestamp() * 1000)}
        with self._database.reading() as session:
            versions = session.execute(select(Center.id, Center.version).where(Center.id.in_(watched))).all()
        for center_id, version in versions:
            for view in watched[center_id]:
                self._socketio.emit("tick", {"revision": version, **told}, to=room(center_id, view))

    def keep_ticking(self) -> None:
        """Tick for ever, also after a tick that found no database; meant for a background thread of the process."""
        while True:
            self._socketio.sleep(TICK_EVERY)
            try:
                self.tick()
            except SQLAlchemyError:
                logger.exception("a tick failed; the next one tries again")

    def _watch(self, wish: object) -> dict[str, object]:
        """Let a screen watch a public board: `{"center": code, "language": "ar"|"en", "windows": "1-4,7"}`."""
        code, view = _wished(wish)
        if code is None or view is None:
            return {"error": "not understood"}
        with self._database.reading() as session:
            center_id = session.scalar(select(Center.id).where(Center.code == code))
        if center_id is None:
            return {"error": "unknown center"}
        if not self._doorkeeper.admits(code, center_id):
            return {"error": "not paired"}
        join_room(room(center_id, view))
        with self._one_at_a_time:
            self._watched.setdefault(center_id, set()).add(view)
            return draw(self._read(center_id, view.windows), view.language)

    def _read(self, center_id: UUID, windows: tuple[int, ...]) -> Board:
        with self._database.reading() as session:
            return read_board(session, center_id, self._clock(), windows)

    def _views(self, center_id: UUID) -> list[View]:
        """Give the views of a center that this process has screens for."""
        rooms = self._socketio.server.manager
        views = tuple(self._watched.get(center_id, ()))
        return [view for view in views if any(rooms.get_participants("/", room(center_id, view)))]


def _wished(wish: object) -> tuple[str | None, View | None]:
    fields = wish if isinstance(wish, dict) else {}
    code, language, windows = fields.get("center"), fields.get("language"), fields.get("windows", "")
    if not isinstance(code, str) or language not in LANGUAGES or not isinstance(windows, str):
        return None, None
    try:
        return code, View(language, parse_windows(windows))
    except ValueError:
        return None, None


def room(center_id: UUID, view: View) -> str:
    """Give the name of the room of a center's screens with a view."""
    return f"board:{center_id}:{view.language}:{','.join(map(str, view.windows))}"
