"""At rest: how long the start takes, what the web process holds, how large a kiosk page is."""

import tempfile
import time
from pathlib import Path

import psutil
from playwright.sync_api import Browser, Response

from tests.browser import open_chromium
from tests.servers import Product

PAGES = ("/kiosk/demo", "/board/demo")


def main(_quick: bool) -> int:
    """Print start time, memory and page sizes; nothing here can be wrong, so give 0."""
    with tempfile.TemporaryDirectory() as name, Product(Path(name)) as product:
        product.stop()
        began = time.perf_counter()
        product.start()
        print(f"start until it answers: {time.perf_counter() - began:.2f} s")
        time.sleep(2)
        worker = psutil.Process(product.process.pid).children()[0]
        memory = [process.memory_info().rss / 1e6 for process in (worker, *worker.children(recursive=True))]
        print(
            f"web process: {memory[0]:.0f} MB; press worker and its helper: {[round(held) for held in memory[1:]]} MB"
        )
        with open_chromium() as browser:
            for path in PAGES:
                _weigh(browser, product.url, path)
    return 0


def _weigh(browser: Browser, url: str, path: str) -> None:
    """Print what a page and all that it loads weigh; fonts apart, since a screen keeps them."""
    page, answers = browser.new_page(), list[Response]()
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 (Playwright marks the function)
    page.goto(url + path)
    page.wait_for_timeout(1000)
    sizes = [(len(answer.body()), answer.request.resource_type == "font") for answer in answers if answer.ok]
    page.close()
    rest, fonts = ([size for size, is_font in sizes if is_font == kind] for kind in (False, True))
    print(
        f"{path}: {sum(rest) / 1000:.0f} kB in {len(rest)} requests; fonts {sum(fonts) / 1000:.0f} kB in {len(fonts)}"
    )
