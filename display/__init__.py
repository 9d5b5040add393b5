"""The board and all push."""

from typing import Any

from flask import Flask
from flask_socketio import SocketIO

from display.clock import now
from display.pages import board
from display.push import Push
from singlewindow.database import Database

NO_DEFLATE = "HTTP_SEC_WEBSOCKET_EXTENSIONS"


def register(app: Flask, database: Database) -> None:
    """Give `app` the board's pages and its sockets: websocket only, so that no sticky sessions are needed."""
    app.register_blueprint(board)
    socketio = SocketIO(app, async_mode="threading", transports=["websocket"], allow_upgrades=False)
    push = Push(app, socketio, database, now)
    app.extensions["push"] = push
    app.wsgi_app = _without_deflate(app.wsgi_app)  # type: ignore[method-assign]


def _without_deflate(inner: Any) -> Any:
    """Drop the browser's wish for per-message deflate: it doubles a socket's memory and gains nothing here."""

    def wsgi(environ: dict[str, Any], start_response: Any) -> Any:
        environ.pop(NO_DEFLATE, None)
        return inner(environ, start_response)

    return wsgi
