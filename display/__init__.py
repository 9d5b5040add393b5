"""The board and all push."""

import threading
from typing import Any

from flask import Flask
from flask_socketio import SocketIO

from display.clock import now
from display.following import Following
from display.pages import board
from display.push import Push
from display.voice.pages import voice
from display.voice.spoken import spoken
from singlewindow.database import Database

SOCKETS = "/socket.io/"
WISH_FOR_DEFLATE = "HTTP_SEC_WEBSOCKET_EXTENSIONS"
LARGEST_MESSAGE = 4096


def register(app: Flask, database: Database) -> None:
    """Give `app` the board's pages, voice and sockets: websocket only, so that no sticky sessions are needed."""
    app.register_blueprint(board)
    app.register_blueprint(voice)
    app.register_blueprint(spoken)
    socketio = SocketIO(
        app,
        async_mode="threading",
        transports=["websocket"],
        allow_upgrades=False,
        max_http_buffer_size=LARGEST_MESSAGE,
    )
    app.extensions["push"] = Push(app, socketio, database, now)
    Following(socketio, database, now)
    app.wsgi_app = SocketDoor(app.wsgi_app, app.config["SERVER"]["threads"] * 3 // 4)  # type: ignore[method-assign]


class SocketDoor:
    """Stands before the sockets of `inner`. Each holds a thread, so only `most` are let in: pages keep the rest.

    A browser's wish for per-message deflate is dropped: it doubles a socket's memory and gains nothing at this size.
    """

    def __init__(self, inner: Any, most: int) -> None:
        self._inner, self._free = inner, threading.BoundedSemaphore(most)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        """Answer as `inner` does; 503 to a socket for which there is no thread."""
        if not environ["PATH_INFO"].startswith(SOCKETS):
            return self._inner(environ, start_response)
        if not self._free.acquire(blocking=False):
            start_response("503 Service Unavailable", [("Retry-After", "2"), ("Content-Length", "0")])
            return []
        environ.pop(WISH_FOR_DEFLATE, None)
        try:
            return self._inner(environ, start_response)
        finally:
            self._free.release()
