"""Lines to a thermal printer: a network connection, or a device file."""

import fcntl
import os
import select
import socket
import time
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

CONNECT_PATIENCE = 2.0
SEND_PATIENCE = 10.0


class Line(Protocol):
    """Bytes to and from a printer. Everything raises OSError when the line is broken or nothing moves for too long."""

    def send(self, data: bytes) -> None:
        """Send all of `data`."""

    def receive(self, patience: float) -> int | None:
        """Give the next byte that the printer sends; None when none comes in time."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class SocketLine:
    """A TCP connection, usually to port 9100."""

    def __init__(self, host: str, port: int) -> None:
        self._socket = socket.create_connection((host, port), timeout=CONNECT_PATIENCE)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def send(self, data: bytes) -> None:
        """Send all of `data`."""
        self._socket.settimeout(SEND_PATIENCE)
        self._socket.sendall(data)

    def receive(self, patience: float) -> int | None:
        """Give the next byte; None when none comes in time."""
        self._socket.settimeout(patience)
        try:
            data = self._socket.recv(1)
        except TimeoutError:
            return None
        if not data:
            raise ConnectionResetError("the printer closed the line")
        return data[0]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._socket.close()


class DeviceLine:
    """A device file such as `/dev/usb/lp0`, taken by one process at a time."""

    def __init__(self, device: Path) -> None:
        self._file = os.open(device, os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(self._file)
            raise

    def send(self, data: bytes) -> None:
        """Write all of `data`, as fast as the device takes it."""
        rest, end = memoryview(data), time.monotonic() + SEND_PATIENCE
        while rest:
            if not select.select([], [self._file], [], max(0.0, end - time.monotonic()))[1]:
                raise TimeoutError("the device takes no more")
            taken = os.write(self._file, rest)
            rest, end = rest[taken:], time.monotonic() + SEND_PATIENCE

    def receive(self, patience: float) -> int | None:
        """Read the next byte; None when none comes in time."""
        if not select.select([self._file], [], [], patience)[0]:
            return None
        data = os.read(self._file, 1)
        return data[0] if data else None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self._file)
