"""Boards leave in order, to those who watch, and to nobody else."""

import random
import threading
import time
from collections.abc import Iterator
from datetime import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from display import SocketDoor
from display.push import Push, room
from display.views import View
from tests.cast import Hall
from tests.patience import PATIENCE


class Sockets:
    """Stands for Socket.IO: keeps what is sent, each message a little late; `members` are the rooms with screens."""

    def __init__(self, *members: str) -> None:
        self.sent: list[tuple[str, dict[str, Any], str]] = []
        self.server = SimpleNamespace(manager=self)
        self._members = members

    def get_participants(self, _namespace: str, name: str) -> Iterator[str]:
        yield from (member for member in self._members if member == name)

    def on_event(self, name: str, _handler: object) -> None:
        self.listens_to = name

    def sleep(self, _seconds: float) -> None:
        """Wait for nothing."""

    def emit(self, name: str, message: dict[str, Any], to: str) -> None:
        time.sleep(random.uniform(0, 0.01))
        self.sent.append((name, message, to))


def test_an_older_board_never_leaves_last(app: Flask, desk: Hall, now: datetime) -> None:
    sockets = Sockets(room(desk.center_id, View("ar")))
    push = Push(app, sockets, desk.database, lambda: now)
    push._watched[desk.center_id] = {View("ar"), View("en")}
    takers = [threading.Thread(target=desk.take_ticket, args=(now,)) for _ in range(12)]
    for taker in takers:
        taker.start()
    for taker in takers:
        taker.join()
    revisions = [message["revision"] for _, message, _ in sockets.sent]
    assert len(revisions) == 12
    assert revisions == sorted(revisions)
    push.send(desk.center_id)
    assert sockets.sent[-1][1]["revision"] == revisions[-1], "the last one sent was the newest"


def test_nothing_is_drawn_where_nobody_looks(app: Flask, desk: Hall, now: datetime) -> None:
    sockets = Sockets(room(desk.center_id, View("en", (1, 2))))
    push = Push(app, sockets, desk.database, lambda: now)
    push._watched[desk.center_id] = {View("ar"), View("en"), View("en", (1, 2))}
    desk.take_ticket(now)
    assert [to for _, _, to in sockets.sent] == [room(desk.center_id, View("en", (1, 2)))]
    assert "Waiting" in sockets.sent[0][1]["html"]
    nobody = Sockets()
    unseen = Push(app, nobody, desk.database, lambda: now)
    unseen._watched[desk.center_id] = {View("ar")}
    unseen.tick()
    desk.take_ticket(now)
    assert nobody.sent == []


def test_a_tick_that_finds_no_database_is_not_the_last(
    app: Flask, desk: Hall, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticks: list[int] = []
    push = Push(app, Sockets(), desk.database, lambda: now)

    def tick() -> None:
        ticks.append(1)
        raise OperationalError("SELECT 1", {}, ConnectionError()) if len(ticks) < 3 else SystemExit

    monkeypatch.setattr(push, "tick", tick)
    with pytest.raises(SystemExit):
        push.keep_ticking()
    assert len(ticks) == 3


def test_sockets_leave_threads_for_pages() -> None:
    inside, leave = threading.Semaphore(0), threading.Event()

    def inner(environ: dict[str, Any], _start: object) -> list[bytes]:
        if environ["PATH_INFO"].startswith("/socket.io/"):
            assert "HTTP_SEC_WEBSOCKET_EXTENSIONS" not in environ
            inside.release()
            leave.wait(PATIENCE)
        return [b"fine"]

    door, said = SocketDoor(inner, 2), list[str]()

    def visit(path: str) -> list[bytes]:
        environ = {"PATH_INFO": path, "HTTP_SEC_WEBSOCKET_EXTENSIONS": "permessage-deflate"}
        answer: list[bytes] = door(environ, lambda status, _headers: said.append(status))
        return answer

    screens = [threading.Thread(target=visit, args=("/socket.io/",)) for _ in range(2)]
    for screen in screens:
        screen.start()
        assert inside.acquire(timeout=PATIENCE)
    assert visit("/socket.io/") == []
    assert said == ["503 Service Unavailable"]
    assert visit("/kiosk/demo") == [b"fine"]
    leave.set()
    for screen in screens:
        screen.join()
    assert visit("/socket.io/") == [b"fine"], "a screen that left makes room"
