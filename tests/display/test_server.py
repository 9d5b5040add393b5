"""The server as it ships: its garbage collector, and screens that stop listening."""

import json
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest
import socketio

from tests.patience import PATIENCE
from tests.servers import Product
from tests.visitor import Visitor

BEGIN = """
import gc
from display.server import Server
server = Server(lambda: "the application", "127.0.0.1:0", 8, print, print)
server.load()
server._begin(None)
print(gc.get_freeze_count() > 10_000, gc.get_threshold())
"""
TICKETS = 120
DEAF = 3


def test_the_collector_leaves_alone_what_exists_when_service_begins() -> None:
    said = subprocess.run([sys.executable, "-c", BEGIN], capture_output=True, text=True, check=True).stdout
    assert said.splitlines() == ["the application", "True (50000, 50, 100)"]


def deaf_screen(port: int) -> socket.socket:
    """Watch the demonstration's board by a raw websocket (RFC 6455) and never read again."""
    raw = socket.socket()
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    raw.connect(("127.0.0.1", port))
    raw.sendall(
        b"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: localhost:%d\r\nUpgrade: websocket\r\n"
        b"Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
        % port
    )
    assert raw.recv(4096).startswith(b"HTTP/1.1 101")
    for text in ("40", '42["watch",' + json.dumps({"center": "demo", "language": "ar"}) + "]"):
        raw.sendall(bytes([0x81, 0x80 | len(text)]) + bytes(4) + text.encode())
    return raw


@pytest.mark.slow
def test_screens_that_stop_reading_hold_up_nobody(tmp_path: Path) -> None:
    """The last of TICKETS boards, which says that ١٢٠ wait, reaches who reads."""
    drawn = threading.Event()

    def take(board: dict[str, str]) -> None:
        if ">١٢٠<" in board["html"]:
            drawn.set()

    with Product(tmp_path, SHUBBAK_PRESS="beside") as product:
        deaf = [deaf_screen(product.port) for _ in range(DEAF)]
        screen = socketio.Client()
        screen.on("board", take)
        screen.connect(product.url, transports=["websocket"])
        screen.call("watch", {"center": "demo", "language": "ar"}, timeout=PATIENCE)
        with Visitor(product.url) as citizen:
            for _ in range(TICKETS):
                citizen.take_ticket()
        assert drawn.wait(PATIENCE)
        screen.disconnect()
        for raw in deaf:
            raw.close()
        assert product.stop() < 20
        product.start()
