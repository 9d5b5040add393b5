"""A request through its departments in a real Chromium: the clerk, two officers, the head, the citizen's phone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from singlewindow.demonstration.fill import PASSWORD
from singlewindow.text import ARABIC_DIGITS
from tests.browser import click, press, violations
from tests.servers import Product
from tests.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow]

DESK = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}
KIOSK = {"width": 1080, "height": 1920}
NAME = "منى توضيحي أحمد"


@pytest.fixture
def product(tmp_path: Path) -> Iterator[Product]:
    """The product over a demonstration of its own, with a citizen waiting for an occupancy licence."""
    with Product(tmp_path / "product") as product:
        with Visitor(product.url) as citizen:
            citizen.take_ticket(service="occupancy_licence_issue")
        yield product


def open_page(chromium: Browser, product: Product, size: dict[str, int], address: str) -> Page:
    page = chromium.new_context(viewport=size).new_page()  # type: ignore[arg-type]
    page.goto(product.url + address)
    return page


def sign_in(chromium: Browser, product: Product, username: str, address: str) -> Page:
    page = open_page(chromium, product, DESK, f"/signin?next={address}")
    page.fill("#username", username)
    page.fill("#password", PASSWORD)
    click(page, "form.signin button")
    return page


def take_number(kiosk: Page, number: str) -> None:
    for digit in number.replace("-", "").translate(ARABIC_DIGITS):
        kiosk.click(f"[data-key='{digit}']")
    expect(kiosk.locator("#number")).to_have_value(number)
    click(kiosk, "button[value=ordinary]")
    expect(kiosk.locator(".slip .n")).to_be_visible()


def test_a_request_is_completed_reviewed_decided_collected_and_delivered(chromium: Browser, product: Product) -> None:
    clerk = sign_in(chromium, product, "clerk1", "/counter")
    click(clerk, "button[name=number][value='1']")
    clerk.goto(f"{product.url}/cash")
    clerk.fill("#opening_float", "0")
    click(clerk, "form.narrow button")
    press(clerk, "N")
    press(clerk, "S")
    press(clerk, "O")
    with clerk.expect_response("**/counter/request/draft"):
        clerk.locator("#applicant_name").press_sequentially(NAME)
    clerk.reload()
    expect(clerk.locator("#applicant_name")).to_have_value(NAME)
    assert violations(clerk) == []
    clerk.fill("#national_id", "29001011300120")
    clerk.locator("input[name=papers]").first.check()
    click(clerk, "footer button")
    number = clerk.locator("h1 bdi").inner_text()
    phone = open_page(chromium, product, PHONE, "/track")
    phone.fill("#number", number)
    phone.fill("#digits", "0120")
    click(phone, "form button")
    expect(phone.locator(".state")).to_contain_text("بانتظار استكمال مستندات")
    assert NAME not in phone.content()
    assert violations(phone) == []

    clerk.locator("#papers input[name=papers]").check()
    click(clerk, "#papers button")
    assert violations(clerk) == []
    for username, button in (
        ("officer3", "form[action$='/pass'] button"),
        ("head2", "form[action$='/approve'] button"),
    ):
        desk = sign_in(chromium, product, username, "/work")
        click(desk, "form[action$='/next'] button")
        expect(desk.locator(".of-file bdi")).to_have_text(number)
        assert NAME not in desk.content()
        assert violations(desk) == []
        click(desk, button)
        desk.context.close()
    officer = sign_in(chromium, product, "officer3", "/work")
    click(officer, "form[action$='/next'] button")
    click(officer, "form[action$='/pass'] button")
    phone.reload()
    expect(phone.locator(".state")).to_contain_text("جاهز للتسليم")

    clerk.goto(f"{product.url}/counter")
    press(clerk, "F")
    take_number(open_page(chromium, product, KIOSK, "/kiosk/demo/collect"), number)
    clerk.goto(f"{product.url}/counter")
    press(clerk, "N")
    press(clerk, "S")
    click(clerk, ".open a")
    clerk.fill("#collector", NAME)
    clerk.fill("#collector_digits", "0120")
    click(clerk, ".deliver button")
    expect(clerk.locator("h1")).to_contain_text("تم التسليم")
