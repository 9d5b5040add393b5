"""The clerk's desk in a real Chromium: its keys, and that all of it is seen without scrolling."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from singlewindow.demonstration.fill import SIGN_IN
from tests.browser import click, press
from tests.servers import Product
from tests.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SIZE = {"width": 1366, "height": 768}


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """The product with a hall full of people."""
    with Product(tmp_path_factory.mktemp("desk")) as product:
        with Visitor(product.url) as citizens:
            for _ in range(16):
                citizens.take_ticket(service="utilities_connection_permanent", lane="priority")
        yield product


@pytest.fixture
def page(chromium: Browser, product: Product) -> Iterator[Page]:
    """A clerk's screen with nothing at window 1; the window is freed in the end."""
    context = chromium.new_context(viewport=SIZE)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{product.url}/signin")
    page.fill("#username", SIGN_IN["username"])
    page.fill("#password", SIGN_IN["password"])
    click(page, "form.signin button")
    click(page, "button[name=number][value='1']")
    yield page
    page.goto(f"{product.url}/counter")
    for key in "AF":
        if page.locator(f"[data-key=Key{key}]:enabled").count():
            press(page, key)
    click(page, "form[action='/signout'] button")
    context.close()


def fits(page: Page) -> bool:
    """Tell whether the whole page is seen without scrolling."""
    page.wait_for_load_state("networkidle")
    return bool(
        page.evaluate(
            "() => { const e = document.scrollingElement;"
            " return e.scrollHeight <= e.clientHeight && e.scrollWidth <= e.clientWidth; }"
        )
    )


def test_a_visit_is_led_by_keys_whatever_the_keyboards_language(page: Page) -> None:
    for key, next_key in (("N", "R"), ("R", "S"), ("S", "F"), ("F", "N")):
        press(page, key)
        expect(page.locator(f"[data-key=Key{next_key}]")).to_be_enabled()


def test_a_key_with_control_is_the_browsers_own(page: Page) -> None:
    page.keyboard.press("Control+n")
    page.wait_for_timeout(300)
    expect(page.locator("[data-key=KeyN]")).to_be_enabled()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_desk_is_seen_whole_in_each_state_and_with_a_refusal(page: Page, language: str) -> None:
    page.goto(f"{page.url}?lang={language}")
    assert fits(page)
    for key in "NS":
        press(page, key)
        assert fits(page)
    page.evaluate("() => { document.querySelector('[data-key=KeyN]').disabled = false; }")
    press(page, "N")
    expect(page.get_by_role("alert")).to_be_visible()
    assert fits(page)


def test_a_new_number_shows_itself_on_the_open_desk(page: Page, product: Product) -> None:
    count = page.locator("#queue-title b")
    before = count.inner_text()
    with Visitor(product.url) as citizen:
        citizen.take_ticket()
    expect(count).not_to_have_text(before)


def test_a_desk_that_lost_its_window_leaves_a_refused_page_without_sending_it_again(page: Page) -> None:
    page.evaluate("() => { document.querySelector('[data-key=KeyS]').disabled = false; }")
    press(page, "S")
    assert page.url.endswith("/counter/start")
    other = page.context.new_page()
    other.goto(page.url.removesuffix("/start"))
    click(other, "form[action='/counter/window/leave'] button")
    page.wait_for_url("**/counter")
    expect(page.locator(".windows")).to_be_visible()
    other.close()
