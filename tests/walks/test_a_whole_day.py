"""A whole made-up day over HTTP while a board, a kiosk and the supervisor's page live in a real Chromium."""

import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import create_engine, text

from singlewindow.demonstration.fill import PASSWORD
from singlewindow.text import ARABIC_DIGITS
from singlewindow.tickets.letters import ARABIC_LETTERS
from tests.browser import click
from tests.patience import PATIENCE
from tests.servers import Product
from tests.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CITIZENS = 80
DAY = ["simulate", "day", "--speed", "1800", "--citizens", str(CITIZENS), "--seed", "4"]
LATE = 3
SEEN = """() => {
  window.seen = new Set();
  const note = () => document.querySelectorAll("[data-call]").forEach((row) => window.seen.add(row.dataset.call));
  new MutationObserver(note).observe(document.getElementById("state"), { childList: true, subtree: true });
}"""
STATES = "SELECT letter || number, state FROM ticket"
CALLED = "SELECT letter, number FROM ticket WHERE called_at IS NOT NULL ORDER BY called_at DESC"


@pytest.fixture
def product(tmp_path: Path) -> Iterator[Product]:
    """The product over a demonstration of its own."""
    with Product(tmp_path, SHUBBAK_PRESS="beside") as product:
        yield product


def arabic(number: int) -> str:
    """Write a number in the digits of the hall."""
    return str(number).translate(ARABIC_DIGITS)


def open_page(chromium: Browser, size: tuple[int, int], address: str) -> Page:
    """Open a screen."""
    page = chromium.new_context(viewport={"width": size[0], "height": size[1]}).new_page()
    page.goto(address)
    return page


def hall_page(chromium: Browser, product: Product) -> Page:
    """Open the supervisor's page."""
    page = open_page(chromium, (1366, 768), f"{product.url}/hall")
    page.fill("#username", "supervisor1")
    page.fill("#password", PASSWORD)
    click(page, "form.signin button")
    expect(page.locator("#waiting-title")).to_be_visible()
    return page


def ask(folder: Path, query: str) -> list[tuple[str, str]]:
    """Read the demonstration's own records."""
    engine = create_engine(f"sqlite:///{folder / 'shubbak.sqlite'}")
    with engine.connect() as connection:
        rows = [(str(row[0]), str(row[1])) for row in connection.execute(text(query))]
    engine.dispose()
    return rows


def test_all_screens_show_the_truth_after_a_day_and_nothing_is_lost(
    chromium: Browser, product: Product, tmp_path: Path
) -> None:
    board = open_page(chromium, (1920, 1080), f"{product.url}/board/demo")
    board.evaluate(SEEN)
    kiosk = open_page(chromium, (1080, 1920), f"{product.url}/kiosk/demo")
    hall = hall_page(chromium, product)

    command = [product.program, *DAY, "--url", product.url]
    day = subprocess.run(command, env=product.environment, capture_output=True, text=True, timeout=300, check=False)
    assert day.returncode == 0, day.stdout + day.stderr

    states = dict(ask(tmp_path, STATES))
    told = Counter(states.values())
    assert len(states) == CITIZENS
    assert f"numbers issued: {CITIZENS}\n" in day.stdout
    for state, count in told.items():
        assert f"  {state}: {count}\n" in day.stdout
    assert told["finished"] > CITIZENS // 2
    assert set(told) <= {"finished", "absent", "left", "waiting"}, "nobody is left standing at a window"

    with Visitor(product.url) as citizen:
        for _ in range(LATE):
            citizen.take_ticket()
        fresh = citizen.get("/kiosk/demo").text
    waiting = arabic(told["waiting"] + LATE)
    called = [(ARABIC_LETTERS[letter], arabic(int(number))) for letter, number in ask(tmp_path, CALLED)]
    expect(board.locator(".waiting .num").first).to_have_text(waiting)
    expect(board.locator(".card.idle")).to_be_visible()
    expect(board.locator(".before tbody td:first-child").first).to_have_text(" ".join(called[0]))
    expect(hall.locator("#waiting-title b")).to_have_text(waiting)
    shown = kiosk.locator(".stat")
    expect(shown).to_contain_text(waiting, timeout=PATIENCE * 1000)
    assert (shown.text_content() or "").strip() in fresh
    assert set(board.evaluate("[...seen]")) >= {f"{a}{b}" for a, b in ask(tmp_path, CALLED)}, "each call was shown"
    for page in (board, kiosk, hall):
        page.context.close()
