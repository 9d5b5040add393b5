"""What runs inside a worker of the pool: `python -m printing.worker SOCKET`, a program of its own.

It answers one question at a time over a socket that it inherits. Nothing of its parent's is loaded, and the renderer
and the rasteriser only when they are first needed.
"""

import gc
import io
import json
import os
import resource
import select
import signal
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from printing.proof.files import Seal

DOTS_PER_POINT = 1.5
EXAMPLE = Path(__file__).resolve().parent / "examples" / "ticket.ar.json"
HARD_LIMIT = 768 * 1024 * 1024
"""Bytes of data beyond which a worker's allocations fail, whatever the paper."""


def prepare(line: int) -> None:
    """Settle a new worker: Ctrl-C is its parent's business, it has a limit, and it never outlives its parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_DATA, (HARD_LIMIT, HARD_LIMIT))
    threading.Thread(target=_follow_parent, args=(line,), name="follow-parent", daemon=True).start()


def _follow_parent(line: int) -> None:
    gone = select.poll()
    gone.register(line, select.POLLRDHUP)
    gone.poll()
    os._exit(0)


def warm_up() -> int:
    """Draw one ticket, so that the first real paper finds everything loaded; the worker's process id."""
    draw("ticket", "ar", "warm-up", json.loads(EXAMPLE.read_text(encoding="utf-8")))
    gc.collect()
    gc.freeze()
    return os.getpid()


def draw(
    kind: str,
    language: str,
    serial: str,
    facts: dict[str, Any],
    seal: Seal | None = None,
    logos: Path | None = None,
) -> bytes:
    """As `printing.render.render`, then `printing.proof.seal.seal`; both are loaded by the first call."""
    pdf: bytes = import_module("printing.render").render(kind, language, serial, facts, logos)
    if seal is not None:
        pdf = import_module("printing.proof.seal").seal(kind, pdf, seal)
    return pdf


def picture(*paper: Any) -> bytes:
    """The first page of a paper, as `draw` draws it, as a PNG."""
    page = import_module("pypdfium2").PdfDocument(draw(*paper))[0]
    image = io.BytesIO()
    page.render(scale=DOTS_PER_POINT).to_pil().save(image, "png")
    return image.getvalue()


def rasterise(pdf: bytes) -> list[Any]:
    """As `printing.raster.rasterise`, which is loaded by the first call."""
    rasters: list[Any] = import_module("printing.raster").rasterise(pdf)
    return rasters


def size_of(pdf: bytes) -> Any:
    """As `printing.raster.size_of`, which is loaded by the first call."""
    return import_module("printing.raster").size_of(pdf)


DEEDS: dict[str, Callable[..., Any]] = {deed.__name__: deed for deed in (warm_up, draw, picture, rasterise, size_of)}


def answer(line: Connection) -> None:
    """Answer questions (a deed's name and its arguments) with what was raised or given, until the line is closed."""
    with ThreadPoolExecutor(1, thread_name_prefix="draw") as hand:
        while True:
            name, arguments = line.recv()
            drawn = hand.submit(DEEDS[name], *arguments)
            trouble = drawn.exception()
            line.send((trouble, None if trouble else drawn.result()))


def main() -> None:
    """Work at the socket whose number is the first argument."""
    line = int(sys.argv[1])
    prepare(line)
    answer(Connection(line))


if __name__ == "__main__":
    main()
