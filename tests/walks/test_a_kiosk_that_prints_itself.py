"""A kiosk whose own browser prints: Chromium with `--kiosk-printing`, its CUPS, and a printer at the end."""

import os
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import PROGRAM
from tests.browser import QUIET as QUIETLY
from tests.patience import soon
from tests.printing.ipp_servers import QUIET, Cups, EvePrinter, NameService, program
from tests.servers import Product
from tests.visitor import Visitor

SCREEN = ":97"


@pytest.fixture
def screen() -> Iterator[str]:
    """A screen that nobody sees."""
    with subprocess.Popen([program("Xvfb"), SCREEN, "-screen", "0", "1080x1920x24"], **QUIET) as server:
        yield SCREEN
        server.terminate()


@pytest.mark.slow
@pytest.mark.browser
def test_the_page_prints_once_without_asking_and_says_so(chromium: Browser, tmp_path: Path, screen: str) -> None:
    with (
        NameService() as names,
        EvePrinter(names, tmp_path / "received") as eve,
        Cups(eve.address, names.environment) as cups,
        Product(tmp_path / "data") as product,
        Visitor(product.url) as citizen,
    ):
        server = f"127.0.0.1:{cups.port}"
        subprocess.run([program("lpadmin"), "-h", server, "-d", "papers"], check=True)
        base = sqlite3.connect(tmp_path / "data" / "shubbak.sqlite", isolation_level=None)
        base.execute("UPDATE center SET ticket_printer = 'browser:'")
        page = citizen.take_ticket()
        environment = {**os.environ, "DISPLAY": screen, "CUPS_SERVER": server}
        browser = chromium.browser_type.launch(
            executable_path=str(PROGRAM), headless=False, args=[*QUIETLY, "--kiosk-printing"], env=environment
        )
        shown = browser.new_page()
        shown.goto(product.url + page)
        assert soon(lambda: len(eve.received()) == 1)
        shown.wait_for_selector("[data-print=printed]")
        browser.close()
        assert base.execute("SELECT state FROM print_job").fetchall() == [("printed",)]
        base.close()
        assert len(eve.received()) == 1
