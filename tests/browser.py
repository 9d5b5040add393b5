"""A headless Chromium, as Debian installs it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.patience import PATIENCE_MS

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
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(PROGRAM), args=QUIET)
        yield browser
        browser.close()


def click(page: Page, control: str) -> None:
    """Press a control and wait until the page it leads to, scripts and all, is there."""
    with page.expect_navigation(timeout=PATIENCE_MS):
        page.click(control)


def press(page: Page, key: str) -> None:
    """Press a key of an Arabic keyboard (its place is known, its letter is another) and wait as `click` does."""
    with page.expect_navigation(timeout=PATIENCE_MS):
        page.evaluate(
            "code => document.body.dispatchEvent(new KeyboardEvent('keydown', {code, key: 'ى', bubbles: true}))",
            f"Key{key}",
        )


def violations(page: Page) -> list[str]:
    """Give the violations that axe-core finds on a page."""
    page.wait_for_load_state("networkidle")
    found = Axe().run(page).response["violations"]
    return [f"{item['id']}: {item['nodes'][0]['html'][:200]}" for item in found]
