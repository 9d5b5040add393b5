"""From the press of "call next" to the number drawn on a board in Chromium."""

import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median

from playwright.sync_api import Page

from bench.visitor import Visitor
from singlewindow.demonstration.fill import PASSWORD
from tests.browser import open_chromium
from tests.servers import Product

CALLS = 20
BETWEEN = 3.5  # seconds; a call stays on the card for 3
SCREEN = {"width": 1920, "height": 1080}
WATCH = """() => {
  const state = document.getElementById("state");
  window.drawn = [];
  new MutationObserver(() => window.drawn.push([
    state.querySelector(".card").dataset.call, performance.timeOrigin + performance.now(),
  ])).observe(state, { childList: true });
}"""


def main(quick: bool) -> int:
    """Print how long calls take to stand on a board; give how many were never drawn."""
    calls = 2 if quick else CALLS
    with (
        tempfile.TemporaryDirectory() as name,
        Product(Path(name), SHUBBAK_PRESS="beside") as product,
        open_chromium() as browser,
        ThreadPoolExecutor(1) as clerk,
    ):
        page = browser.new_page(viewport=SCREEN)  # type: ignore[arg-type]
        page.goto(f"{product.url}/board/demo")
        page.evaluate(WATCH)
        presses = clerk.submit(call_now_and_then, product.port, calls)
        while not presses.done():
            page.wait_for_timeout(200)
        drawn = first_drawings(page)
    times = presses.result()
    from_press = [drawn[number] - pressed for number, pressed, _ in times if number in drawn]
    from_answer = [drawn[number] - answered for number, _, answered in times if number in drawn]
    said = f"median {median(from_press):.1f} ms after the press, {median(from_answer):.1f} ms after the clerk's answer"
    print(f"call drawn on a board: {said}, worst {max(from_press):.1f} ms; {len(times)} calls")
    return len(times) - len(from_press)


def call_now_and_then(port: int, calls: int) -> list[tuple[str, float, float]]:
    """Call numbers, BETWEEN seconds apart; give each code, when it was pressed and answered (Unix time, ms)."""
    citizen, clerk, times = Visitor(port, "/kiosk/demo/services/rent_payment"), Visitor(port, "/signin"), []
    clerk.send("/signin", username="clerk1", password=PASSWORD)
    clerk.read_token("/counter")
    clerk.send("/counter/window", number="1")
    for number in range(1, calls + 1):
        citizen.take_ticket()
        time.sleep(BETWEEN)
        pressed = time.time() * 1000
        clerk.send("/counter/call")
        times.append((f"S{number}", pressed, time.time() * 1000))
        clerk.send("/counter/absent")
    time.sleep(1)
    return times


def first_drawings(page: Page) -> dict[str, float]:
    """Give when each code first stood on the card (Unix time, ms)."""
    first: dict[str, float] = {}
    for code, at in page.evaluate("window.drawn"):
        first.setdefault(code, at)
    return first
