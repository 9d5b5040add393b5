"""An ESC/POS printer of the tests' own: a TCP server that decodes what it is sent and plays a printer's troubles."""

import socket
import threading
import time
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from PIL import Image

ACROSS = 72


class Torn(Exception):
    """The line was broken on purpose."""


@dataclass
class Slip:
    """What lies between two cuts: rows of dots, 1 is black, text of the printer's own font, and when it was cut."""

    rows: bytes = b""
    text: bytes = b""
    at: float = 0.0

    def picture(self) -> Image.Image:
        """The dots as a picture, black on white."""
        bits = bytes(byte ^ 0xFF for byte in self.rows)
        return Image.frombytes("1", (ACROSS * 8, len(self.rows) // ACROSS), bits)


@dataclass
class Emulator:
    """A printer on a free port. `paper`, `cover` and `online` are its state; `slips` what was cut off.

    `tear_after` breaks the line once, after so many bytes; `tear_at_cut` once, before or after the cut; `slow` waits so
    many seconds before each piece; `mute` answers nothing; `empties_after` runs out of paper after so many rows.
    """

    paper: bool = True
    cover: bool = True
    online: bool = True
    mute: bool = False
    slow: float = 0.0
    tear_after: int | None = None
    tear_at_cut: str = ""
    empties_after: int | None = None
    slips: list[Slip] = field(default_factory=list)
    connections: int = 0

    def __enter__(self) -> Self:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.open_slip = Slip()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.switch_off()

    @property
    def address(self) -> str:
        """The printer's address."""
        return f"escpos://127.0.0.1:{self.port}"

    def switch_off(self) -> None:
        """Refuse connections from now on."""
        self._listener.close()
        with socket.socket() as knock:
            knock.connect_ex(("127.0.0.1", self.port))
        self._thread.join(10)

    def switch_on(self) -> None:
        """Accept connections again, at the same port."""
        self._listener = socket.create_server(("127.0.0.1", self.port))
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            with line:
                try:
                    self._Reading(self, line).work()
                except (Torn, ConnectionError):
                    continue

    class _Reading:
        """One connection."""

        def __init__(self, printer: "Emulator", line: socket.socket) -> None:
            self.printer, self.line, self.taken, self.buffer = printer, line, 0, b""

        def take(self, count: int) -> bytes:
            while len(self.buffer) < count:
                if self.printer.slow:
                    time.sleep(self.printer.slow)
                data = self.line.recv(65536)
                if not data:
                    raise ConnectionError
                self.taken += len(data)
                self.buffer += data
                self.tear_if_due()
            piece, self.buffer = self.buffer[:count], self.buffer[count:]
            return piece

        def tear_if_due(self) -> None:
            limit = self.printer.tear_after
            if limit is not None and self.taken >= limit:
                self.printer.tear_after = None
                raise Torn

        def work(self) -> None:
            while True:
                self.command(self.take(1))

        def command(self, first: bytes) -> None:
            printer = self.printer
            if first == b"\x10":
                self.realtime(self.take(1))
            elif first == b"\x1b":
                self.escape(self.take(1))
            elif first == b"\x1d":
                self.group(self.take(1))
            else:
                printer.open_slip.text += first

        def realtime(self, kind: bytes) -> None:
            if kind == b"\x04":
                self.answer(self.status(self.take(1)[0]))
            elif kind == b"\x14":
                assert self.take(8) == b"\x08\x01\x03\x14\x01\x06\x02\x08"
                self.buffer = b""

        def status(self, which: int) -> int:
            printer = self.printer
            works = printer.paper and printer.cover and printer.online
            said = {
                1: 0 if works else 0x08,
                2: (0 if printer.cover else 0x04) | (0 if printer.paper else 0x20),
                4: 0 if printer.paper else 0x60,
            }
            return 0x12 | said[which]

        def escape(self, kind: bytes) -> None:
            if kind in (b"a", b"d"):
                self.take(1)
            else:
                assert kind == b"@"

        def group(self, kind: bytes) -> None:
            if kind == b"v":
                assert self.take(2) == b"0\x00"
                across = int.from_bytes(self.take(2), "little")
                rows = int.from_bytes(self.take(2), "little")
                assert across == ACROSS
                self.print(self.take(across * rows))
            elif kind == b"r":
                assert self.take(1) == b"\x01"
                self.wait_until_able()
                self.answer(0)
            else:
                assert kind == b"V"
                assert self.take(2) == b"\x42\x00"
                self.cut()

        def print(self, rows: bytes) -> None:
            printer = self.printer
            printer.open_slip.rows += rows
            limit = printer.empties_after
            if limit is not None and len(printer.open_slip.rows) > limit * ACROSS:
                printer.empties_after, printer.paper = None, False

        def wait_until_able(self) -> None:
            """Answer only real-time requests, as a printer that stands does, until it can print again."""
            while not (self.printer.paper and self.printer.cover and self.printer.online):
                first = self.take(1)
                if first == b"\x10":
                    self.realtime(self.take(1))

        def cut(self) -> None:
            printer = self.printer
            if printer.tear_at_cut == "before":
                printer.tear_at_cut = ""
                raise Torn
            printer.open_slip.at = time.monotonic()
            printer.slips.append(printer.open_slip)
            printer.open_slip = Slip()
            if printer.tear_at_cut == "after":
                printer.tear_at_cut = ""
                raise Torn

        def answer(self, byte: int) -> None:
            if not self.printer.mute:
                self.line.sendall(bytes((byte,)))
