"""The shipped server: gunicorn's threads, fitted for long-lived sockets."""

import gc
from collections.abc import Callable
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

STOP_WITHIN = 3
WAITING_CONNECTIONS = 1000


class Server(BaseApplication):  # type: ignore[misc]
    """One worker of many threads. `factory` builds the application inside the worker, never before the fork.

    `began` and `ended` are called in the worker with the application, when it begins and when it ends.
    """

    def __init__(
        self,
        factory: Callable[[], Flask],
        bind: str,
        threads: int,
        began: Callable[[Flask], None],
        ended: Callable[[Flask], None],
    ) -> None:
        self._factory, self._began, self._ended = factory, began, ended
        self._options = {
            "bind": bind,
            "workers": 1,
            "worker_class": "gthread",
            "threads": threads,
            "worker_connections": threads + WAITING_CONNECTIONS,
            "keepalive": 75,
            "graceful_timeout": STOP_WITHIN,
            "timeout": 60,
            "loglevel": "warning",
            "control_socket_disable": True,
            "post_worker_init": self._begin,
            "worker_exit": self._end,
        }
        super().__init__()

    def load_config(self) -> None:
        """Hand the options to gunicorn."""
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Build the application in the worker."""
        self._app = self._factory()
        return self._app

    def _begin(self, _worker: Any) -> None:
        """Start what lives beside the requests, then keep what exists by now out of the collector's way."""
        self._began(self._app)
        gc.collect()
        gc.freeze()
        gc.set_threshold(50_000, 50, 100)

    def _end(self, _server: Any, _worker: Any) -> None:
        self._ended(self._app)
