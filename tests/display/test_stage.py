"""The stage of the board's page in a real Chromium: what it does when calls come faster than it shows them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.servers import Product

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CALLS = 16
RUSH = """async (calls) => {
  const { Stage } = await import("/board-static/stage.js");
  const place = document.createElement("main");
  const announced = [];
  let drawings = 0;
  new MutationObserver(() => { drawings += 1; }).observe(place, { childList: true });
  const done = new Promise((tell) => {
    const stage = new Stage(place, (fresh) => {
      announced.push(...fresh.map(([code]) => code));
      if (announced.length >= calls) tell();
    }, [], "2026-11-24");
    for (let last = 1; last <= calls; last += 1) {
      const known = Array.from({ length: last }, (_, n) => `B${last - n}`);
      const html = known.map((code) => `<p data-call="${code}">${code}</p>`).join("");
      stage.put({ html, day: "2026-11-24", calls: known.map((code) => [code, 1, code]) });
    }
  });
  await done;
  return [announced, drawings];
}"""


@pytest.fixture
def product(tmp_path: Path) -> Iterator[Product]:
    """The product over a demonstration of its own."""
    with Product(tmp_path, SHUBBAK_PRESS="beside") as product:
        yield product


def test_in_a_rush_a_board_jumps_ahead_and_still_announces_every_call(chromium: Browser, product: Product) -> None:
    page = chromium.new_page()
    page.goto(f"{product.url}/board/demo")
    announced, drawings = page.evaluate(RUSH, CALLS)
    page.close()
    assert announced == [f"B{n}" for n in range(1, CALLS + 1)], "each call once, in order"
    assert drawings < CALLS
