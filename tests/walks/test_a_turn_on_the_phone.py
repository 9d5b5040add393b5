"""A turn followed on a phone, in a real Chromium over the product as it ships."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser import violations
from tests.patience import PATIENCE_MS
from tests.servers import Product
from tests.visitor import Visitor

HAND = "window.felt = []; navigator.vibrate = (times) => window.felt.push(times.length)"


@pytest.mark.slow
@pytest.mark.browser
def test_the_phone_shows_its_call_by_itself_and_vibrates_once_for_each(chromium: Browser, tmp_path: Path) -> None:
    with Product(tmp_path / "data") as product, Visitor(product.url) as clerk:
        code = clerk.take_ticket().rsplit("/", 1)[1]
        context = chromium.new_context(viewport={"width": 360, "height": 740}, service_workers="block")
        context.add_init_script(HAND)
        phone = context.new_page()
        phone.goto(f"{product.url}/follow/{code}?lang=en", timeout=PATIENCE_MS)
        expect(phone.locator("[data-state=waiting]")).to_be_visible()
        assert phone.evaluate("felt") == []
        clerk.sign_in()
        clerk.press("/counter/window", number="3")
        clerk.press("/counter/call")
        called = phone.locator("[data-state=called]")
        expect(called).to_contain_text("3")
        assert phone.evaluate("felt") == [5]
        assert violations(phone) == []
        clerk.press("/counter/start")
        expect(called).to_have_count(0)
        assert phone.evaluate("felt") == [5]
        context.close()
