"""What runs inside a worker of the pool.

The renderer is imported by name and late: the web process knows this module, and must not load the renderer by it.
"""

import gc
import json
import multiprocessing
import os
import signal
import threading
from importlib import import_module
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any

EXAMPLE = Path(__file__).resolve().parent / "examples" / "ticket.ar.json"


LOGOS: list[Path] = []
"""The folder of the centers' logos, once this worker has been told of it."""


def prepare(logos: Path | None = None) -> None:
    """Settle a new worker: Ctrl-C is its parent's business, it never outlives its parent, its logos lie in `logos`."""
    LOGOS[:] = [logos] if logos else []
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow_parent, name="follow-parent", daemon=True).start()


def _follow_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(0)


def warm_up() -> int:
    """Draw one ticket, so that the first real paper finds everything loaded; the worker's process id."""
    draw("ticket", "ar", "warm-up", json.loads(EXAMPLE.read_text(encoding="utf-8")))
    gc.collect()
    gc.freeze()
    return os.getpid()


def draw(kind: str, language: str, serial: str, facts: dict[str, Any]) -> bytes:
    """As `printing.render.render`, which is loaded by the first call."""
    pdf: bytes = import_module("printing.render").render(kind, language, serial, facts, LOGOS[0] if LOGOS else None)
    return pdf
