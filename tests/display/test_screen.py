"""The board in a real Chromium over the product as it ships."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import create_engine, text

from display.board import MOST
from tests.browser import PROGRAM, QUIET
from tests.patience import soon
from tests.servers import Product
from tests.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SCREEN = {"width": 1920, "height": 1080}
SIZES = ((1920, 1080), (1280, 720), (1080, 1920))
EAR = """() => {
  const play = HTMLMediaElement.prototype.play;
  window.heard = [];
  HTMLMediaElement.prototype.play = function () {
    if (this.volume > 0) {
      const call = { name: this.src.split("/").pop(), began: performance.now() };
      window.heard.push(call);
      this.addEventListener("ended", () => { call.ended = performance.now(); }, { once: true });
    }
    return play.call(this);
  };
}"""


@pytest.fixture
def product(tmp_path: Path) -> Iterator[Product]:
    """The product over a demonstration of its own."""
    with Product(tmp_path, SHUBBAK_PRESS="beside") as product:
        yield product


@pytest.fixture
def board(chromium: Browser, product: Product) -> Iterator[Page]:
    """The demonstration's board, whose chimes are counted."""
    page = chromium.new_page(viewport=SCREEN)  # type: ignore[arg-type]
    page.add_init_script(f"({EAR})()")
    page.goto(f"{product.url}/board/demo")
    yield page
    page.close()


def clerk_at(product: Product, number: int) -> Visitor:
    """Give a clerk of the demonstration at the window of the same number."""
    visitor = Visitor(product.url)
    visitor.sign_in(f"clerk{number}")
    visitor.press("/counter/window", number=str(number))
    return visitor


def test_two_calls_at_once_are_both_shown_and_both_heard(product: Product, board: Page) -> None:
    with clerk_at(product, 1) as first, clerk_at(product, 2) as second:
        for visitor in (first, second):
            visitor.take_ticket()
        for visitor in (first, second):
            visitor.press("/counter/call")
    expect(board.locator(".card .ticket")).to_have_text("ب ٢")
    expect(board.locator(".before td.num").first).to_have_text("ب ١")
    assert soon(lambda: len(board.evaluate("heard")) >= 2)
    heard = board.evaluate("heard")
    assert [call["name"] for call in heard] == ["B1-1.wav", "B2-2.wav"]
    assert heard[0]["ended"] <= heard[1]["began"], "one call is spoken to its end before the next begins"


def test_a_call_stays_on_the_card_before_the_next_takes_its_place(board: Page) -> None:
    first, then, spent = board.evaluate(
        """async () => {
          const { Stage } = await import("/board-static/stage.js");
          const place = document.createElement("main");
          const stage = new Stage(place, () => {}, [], "2026-11-24");
          const html = (name) => `<p data-call="${name}">${name}</p>`;
          const call = (name) => ({ html: html(name), day: "2026-11-24", calls: [[name, 1]] });
          const changed = new Promise((tell) => new MutationObserver(() => {
            if (place.innerText === "B2") tell(performance.now());
          }).observe(place, { childList: true }));
          const began = performance.now();
          stage.put(call("B1"));
          stage.put(call("B2"));
          const first = place.innerText;
          return [first, await changed.then(() => place.innerText), (await changed) - began];
        }"""
    )
    assert (first, then) == ("B1", "B2")
    assert spent > 2_900


def test_a_call_again_is_heard_and_a_new_ticket_is_not(product: Product, board: Page) -> None:
    with clerk_at(product, 1) as clerk:
        clerk.take_ticket()
        expect(board.locator(".waiting .num").first).to_have_text("١")
        assert board.evaluate("window.heard") == []
        clerk.press("/counter/call")
        expect(board.locator(".card.fresh")).to_be_visible()
        clerk.press("/counter/recall")
    assert soon(lambda: len(board.evaluate("heard")) >= 2)
    assert [call["name"] for call in board.evaluate("heard")] == ["B1-1.wav", "B1-1-again.wav"]


def test_a_lost_server_is_said_and_the_truth_comes_back(product: Product, board: Page) -> None:
    with clerk_at(product, 1) as clerk:
        for _ in range(2):
            clerk.take_ticket()
        clerk.press("/counter/call")
        expect(board.locator(".card .ticket")).to_have_text("ب ١")
        product.stop()
        expect(board.locator("#stale")).to_be_visible()
        expect(board.locator("#stale-since")).to_have_text(re.compile("[٠-٩]{2}:[٠-٩]{2}"))
        expect(board.locator(".card .ticket")).to_have_text("ب ١")
        product.start()
        clerk.press("/counter/absent")
        clerk.press("/counter/call")
    expect(board.locator(".card .ticket")).to_have_text("ب ٢")
    expect(board.locator("#stale")).to_be_hidden()


def test_where_no_socket_passes_the_board_asks(chromium: Browser, product: Product) -> None:
    page = chromium.new_page(viewport=SCREEN)  # type: ignore[arg-type]
    page.route_web_socket(re.compile("socket.io"), lambda socket: socket.close())
    page.goto(f"{product.url}/board/demo")
    with Visitor(product.url) as citizen:
        citizen.take_ticket()
    expect(page.locator(".waiting .num").first).to_have_text("١")
    page.wait_for_timeout(5_000)
    expect(page.locator("#stale")).to_be_hidden()
    page.close()


def test_records_restored_from_an_older_copy_are_drawn(product: Product, board: Page, tmp_path: Path) -> None:
    with Visitor(product.url) as citizen:
        for _ in range(3):
            citizen.take_ticket()
    expect(board.locator(".waiting .num").first).to_have_text("٣")
    engine = create_engine(f"sqlite:///{tmp_path / 'shubbak.sqlite'}")
    with engine.begin() as connection:
        connection.execute(text("UPDATE ticket SET state = 'absent' WHERE number = 3"))
        connection.execute(text("UPDATE center SET version = 1 WHERE code = 'demo'"))
    engine.dispose()
    expect(board.locator(".waiting .num").first).to_have_text("٢")


def test_a_browser_that_forbids_sound_says_so_until_it_is_touched(chromium: Browser, product: Product) -> None:
    strict = [argument for argument in QUIET if "autoplay" not in argument]
    browser = chromium.browser_type.launch(executable_path=str(PROGRAM), args=strict)
    page = browser.new_page(viewport=SCREEN)  # type: ignore[arg-type]
    page.goto(f"{product.url}/board/demo")
    expect(page.locator("#silent")).to_be_visible()
    page.mouse.click(900, 500)
    expect(page.locator("#silent")).to_be_hidden()
    browser.close()


def test_long_numbers_fit_at_every_size_in_both_languages(chromium: Browser, product: Product, tmp_path: Path) -> None:
    with clerk_at(product, 1) as clerk:
        for _ in range(3):
            clerk.take_ticket()
            clerk.press("/counter/call")
            clerk.press("/counter/absent")
    engine = create_engine(f"sqlite:///{tmp_path / 'shubbak.sqlite'}")
    with engine.begin() as connection:
        connection.execute(text("UPDATE ticket SET number = number + 9985, letter = 'K'"))
        connection.execute(text("UPDATE window SET number = 88 WHERE number = 1"))
    engine.dispose()
    for width, height in SIZES:
        for language in ("ar", "en"):
            page = chromium.new_page(viewport={"width": width, "height": height}, reduced_motion="reduce")
            page.goto(f"{product.url}/board/demo?lang={language}")
            page.wait_for_load_state("networkidle")
            assert page.evaluate(SPILLS) == [], (width, height, language)
            page.close()


SPILLS = """() => [...document.querySelectorAll("body, header, main, section, .card, .card div, td, th, footer")]
  .filter((box) => box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1)
  .map((box) => `${box.tagName}.${box.className} ${box.scrollWidth}x${box.scrollHeight}`)"""


DOUBLED = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode;
    if (!text.parentElement.closest(".num")) text.data = `${text.data} ${text.data}`;
  }
}"""


def test_every_size_takes_thirty_windows_and_text_of_double_length(
    chromium: Browser, product: Product, tmp_path: Path
) -> None:
    with Visitor(product.url) as citizen:
        for _ in range(25):
            citizen.take_ticket()
    engine = create_engine(f"sqlite:///{tmp_path / 'shubbak.sqlite'}")
    with engine.begin() as connection:
        window = connection.scalar(text("SELECT id FROM window LIMIT 1"))
        connection.execute(text("UPDATE window SET number = 30 WHERE id = :window"), {"window": window})
        connection.execute(
            text(
                "UPDATE ticket SET number = number + 9900, state = 'called', window_id = :window, calls = 1, "
                "called_at = strftime('%Y-%m-%d %H:%M:%f', 'now') || '000'"
            ),
            {"window": window},
        )
    engine.dispose()
    for width, height in (*SIZES, (3840, 2160), (1366, 768)):
        for language in ("ar", "en"):
            page = chromium.new_page(viewport={"width": width, "height": height}, reduced_motion="reduce")
            page.goto(f"{product.url}/board/demo?lang={language}")
            page.wait_for_load_state("networkidle")
            assert page.locator(".before tbody tr").count() == MOST - 1
            page.evaluate(DOUBLED)
            assert page.evaluate(SPILLS) == [], (width, height, language)
            page.close()


def test_two_boards_of_a_hall_show_their_own_windows(chromium: Browser, product: Product) -> None:
    pages = [chromium.new_page(viewport=SCREEN) for _ in range(2)]  # type: ignore[arg-type]
    for page, windows in zip(pages, ("1-4", "5-8"), strict=True):
        page.goto(f"{product.url}/board/demo?windows={windows}")
    with clerk_at(product, 1) as first, clerk_at(product, 5) as fifth:
        for clerk in (first, fifth):
            clerk.take_ticket()
            clerk.press("/counter/call")
    expect(pages[0].locator(".card .ticket")).to_have_text("ب ١")
    expect(pages[1].locator(".card .ticket")).to_have_text("ب ٢")
    for page in pages:
        expect(page.locator(".waiting .num").first).to_have_text("٠")
        expect(page.locator(".before tbody tr")).to_have_count(0)
        page.close()


def test_a_board_cut_off_for_twenty_seconds_comes_back_with_all_calls(product: Product, board: Page) -> None:
    with clerk_at(product, 1) as first, clerk_at(product, 2) as second:
        for clerk in (first, second):
            clerk.take_ticket()
        board.context.set_offline(True)
        expect(board.locator("#stale")).to_be_visible()
        for clerk in (first, second):
            clerk.press("/counter/call")
        board.wait_for_timeout(20_000)
        expect(board.locator(".card.idle")).to_be_visible()
        board.context.set_offline(False)
    expect(board.locator(".card .ticket")).to_have_text("ب ٢")
    expect(board.locator("#stale")).to_be_hidden()
    assert soon(lambda: len(board.evaluate("heard")) >= 2)
    assert [call["name"] for call in board.evaluate("heard")][:2] == ["B1-1.wav", "B2-2.wav"]


def test_a_new_day_empties_what_was_known(board: Page) -> None:
    heard = board.evaluate(
        """async () => {
          const { Stage } = await import("/board-static/stage.js");
          const place = document.createElement("main");
          const html = '<p data-call="B1"></p>';
          const heard = [];
          const stage = new Stage(place, (calls) => heard.push(calls.length), [["B1", 1]], "2026-11-24");
          stage.put({ html, day: "2026-11-24", calls: [["B1", 1]] });
          stage.put({ html, day: "2026-11-25", calls: [["B1", 1]] });
          return heard;
        }"""
    )
    assert heard == [1]
