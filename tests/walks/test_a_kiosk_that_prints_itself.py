"""A kiosk whose own browser prints: Chromium with `--kiosk-printing`, its CUPS, and a printer at the end."""

import os
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import PROGRAM, click
from tests.browser import QUIET as QUIETLY
from tests.patience import PATIENCE_MS, soon
from tests.printing.ipp_servers import QUIET, Cups, EvePrinter, NameService, program
from tests.servers import Product
from tests.visitor import Visitor

SCREEN = ":97"
pytestmark = [pytest.mark.slow, pytest.mark.browser]


@dataclass(frozen=True)
class Kiosk:
    """A page of the kiosk, the product behind it and the printer before it."""

    page: Page
    product: Product
    eve: EvePrinter

    def states(self) -> list[str]:
        """How the print jobs fare, oldest first."""
        path = f"{self.product.environment['SHUBBAK_DATA_DIR']}/shubbak.sqlite"
        with closing(sqlite3.connect(path)) as base:
            return [state for (state,) in base.execute("SELECT state FROM print_job ORDER BY id")]

    def assert_prints(self, count: int) -> bytes:
        """See that the page prints the paper that is number `count`, once, and give what arrived."""
        arrived = soon(lambda: len(self.eve.received()) >= count)
        shown = self.page.locator("#slip").inner_html() if self.page.locator("#slip").count() else self.page.url
        assert arrived, f"nothing was printed; jobs: {self.states()}; the page: {shown}"
        self.page.wait_for_selector("[data-print=printed]", timeout=PATIENCE_MS)
        assert self.states() == ["printed"] * count
        assert len(self.eve.received()) == count
        return self.eve.received()[-1]


@pytest.fixture
def screen() -> Iterator[str]:
    """A screen that nobody sees."""
    with subprocess.Popen([program("Xvfb"), SCREEN, "-screen", "0", "1080x1920x24"], **QUIET) as server:
        yield SCREEN
        server.terminate()


@pytest.fixture
def kiosk(chromium: Browser, tmp_path: Path, screen: str) -> Iterator[Kiosk]:
    """A kiosk that prints itself. Playwright's way of stopping service workers may leave a page waiting: none here."""
    with (
        NameService() as names,
        EvePrinter(names, tmp_path / "received") as eve,
        Cups(eve.address, names.environment) as cups,
        Product(tmp_path / "data") as product,
    ):
        server = f"127.0.0.1:{cups.port}"
        subprocess.run([program("lpadmin"), "-h", server, "-d", "papers"], check=True)
        with closing(sqlite3.connect(tmp_path / "data" / "shubbak.sqlite", isolation_level=None)) as base:
            base.execute("UPDATE center SET ticket_printer = 'browser:'")
        environment = {**os.environ, "DISPLAY": screen, "CUPS_SERVER": server}
        browser = chromium.browser_type.launch(
            executable_path=str(PROGRAM), headless=False, args=[*QUIETLY, "--kiosk-printing"], env=environment
        )
        yield Kiosk(browser.new_context(service_workers="block").new_page(), product, eve)
        browser.close()


def test_the_pages_print_once_without_asking_and_say_so(kiosk: Kiosk) -> None:
    with Visitor(kiosk.product.url) as citizen:
        kiosk.page.goto(kiosk.product.url + citizen.take_ticket(), timeout=PATIENCE_MS)
    kiosk.assert_prints(1)
    kiosk.page.goto(f"{kiosk.product.url}/kiosk/demo/services/rent_payment?lang=en", timeout=PATIENCE_MS)
    title = kiosk.page.locator("h1").inner_text()
    click(kiosk.page, ".papers-head button")
    printed = subprocess.run(["pdftotext", "-", "-"], input=kiosk.assert_prints(2), capture_output=True, check=True)
    assert title in " ".join(printed.stdout.decode().split())
