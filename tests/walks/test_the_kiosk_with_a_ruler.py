"""Every kiosk and phone page in a real Chromium: sizes, reach, contrast, doubled texts, accessibility, requests."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize

from tests.browser import click
from tests.kiosk_eye import double_texts, faults, low_contrast
from tests.patience import PATIENCE_MS
from tests.servers import Product
from tests.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PORTRAIT, LANDSCAPE, TABLET = (1080, 1920), (1920, 1080), (1280, 800)
# The smallest target, the part of the height out of reach, the smallest gap, the smallest text, in CSS pixels.
# 81 px are 20 mm on a 21.5-inch screen, 12.15 px are 3 mm, a 28 px letter has a capital of 4.8 mm.
# On a tablet of 10.1 inches 118 px are 20 mm, 17.6 px are 3 mm, a 24 px letter has a capital of 2.9 mm.
RULES = {PORTRAIT: (81, 0.4, 12.15, 28), LANDSCAPE: (81, 0, 12.15, 28), TABLET: (118, 0, 17.6, 24)}
EACH_ONCE = ((PORTRAIT, 0), (PORTRAIT, 3), (LANDSCAPE, 1), (TABLET, 2))
"""The sizes and modes that every run measures; `make test-thorough` measures all."""
MODES = ({}, {"text": "large"}, {"contrast": "high"}, {"contrast": "dark"})
PAGES = (
    "/kiosk/demo",
    "/kiosk/demo?lane=priority",
    "/kiosk/demo/sectors/revenue",
    "/kiosk/demo/services/building_permit_issue",
    "/kiosk/demo/help",
    "/kiosk/demo/search",
    "/kiosk/demo/search?q=زرافة",
    "/kiosk/demo/search?q=رخصة",
    "/kiosk/demo/mine",
    "/kiosk/demo/missed",
    "/kiosk/demo/booked",
    "/kiosk/demo/lanes",
    "/kiosk/demo/collect",
    "/kiosk/demo/welcome",
    "/kiosk-offline",
)
LARGE_TEXT = 36
STAY = "if (location.pathname === '/kiosk-offline') window.setInterval = () => 0"
"""Keeps the page without a server from leaving for the server, which is there."""


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """The product over a demonstration of its own."""
    with Product(tmp_path_factory.mktemp("ruler")) as product:
        yield product


@pytest.fixture(scope="module")
def made(product: Product) -> tuple[str, ...]:
    """The pages of a ticket that was taken and of a list that was asked for."""
    with Visitor(product.url) as visitor:
        ticket = visitor.take_ticket()
        service = "/kiosk/demo/services/rent_payment"
        listed = visitor.press(f"{service}/list", service, form_key=visitor.last_key)
        return ticket, str(listed.headers["Location"])


class Watched:
    """A window whose console must stay silent and that asks nothing of a foreign host.

    No service worker: Playwright, which stops each one as it begins, now and then lets a page wait for it for ever.
    """

    def __init__(self, browser: Browser, url: str, size: tuple[int, int], mode: dict[str, str]) -> None:
        viewport = ViewportSize(width=size[0], height=size[1])
        self.context = browser.new_context(viewport=viewport, base_url=url, service_workers="block")
        for name, value in mode.items():
            self.context.add_init_script(f"sessionStorage.setItem('{name}', '{value}')")
        self.context.add_init_script(STAY)
        self.page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE_MS)
        self.page.set_default_navigation_timeout(PATIENCE_MS)
        self.complaints: list[str] = []
        self.page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda sent: None if sent.url.startswith(url) else self.complaints.append(sent.url))

    def open(self, address: str, language: str) -> Page:
        """Open a page in a language and wait until all of it is there."""
        self.page.goto(f"{address}{'&' if '?' in address else '?'}lang={language}")
        self.page.evaluate("document.fonts.ready")
        if self.page.locator("[data-keys]").count():
            self.page.locator("[data-keys]").wait_for()
        return self.page


@pytest.mark.parametrize(
    ("size", "mode"),
    [
        pytest.param(size, mode, marks=() if (size, place) in EACH_ONCE else pytest.mark.thorough)
        for size in (PORTRAIT, LANDSCAPE, TABLET)
        for place, mode in enumerate(MODES)
    ],
    ids=str,
)
def test_all_is_large_in_reach_apart_whole_and_of_contrast(
    chromium: Browser, product: Product, made: tuple[str, ...], size: tuple[int, int], mode: dict[str, str]
) -> None:
    target, reach, gap, text = RULES[size]
    if mode.get("text") == "large":
        text = text * LARGE_TEXT / 28
    window = Watched(chromium, product.url, size, mode)
    wrong = {}
    for language in ("ar", "en"):
        for address in (*PAGES, *made):
            page = window.open(address, language)
            found = faults(page, target, reach, gap, text) + low_contrast(page)
            if page.evaluate("document.documentElement.dataset.tight") in ("2", "3"):
                found.append("our own texts need no squeezing")
            if found:
                wrong[f"{address} {language}"] = found[:3]
    window.context.close()
    assert wrong == {}
    assert window.complaints == []


@pytest.mark.parametrize("size", RULES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_texts_of_twice_the_length_fit(
    chromium: Browser, product: Product, made: tuple[str, ...], size: tuple[int, int]
) -> None:
    target, reach, gap, _ = RULES[size]
    window = Watched(chromium, product.url, size, {})
    wrong = {}
    for language in ("ar", "en"):
        for address in (*PAGES[:-1], *made):
            page = window.open(address, language)
            double_texts(page)
            found = faults(page, target, reach, gap)
            if found:
                wrong[f"{address} {language}"] = found[:3]
    window.context.close()
    assert wrong == {}


@pytest.mark.parametrize(
    ("mode", "language"),
    [
        pytest.param(
            mode,
            language,
            marks=() if place % 2 == number else pytest.mark.thorough,
            id=f"{'-'.join(mode.values()) or 'ordinary'}-{language}",
        )
        for place, mode in enumerate(MODES)
        for number, language in enumerate(("ar", "en"))
    ],
)
def test_no_kiosk_or_phone_page_has_an_accessibility_violation(
    chromium: Browser, product: Product, made: tuple[str, ...], mode: dict[str, str], language: str
) -> None:
    window = Watched(chromium, product.url, PORTRAIT, mode)
    phone = made[0].replace("/kiosk/demo/tickets/", "/follow/")
    wrong = {}
    for address in (*PAGES, *made, phone):
        found = Axe().run(
            window.open(address, language), options={"rules": {"color-contrast-enhanced": {"enabled": True}}}
        )
        violations = [f"{item['id']}: {item['nodes'][0]['html'][:120]}" for item in found.response["violations"]]
        if violations:
            wrong[address] = violations
    window.context.close()
    assert wrong == {}
    assert window.complaints == []


@pytest.mark.parametrize("address", ["/follow/nothing", "/kiosk/demo/nothing"])
def test_a_refusal_has_no_accessibility_violation(chromium: Browser, product: Product, address: str) -> None:
    window = Watched(chromium, product.url, PORTRAIT, {})
    page = window.open(address, "ar")
    found = Axe().run(page, options={"rules": {"color-contrast-enhanced": {"enabled": True}}})
    assert [item["id"] for item in found.response["violations"]] == []
    assert low_contrast(page) == []
    window.context.close()


EIGHT = """() => {
  const grid = document.querySelector(".grid");
  while (grid.children.length < 8) grid.append(grid.firstElementChild.cloneNode(true));
  const more = document.querySelector(".pair > .btn, main > .btn");
  if (!more) grid.after(Object.assign(document.createElement("a"), { className: "btn", href: "#", textContent: "…" }));
  dispatchEvent(new Event("fit"));
}"""


@pytest.mark.parametrize("size", RULES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_eight_choices_and_an_error_fit(chromium: Browser, product: Product, size: tuple[int, int]) -> None:
    window = Watched(chromium, product.url, size, {})
    wrong = {}
    for address in ("/kiosk/demo", "/kiosk/demo/sectors/housing", "/kiosk/demo/search?q=رخصة"):
        page = window.open(address, "ar")
        page.evaluate(EIGHT)
        wrong[address] = faults(page, *RULES[size])[:3]
    for address in ("/kiosk/demo/missed", "/kiosk/demo/collect", "/kiosk/demo/booked"):
        page = window.open(address, "ar")
        page.evaluate("document.querySelectorAll('[required]').forEach(field => { field.required = false })")
        click(page, ".entry-form .btn.big")
        page.locator("[role=alert]").wait_for()
        page.locator("[data-keys]").wait_for()
        wrong[f"{address} refused"] = faults(page, *RULES[size])[:3]
    window.context.close()
    assert {address: found for address, found in wrong.items() if found} == {}


SEEDS = {
    "small": "part.style.minBlockSize = part.style.blockSize = '3rem'; part.style.minBlockSize = '0'",
    "out of reach": "part.style.position = 'fixed'; part.style.insetBlockStart = '10px'",
    "too near": "part.style.marginBlockStart = '-1.2rem'",
    "cut off": "part.style.blockSize = '6rem'; part.textContent = 'long '.repeat(200)",
    "outside": "part.style.marginInlineStart = '-40rem'",
    "small text": "part.querySelector('b').style.fontSize = '1rem'",
}


@pytest.mark.parametrize("fault", SEEDS)
def test_the_ruler_sees_each_fault(chromium: Browser, product: Product, fault: str) -> None:
    window = Watched(chromium, product.url, PORTRAIT, {})
    page = window.open("/kiosk/demo/mine", "en")
    assert faults(page, *RULES[PORTRAIT]) == []
    page.locator("a.tile").nth(1).evaluate(f"part => {{ {SEEDS[fault]} }}")
    found = faults(page, *RULES[PORTRAIT])
    window.context.close()
    assert any(said.startswith(fault) for said in found), found


ADDED = """() => document.body.insertAdjacentHTML(
  "beforeend", '<p style="color:red">x</p><img src="http://127.0.0.2/x.png" alt="">')"""


def test_the_eye_sees_low_contrast_a_foreign_host_and_an_inline_style(chromium: Browser, product: Product) -> None:
    window = Watched(chromium, product.url, PORTRAIT, {})
    page = window.open("/kiosk/demo/mine", "en")
    assert low_contrast(page) == []
    page.locator("a.tile b").first.evaluate("part => { part.style.color = '#888' }")
    assert len(low_contrast(page)) == 1
    page.evaluate(ADDED)
    page.wait_for_timeout(300)
    window.context.close()
    assert any("style" in said for said in window.complaints), "a breach of the policy"
    assert any("127.0.0.2" in said for said in window.complaints), "a foreign host"


def test_a_kiosk_page_needs_few_requests_once_its_fonts_are_there(chromium: Browser, product: Product) -> None:
    window = Watched(chromium, product.url, PORTRAIT, {})
    window.open("/kiosk/demo", "ar")
    asked: list[str] = []
    sizes: list[int] = []
    window.page.on("request", lambda sent: asked.append(sent.url))
    window.page.on("requestfinished", lambda sent: sizes.append(sent.sizes()["responseBodySize"]))
    window.page.reload(wait_until="networkidle", timeout=PATIENCE_MS)
    window.context.close()
    plain = [address for address in asked if "/fonts/" not in address]
    assert len(plain) <= 10, plain
    assert sum(sizes) <= 150_000
