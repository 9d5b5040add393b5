"""How long the tests wait for what must come about: speed is shown by `bench/`, a busy machine fails nothing here."""

import time
from collections.abc import Callable

PATIENCE = 60.0
PATIENCE_MS = PATIENCE * 1000


def soon(true: Callable[[], bool], seconds: float = PATIENCE) -> bool:
    """Wait until something is true; tell whether it came to be."""
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        time.sleep(0.02)
    return true()
