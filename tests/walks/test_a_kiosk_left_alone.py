"""What a kiosk does when people walk away, in a real Chromium over the product as it ships."""

import re
import sqlite3
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from singlewindow.tickets.expected import LEAST_VISITS
from tests.servers import Product
from tests.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SIZES = [(1080, 1920), (1920, 1080), (1280, 800)]
PAGES = ("/kiosk/demo", "/kiosk/demo/sectors/revenue", "/kiosk/demo/services/building_permit_issue", "/kiosk/demo/help")
CUT_OFF = """() => [...document.querySelectorAll("main, main section, main dl, .top, .bar, .btn, .tile")]
    .filter((part) => part.scrollHeight > part.clientHeight + 2 || part.scrollWidth > part.clientWidth + 2 ||
    part.getBoundingClientRect().bottom > innerHeight + 1).map((part) => part.outerHTML.slice(0, 80))"""


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """The product with a clerk who has served enough to know how long one waits."""
    with Product(tmp_path_factory.mktemp("kiosk")) as product, Visitor(product.url) as clerk:
        clerk.sign_in()
        clerk.press("/counter/window", number="3")
        clerk.serve(LEAST_VISITS)
        yield product


@pytest.fixture
def page(chromium: Browser, product: Product) -> Iterator[Page]:
    """A kiosk in portrait."""
    context = chromium.new_context(viewport={"width": 1080, "height": 1920}, base_url=product.url)
    yield context.new_page()
    context.close()


def take_a_ticket(page: Page) -> str:
    """Take an ordinary ticket in English and large text, and give the address of its page."""
    page.goto("/kiosk/demo/services/rent_payment?lang=en")
    if not page.locator("[data-text=large]").count():
        page.click("[data-toggle=text]")
    page.click("button[value=ordinary]")
    page.wait_for_url("**/tickets/*")
    return page.url


def test_a_ticket_left_on_the_screen_is_cleared_with_all_that_was_chosen(page: Page) -> None:
    page.clock.install()
    take_a_ticket(page)
    expect(page.locator("#time-left")).to_be_visible()
    page.clock.run_for(20_000)
    assert "/tickets/" in page.url
    page.clock.run_for(12_000)
    page.wait_for_url("**/kiosk/demo?lang=ar")
    assert page.evaluate("[document.documentElement.lang, sessionStorage.length]") == ["ar-EG", 0]


def test_a_page_that_is_its_own_printer_waits_for_its_paper_but_not_for_ever(page: Page, product: Product) -> None:
    base = sqlite3.connect(f"{product.environment['SHUBBAK_DATA_DIR']}/shubbak.sqlite", isolation_level=None)
    (before,) = base.execute("SELECT ticket_printer FROM center WHERE code = 'demo'").fetchone()
    base.execute("UPDATE center SET ticket_printer = 'browser:' WHERE code = 'demo'")
    page.add_init_script("window.print = () => {}")
    page.route("**/printed", lambda route: route.abort())
    page.clock.install()
    take_a_ticket(page)
    expect(page.locator("[data-unprinted]")).to_have_count(1)
    page.clock.run_for(60_000)
    page.wait_for_timeout(500)
    assert "/tickets/" in page.url
    page.clock.run_for(95_000)
    page.wait_for_url("**/kiosk/demo?lang=ar")
    base.execute("UPDATE center SET ticket_printer = ? WHERE code = 'demo'", (before,))
    base.close()


def test_back_shows_no_ticket_but_a_reload_does(page: Page) -> None:
    ticket = take_a_ticket(page)
    page.reload()
    expect(page.locator(".slip .n")).to_have_text(re.compile("S "))
    page.click("[data-reset]")
    page.wait_for_url("**/kiosk/demo?lang=ar")
    page.evaluate("history.back()")
    page.wait_for_timeout(500)
    page.wait_for_url("**/kiosk/demo?lang=ar")
    assert page.url != ticket


def test_the_start_forgets_a_choice_and_keeps_its_count_true(page: Page, chromium: Browser, product: Product) -> None:
    page.clock.install()
    page.goto("/kiosk/demo?lane=priority&lang=en")
    page.clock.run_for(61_000)
    page.wait_for_url("**/kiosk/demo?lang=ar")
    before = page.locator(".stat").text_content()
    other = chromium.new_page(base_url=product.url)
    take_a_ticket(other)
    other.close()
    page.clock.run_for(16_000)
    expect(page.locator(".stat")).not_to_have_text(before or "")


def test_a_kiosk_without_its_server_stays_where_it_is(page: Page) -> None:
    page.clock.install()
    page.goto("/kiosk/demo/sectors/housing")
    page.context.set_offline(True)
    page.clock.run_for(90_000)
    assert "/sectors/housing" in page.url
    page.context.set_offline(False)
    page.clock.run_for(3_000)
    page.wait_for_url("**/kiosk/demo?lang=ar")


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_nothing_is_cut_off_in_large_text_and_high_contrast(page: Page, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.add_init_script("sessionStorage.setItem('text', 'large'); sessionStorage.setItem('contrast', 'high')")
    for language in ("ar", "en"):
        for address in PAGES:
            page.goto(f"{address}?lang={language}")
            page.evaluate("document.fonts.ready")
            assert page.evaluate(CUT_OFF) == [], (address, language)
    page.goto("/kiosk/demo?lang=en")
    expect(page.locator(".stat")).to_contain_text("Expected wait")
    take_a_ticket(page)
    expect(page.locator(".facts")).to_contain_text("Expected wait")
    assert page.evaluate(CUT_OFF) == []
    page.locator(".qr").evaluate("part => part.style.height = '4rem'")
    assert len(page.evaluate(CUT_OFF)) == 1, "the check sees what is cut off"
