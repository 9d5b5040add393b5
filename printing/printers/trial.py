"""Trying a printer from the command line: how it is, and one page of its own to print."""

import secrets
import time
from collections.abc import Iterator

from printing.printers.printer import Paper, Printer
from singlewindow.documents.records import JobState

PATIENCE = 60.0
LOOK_EVERY = 0.5


def tried(printer: Printer, page: bytes) -> Iterator[str]:
    """Print `page` and say, line by line, how the printer is and how the page fares; the last word is the outcome."""
    health = printer.health()
    yield f"printer: {health.state.value}{f' ({health.detail})' if health.detail else ''}"
    if health.job_state:
        return
    progress = printer.submit(Paper(page, f"trial-{secrets.token_hex(4)}"))
    said, end = "", time.monotonic() + PATIENCE
    while True:
        line = f"page: {progress.state.value}{f' ({progress.detail})' if progress.detail else ''}"
        if line != said:
            yield line
        said = line
        if progress.state is not JobState.PRINTING or time.monotonic() > end:
            return
        time.sleep(LOOK_EVERY)
        progress = printer.progress(progress.reference)
