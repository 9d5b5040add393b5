"""Sockets of the product as it ships: what is pushed, and the traps of long-lived connections."""

import os
import signal
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
import socketio

from tests.patience import PATIENCE, soon
from tests.servers import Product
from tests.visitor import Visitor

pytestmark = pytest.mark.slow


@pytest.fixture
def product(tmp_path: Path) -> Iterator[Product]:
    """The product over a demonstration of its own."""
    with Product(tmp_path) as product:
        yield product


class Screen:
    """A board's socket: keeps what it was sent."""

    def __init__(self, url: str, cookies: str = "") -> None:
        self.boards: list[dict[str, Any]] = []
        self.client = socketio.Client(reconnection_delay=0.2)
        self.client.on("board", self._take)
        self.client.connect(url, headers={"Cookie": cookies} if cookies else {}, transports=["websocket"])

    def watch(self, **wish: object) -> Any:
        """Ask to watch and give the first answer."""
        return self.client.call("watch", wish, timeout=PATIENCE)

    def _take(self, board: dict[str, Any]) -> None:
        self.boards.append(board)


def test_a_call_reaches_its_center_and_no_other(product: Product) -> None:
    here, elsewhere = Screen(product.url), Screen(product.url)
    assert "html" in here.watch(center="demo", language="ar")
    elsewhere.watch(center="zagazig", language="ar")
    with Visitor(product.url) as clerk:
        clerk.take_ticket()
        clerk.sign_in()
        clerk.press("/counter/window", number="3")
        clerk.press("/counter/call")
        assert soon(lambda: "ب ١" in here.boards[-1]["html"])
    last = here.boards[-1]
    assert [board["revision"] for board in here.boards] == sorted(board["revision"] for board in here.boards)
    assert last["calls"][0][1] == 1
    assert elsewhere.boards == []
    for screen in (here, elsewhere):
        screen.client.disconnect()


def test_a_phone_is_told_when_its_own_number_moves(product: Product) -> None:
    moved: list[str] = []
    clients = []
    with Visitor(product.url) as clerk:
        codes = [clerk.take_ticket().rpartition("/")[2] for _ in range(2)]
        for code in codes:
            client = socketio.Client()
            client.on("turn", lambda code=code: moved.append(code))
            client.connect(product.url, transports=["websocket"])
            assert client.call("follow", {"code": code}, timeout=PATIENCE) == {}
            clients.append(client)
        for wrong in ({"code": "A" * len(codes[0])}, {"code": 5}, "torn", {}):
            assert "error" in clients[0].call("follow", wrong, timeout=PATIENCE)
        clerk.sign_in()
        clerk.press("/counter/window", number="3")
        clerk.press("/counter/call")
        assert soon(lambda: bool(moved))
        clerk.press("/counter/start")
        assert soon(lambda: len(moved) >= 2)
    assert set(moved) == {codes[0]}
    for client in clients:
        client.disconnect()


def test_bad_wishes_of_a_socket_are_refused_in_words(product: Product) -> None:
    screen = Screen(product.url)
    for wish in ({"center": "nowhere", "language": "ar"}, {"center": 5, "language": "ar"}, {"center": "demo"}):
        assert "error" in screen.watch(**wish)
    assert "error" in screen.client.call("watch", "torn", timeout=PATIENCE)
    screen.client.disconnect()


def test_a_page_of_another_site_may_not_open_a_socket(product: Product) -> None:
    client = socketio.Client(reconnection=False)
    with pytest.raises(socketio.exceptions.ConnectionError):
        client.connect(product.url, transports=["websocket"], headers={"Origin": "http://evil.example"})


def open_socket(port: int) -> tuple[socket.socket, bytes]:
    """Open a raw websocket that wishes for deflate; give it and the server's handshake."""
    raw = socket.create_connection(("localhost", port), timeout=PATIENCE)
    raw.sendall(
        b"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: localhost:%d\r\nUpgrade: websocket\r\n"
        b"Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
        b"Sec-WebSocket-Extensions: permessage-deflate\r\n\r\n" % port
    )
    return raw, raw.recv(4096)


def test_deflate_is_never_agreed(product: Product) -> None:
    raw, handshake = open_socket(product.port)
    assert handshake.startswith(b"HTTP/1.1 101")
    assert b"permessage-deflate" not in handshake.lower()
    raw.close()


def test_pages_answer_while_a_hundred_sockets_are_open(product: Product) -> None:
    sockets = [open_socket(product.port)[0] for _ in range(100)]
    with Visitor(product.url) as citizen:
        citizen.take_ticket()
    for raw in sockets:
        raw.close()


def test_stopping_does_not_wait_for_the_boards(product: Product) -> None:
    sockets = [open_socket(product.port)[0] for _ in range(5)]
    workers = psutil.Process(product.process.pid).children(recursive=True)
    assert product.stop() < 20
    assert soon(lambda: not any(worker.is_running() for worker in workers)), "nothing is left behind"
    for raw in sockets:
        raw.close()
    product.start()


def test_a_kill_of_the_worker_loses_nothing_and_repeats_nothing(product: Product) -> None:
    with Visitor(product.url) as citizen:
        first = citizen.take_ticket()
        key = citizen.last_key
        worker = psutil.Process(product.process.pid).children()[0]
        os.kill(worker.pid, signal.SIGKILL)
        assert soon(product.answers)
        assert citizen.take_ticket(form_key=key) == first, "the acknowledged ticket is there, once"
        assert citizen.take_ticket() != first


def test_a_port_in_use_is_said_in_words(product: Product) -> None:
    second = subprocess.run(
        [product.program, "run"], env=product.environment, capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    assert second.returncode != 0
    assert "in use" in second.stderr.lower()


def test_the_sockets_of_who_signs_out_are_closed_and_no_others(product: Product) -> None:
    hall = Screen(product.url)
    hall.watch(center="demo", language="ar")
    with Visitor(product.url) as leaving, Visitor(product.url) as staying:
        sockets = []
        for visitor, username in ((leaving, "clerk1"), (staying, "clerk2")):
            visitor.sign_in(username)
            sockets.append(Screen(product.url, visitor.cookies))
            sockets[-1].watch(center="demo", language="ar")
        leaving.press("/signout", page="/counter")
        assert soon(lambda: not sockets[0].client.connected)
        assert sockets[1].client.connected
        assert hall.client.connected
    for screen in (hall, *sockets):
        screen.client.disconnect()


def test_the_sockets_of_who_no_longer_works_here_are_closed(product: Product) -> None:
    with Visitor(product.url) as clerk, Visitor(product.url) as manager:
        clerk.sign_in("clerk1")
        manager.sign_in("manager1")
        socket = Screen(product.url, clerk.cookies)
        manager.press("/manage/staff/D001", page="/manage/staff/D001", full_name="موظف", role="clerk")
        assert soon(lambda: not socket.client.connected)
    socket.client.disconnect()
