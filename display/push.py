"""Pushing a center's board to its screens after each commit. The database is the truth, a push only a hint."""

import threading
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from flask import Flask
from flask_socketio import SocketIO, join_room
from sqlalchemy import select

from display.board import Board, read_board
from display.drawing import draw
from singlewindow.database import Database
from singlewindow.places.centers import CenterChanged
from singlewindow.places.clock import service_day
from singlewindow.places.records import Center

LANGUAGES = ("ar", "en")
TICK_EVERY = 2.0


class Push:
    """Joins screens to the rooms of their centers and sends each room its board, in order, with its revision."""

    def __init__(self, app: Flask, socketio: SocketIO, database: Database, clock: Callable[[], datetime]) -> None:
        self._app, self._socketio, self._database, self._clock = app, socketio, database, clock
        self._one_at_a_time = threading.Lock()
        self._watched: set[UUID] = set()
        database.listen(CenterChanged, lambda news: self.send(news.center_id))
        socketio.on_event("watch", self._watch)

    def send(self, center_id: UUID) -> None:
        """Read and send a center's board under one lock, so that an older board never leaves last."""
        languages = self._languages(center_id)
        if not languages:
            return
        with self._one_at_a_time, self._app.app_context():
            board = self._read(center_id)
            for language in languages:
                self._socketio.emit("board", draw(board, language), to=room(center_id, language))

    def tick(self) -> None:
        """Tell the screens the service day, the time in ms and their centers' versions, so that lost news heals."""
        watched = {center_id: self._languages(center_id) for center_id in tuple(self._watched)}
        if not any(watched.values()):
            return
        now = self._clock()
        told = {"day": service_day(now).isoformat(), "now": int(now.timestamp() * 1000)}
        with self._database.reading() as session:
            versions = session.execute(select(Center.id, Center.version).where(Center.id.in_(watched))).all()
        for center_id, version in versions:
            for language in watched[center_id]:
                self._socketio.emit("tick", {"revision": version, **told}, to=room(center_id, language))

    def keep_ticking(self) -> None:
        """Tick for ever; meant for a background thread of the process."""
        while True:
            self._socketio.sleep(TICK_EVERY)
            self.tick()

    def _watch(self, wish: object) -> dict[str, object]:
        """Let a screen watch a center's public board: `{"center": code, "language": "ar"|"en"}`."""
        code = wish.get("center") if isinstance(wish, dict) else None
        language = wish.get("language") if isinstance(wish, dict) else None
        if not isinstance(code, str) or language not in LANGUAGES:
            return {"error": "not understood"}
        with self._database.reading() as session:
            center_id = session.scalar(select(Center.id).where(Center.code == code))
        if center_id is None:
            return {"error": "unknown center"}
        join_room(room(center_id, language))
        self._watched.add(center_id)
        with self._one_at_a_time:
            return draw(self._read(center_id), language)

    def _read(self, center_id: UUID) -> Board:
        with self._database.reading() as session:
            return read_board(session, center_id, self._clock())

    def _languages(self, center_id: UUID) -> list[str]:
        """Give the languages in which this process has screens of a center."""
        rooms = self._socketio.server.manager
        return [name for name in LANGUAGES if any(rooms.get_participants("/", room(center_id, name)))]


def room(center_id: UUID, language: str) -> str:
    """Give the name of the room of a center's screens in a language."""
    return f"board:{center_id}:{language}"
