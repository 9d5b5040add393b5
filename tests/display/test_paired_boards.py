"""Boards of a real center: the socket asks for a paired device or a member of its staff, and is cut with the device."""

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
import socketio

from tests.patience import PATIENCE, soon
from tests.servers import Product
from tests.visitor import Visitor

pytestmark = pytest.mark.slow
WISH = {"center": "demo", "language": "ar"}


@pytest.fixture
def product(tmp_path: Path) -> Iterator[Product]:
    """The product with centers that are no demonstration."""
    with Product(tmp_path) as product:
        with sqlite3.connect(tmp_path / "shubbak.sqlite") as connection:
            connection.execute("UPDATE center SET demonstration = 0")
        yield product


class Device(requests.Session):
    """A device's browser without scripts."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.url = url
        self._press("/device/code")
        page = self.get(f"{url}/device", timeout=PATIENCE).text
        self.code = "".join(re.findall(r"<span>(\w{3})</span>", page))

    def _press(self, address: str) -> None:
        page = self.get(f"{self.url}/device", timeout=PATIENCE).text
        token = re.search(r'name="csrf_token" value="([^"]+)"', page)
        assert token
        self.post(f"{self.url}{address}", data={"csrf_token": token[1]}, timeout=PATIENCE)

    def socket(self) -> socketio.Client:
        """Open a socket with the device's cookies."""
        return socket_with(self.url, "; ".join(f"{name}={value}" for name, value in self.cookies.items()))


def socket_with(url: str, cookies: str = "") -> socketio.Client:
    """Open a socket with cookies."""
    client = socketio.Client(reconnection=False)
    client.connect(url, transports=["websocket"], headers={"Cookie": cookies})
    return client


def watch(client: socketio.Client) -> Any:
    """Ask to watch the center's board."""
    return client.call("watch", WISH, timeout=PATIENCE)


def paired(product: Product, manager: Visitor, role: str = "board") -> Device:
    """Give a device that the manager has paired."""
    device = Device(product.url)
    manager.press("/manage/devices", page="/manage/devices", code=device.code, role=role, name="شاشة", windows="")
    return device


def test_a_socket_watches_only_with_a_board_of_the_center_or_its_staff(product: Product) -> None:
    with Visitor(product.url) as manager, Visitor(product.url) as clerk:
        manager.sign_in("manager1")
        clerk.sign_in("clerk1")
        board, kiosk = paired(product, manager), paired(product, manager, "kiosk")
        of_staff = "; ".join(f"{name}={value}" for name, value in clerk._session.cookies.items())
        sockets = [socket_with(product.url), kiosk.socket(), board.socket(), socket_with(product.url, of_staff)]
        answers = [watch(client) for client in sockets]
        assert [answer.get("error") for answer in answers] == ["not paired", "not paired", None, None]
        assert "error" in sockets[3].call("watch", {"center": "zagazig", "language": "ar"}, timeout=PATIENCE)
        for client in sockets:
            client.disconnect()


def test_the_socket_of_a_revoked_board_is_cut_and_no_other(product: Product) -> None:
    with Visitor(product.url) as manager:
        manager.sign_in("manager1")
        boards = [paired(product, manager) for _ in range(2)]
        sockets = [board.socket() for board in boards]
        assert all("html" in watch(client) for client in sockets)
        page = manager.get("/manage/devices").text
        first = re.findall(r'href="(/manage/devices/[0-9a-f-]{36})"', page)[0]
        manager.press(f"{first}/end", page="/manage/devices", reason="سُرقت الشاشة")
        assert soon(lambda: sum(client.connected for client in sockets) == 1)
        statuses = sorted(
            board.get(f"{product.url}/board/demo/snapshot", timeout=PATIENCE).status_code for board in boards
        )
        assert statuses == [200, 401]
        for client in sockets:
            client.disconnect()


def test_a_revocation_by_another_process_cuts_within_a_tick(product: Product, tmp_path: Path) -> None:
    with Visitor(product.url) as manager:
        manager.sign_in("manager1")
        client = paired(product, manager).socket()
        assert "html" in watch(client)
        with sqlite3.connect(tmp_path / "shubbak.sqlite", timeout=PATIENCE) as connection:
            connection.execute("UPDATE device SET revoked_at = '2026-01-01 00:00:00.000000'")
        assert soon(lambda: not client.connected)
