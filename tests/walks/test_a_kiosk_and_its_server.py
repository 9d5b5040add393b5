"""A kiosk whose answer is lost, whose server dies and returns, who speaks, who is left alone: in a real Chromium."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser import click
from tests.patience import PATIENCE_MS, soon
from tests.servers import Product

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MODES = "[document.documentElement.dataset.contrast ?? '', document.documentElement.dataset.text ?? '']"
SERVICE = "/kiosk/demo/services/rent_payment"
HEARD = """() => {
  window.heard = [];
  const play = Audio.prototype.play;
  Audio.prototype.play = function () {
    window.heard.push(this.src.split("/").slice(-2).join("/"));
    this.addEventListener("playing", () => window.heard.push("playing"), { once: true });
    return play.call(this);
  };
}"""
CLIPS = "heard.filter(one => one !== 'playing')"


@pytest.fixture
def product(tmp_path: Path) -> Iterator[Product]:
    """The product over a demonstration of its own."""
    with Product(tmp_path / "product") as product:
        yield product


@pytest.fixture
def kiosk(chromium: Browser, product: Product) -> Iterator[Page]:
    """A kiosk in portrait without a worker, so that a test can stand between it and its server."""
    context = chromium.new_context(
        viewport={"width": 1080, "height": 1920}, base_url=product.url, service_workers="block"
    )
    yield context.new_page()
    context.close()


@pytest.fixture
def whole(chromium: Browser, product: Product) -> Iterator[Page]:
    """A kiosk in portrait as it ships, with its worker."""
    context = chromium.new_context(viewport={"width": 1080, "height": 1920}, base_url=product.url)
    page = context.new_page()
    page.goto("/kiosk/demo")
    assert soon(lambda: bool(page.evaluate("navigator.serviceWorker.controller !== null")))
    assert soon(lambda: bool(page.evaluate("caches.match('/kiosk-offline').then(Boolean)")))
    yield page
    context.close()


def test_an_answer_that_is_lost_costs_no_second_ticket(kiosk: Page) -> None:
    lost: list[str] = []

    def lose_the_first(route: Route) -> None:
        if lost:
            route.continue_()
            return
        lost.append(route.request.post_data or "")
        answer = route.fetch(max_redirects=0)
        assert answer.status == 303, "the server has made the ticket"
        route.abort()

    kiosk.route("**/kiosk/demo/tickets", lose_the_first)
    kiosk.goto(SERVICE)
    kiosk.click("button[value=ordinary]")
    expect(kiosk.locator("#sending")).to_be_visible()
    expect(kiosk.locator(".slip .n")).to_have_text("س ١")
    assert len(lost) == 1
    kiosk.goto(SERVICE)
    click(kiosk, "button[value=ordinary]")
    expect(kiosk.locator(".slip .n")).to_have_text("س ٢")


def test_a_refusal_is_shown_though_the_form_is_sent_by_script(kiosk: Page) -> None:
    kiosk.goto("/kiosk/demo/missed")
    kiosk.click(".letters label:has-text('ب')")
    for digit in "٤٢":
        kiosk.click(f"[data-key='{digit}']")
    click(kiosk, ".entry-form .btn.big")
    expect(kiosk.locator("[role=alert]")).to_contain_text("لا توجد اليوم تذكرة")
    assert kiosk.title().startswith("خطأ:")
    assert kiosk.input_value("#number") == "٤٢"
    kiosk.click("[data-erase]")
    kiosk.click("[data-key='١']")
    assert kiosk.input_value("#number") == "٤١"
    for _ in range(6):
        kiosk.click("[data-key='٩']")
    assert kiosk.input_value("#number") == "٤١٩٩"
    kiosk.click("[data-clear]")
    assert kiosk.input_value("#number") == ""


def test_a_service_is_found_with_the_keys_of_the_screen(kiosk: Page) -> None:
    kiosk.goto("/kiosk/demo")
    click(kiosk, "a[href='/kiosk/demo/search']")
    for letter in "ايجار":
        kiosk.click(f"[data-key='{letter}']")
    click(kiosk, "#seek .primary")
    expect(kiosk.locator("a.tile")).not_to_have_count(0)
    click(kiosk, ".pair .btn >> nth=0")
    assert kiosk.input_value("#q") == "ايجار"
    click(kiosk, "[name=again]")
    kiosk.click("[data-clear]")
    for letter in "rent":
        kiosk.click(f"[data-key='{letter}']")
    click(kiosk, "#seek .primary")
    click(kiosk, "a[href*=rent_payment]")
    expect(kiosk.locator("button[value=ordinary]")).to_be_visible()


def test_on_a_tablet_half_of_the_letters_are_shown_at_once_and_all_can_be_typed(kiosk: Page) -> None:
    kiosk.set_viewport_size({"width": 1280, "height": 800})
    kiosk.goto("/kiosk/demo/search")
    turn = kiosk.locator("[data-turn]")
    expect(turn).to_have_text("ض – ي")
    for letter in "رخصة":
        kiosk.click(f"[data-key='{letter}']")
    expect(kiosk.locator("[data-key='ي']")).to_be_hidden()
    turn.click()
    kiosk.click("[data-key='ي']")
    expect(kiosk.locator("[data-key='ر']")).to_be_hidden()
    turn.click()
    kiosk.click("[data-key='ا']")
    assert kiosk.input_value("#q") == "رخصةيا"
    kiosk.goto("/kiosk/demo/search?lang=en")
    expect(turn).to_have_text("n – z")
    kiosk.set_viewport_size({"width": 1920, "height": 1080})
    kiosk.goto("/kiosk/demo/search?lang=en")
    kiosk.locator("[data-key=q]").wait_for()
    expect(turn).to_be_hidden()


def test_a_kiosk_whose_server_dies_says_so_and_comes_back_by_itself(whole: Page, product: Product) -> None:
    product.stop()
    whole.click("a.tile >> nth=0")
    expect(whole.locator("h1")).to_have_text("الخدمة متوقفة مؤقتًا")
    expect(whole.locator("main")).to_contain_text("Please ask the staff")
    assert whole.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily").startswith('"Plex Arabic"')
    product.start()
    whole.wait_for_url("**/kiosk/demo", timeout=PATIENCE_MS)
    expect(whole.locator("a.tile").first).to_be_visible()
    assert whole.evaluate(
        "caches.open('shubbak-offline').then(kept => kept.keys()).then(all => all.map(one => new URL(one.url).pathname)"
        ".filter(path => !path.startsWith('/static/')))"
    ) == ["/kiosk-offline", *(f"/voice/demo/{language}/page-away.wav" for language in ("ar", "en"))], "nothing else"


def test_the_page_without_a_server_keeps_the_modes_and_is_heard_in_both_languages(
    whole: Page, product: Product
) -> None:
    whole.click("[data-value=large]")
    whole.click("[data-value=dark]")
    assert soon(lambda: bool(whole.evaluate("caches.match('/voice/demo/en/page-away.wav').then(Boolean)")))
    product.stop()
    whole.click("a.tile >> nth=0")
    expect(whole.locator("h1")).to_have_text("الخدمة متوقفة مؤقتًا")
    assert whole.evaluate(MODES) == ["dark", "large"]
    whole.evaluate(HEARD)
    for language, told in (("ar", "أوقف"), ("en", "Stop")):
        listen = whole.locator(f"[data-listen][lang={language}]")
        listen.click()
        expect(listen).to_have_text(told)
        assert soon(lambda: whole.evaluate("heard.at(-1)") == "playing"), "the clip is there though its server is not"
    expect(whole.locator("[data-listen][lang=ar]")).to_have_text("استمع")
    assert whole.evaluate("heard") == ["ar/page-away.wav", "playing", "en/page-away.wav", "playing"]
    whole.click("[data-value=dark]")
    assert whole.evaluate(MODES) == ["", "large"]
    product.start()
    whole.wait_for_url("**/kiosk/demo", timeout=PATIENCE_MS)
    expect(whole.locator("[data-text=large] a.tile").first).to_be_visible()


def test_a_ticket_asked_for_while_the_server_is_away_is_given_when_it_returns(whole: Page, product: Product) -> None:
    whole.goto(SERVICE)
    product.stop()
    whole.click("button[value=ordinary]")
    expect(whole.locator("#sending")).to_be_visible()
    product.start()
    expect(whole.locator(".slip .n")).to_have_text("س ١")


def test_the_modes_are_one_touch_away_exclude_each_other_and_are_kept(kiosk: Page) -> None:
    kiosk.goto("/kiosk/demo")
    kiosk.click("[data-value=dark]")
    kiosk.click("[data-value=large]")
    assert kiosk.evaluate(MODES) == ["dark", "large"]
    before = kiosk.locator("[data-value=dark]").bounding_box()
    click(kiosk, "a[href='/kiosk/demo/mine']")
    assert kiosk.evaluate(MODES) == ["dark", "large"]
    assert kiosk.locator("[data-value=dark]").bounding_box() == before
    kiosk.click("[data-value=high]")
    assert kiosk.evaluate(MODES) == ["high", "large"]
    expect(kiosk.locator("[data-value=dark]")).to_have_attribute("aria-pressed", "false")
    kiosk.click("[data-value=high]")
    assert kiosk.evaluate(MODES) == ["", "large"]


def test_a_start_left_alone_attracts_and_a_touch_anywhere_begins(kiosk: Page) -> None:
    kiosk.clock.install()
    kiosk.goto("/kiosk/demo")
    kiosk.click("[data-value=dark]")
    kiosk.clock.run_for(61_000)
    kiosk.wait_for_url("**/kiosk/demo?lang=ar")
    assert kiosk.evaluate("sessionStorage.length") == 0
    kiosk.clock.run_for(181_000)
    kiosk.wait_for_url("**/welcome")
    kiosk.mouse.click(540, 200)
    kiosk.wait_for_url("**/kiosk/demo?lang=ar")


def test_the_welcome_is_heard_and_takes_a_mode_without_beginning(kiosk: Page) -> None:
    kiosk.goto("/kiosk/demo/welcome")
    kiosk.evaluate(HEARD)
    kiosk.click("[data-listen][lang=ar]")
    kiosk.click("[data-listen][lang=en]")
    expect(kiosk.locator("[data-listen][lang=en]")).to_have_text("Stop")
    kiosk.click("[data-value=high]")
    assert kiosk.evaluate(CLIPS) == ["ar/page-welcome.wav", "en/page-welcome.wav"]
    assert kiosk.url.endswith("/welcome")
    kiosk.click("h1")
    kiosk.wait_for_url("**/kiosk/demo?lang=ar")
    assert kiosk.evaluate("document.documentElement.dataset.contrast") == "high"


def test_nothing_moves_for_who_wishes_no_motion(kiosk: Page) -> None:
    kiosk.emulate_media(reduced_motion="reduce")
    kiosk.goto("/kiosk/demo/welcome")
    moving = "document.getAnimations().filter(one => one.playState === 'running').length"
    assert kiosk.evaluate(moving) == 0
    kiosk.emulate_media(reduced_motion="no-preference")
    assert kiosk.evaluate(moving) == 1


def test_a_page_is_heard_clip_by_clip_stopped_and_heard_again(kiosk: Page) -> None:
    kiosk.goto("/kiosk/demo?lang=en")
    kiosk.evaluate(HEARD)
    listen = kiosk.locator("[data-listen]")
    listen.click()
    expect(listen).to_have_text("Stop")
    listen.click()
    expect(listen).to_have_text("Listen")
    assert kiosk.evaluate(CLIPS) == ["en/page-start.wav"]
    listen.click()
    assert soon(lambda: len(kiosk.evaluate(CLIPS)) == 4)
    assert kiosk.evaluate(f"{CLIPS}.slice(1)") == ["en/page-start.wav", "en/waiting.wav", "en/n0.wav"]
    expect(listen).to_have_text("Listen")


def test_what_cannot_be_heard_is_said(kiosk: Page) -> None:
    kiosk.route("**/voice/**", lambda route: route.abort())
    kiosk.goto("/kiosk/demo?lang=en")
    kiosk.click("[data-listen]")
    expect(kiosk.locator("[data-listen]")).to_have_text("No sound here")
    expect(kiosk.locator("[data-listen]")).to_have_text("Listen")
