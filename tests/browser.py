"""A headless Chromium, as Debian installs it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

PROGRAM = Path("/usr/bin/chromium")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
]


class BrowserMissing(RuntimeError):
    """Chromium is not installed."""


@contextmanager
def open_chromium() -> Iterator[Browser]:
    """Open a browser that asks nothing of the world outside."""
    if not PROGRAM.exists():
        raise BrowserMissing("Chromium is not installed; run: deploy/install/packages test")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(PROGRAM), args=QUIET)
        yield browser
        browser.close()
