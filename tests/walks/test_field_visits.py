"""A field visit in a real Chromium: planned at a desk, carried out on a phone, answered by the center, printed."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser import click, violations
from tests.patience import PATIENCE_MS
from tests.servers import Product

pytestmark = [pytest.mark.browser, pytest.mark.slow]

DESK, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}
SPREADS = "document.scrollingElement.scrollWidth > document.scrollingElement.clientWidth"
SMALL = """() => [...document.querySelectorAll('.work button, .work summary, .work select, .work .pick span')]
  .filter((one) => one.offsetHeight && one.offsetHeight < 44).map((one) => one.outerHTML.slice(0, 80))"""


@pytest.fixture
def product(tmp_path: Path) -> Iterator[Product]:
    with Product(tmp_path / "product") as product:
        yield product


class Walker:
    """A person at a screen who notes whatever is wrong with a page, in both languages."""

    def __init__(self, chromium: Browser, product: Product, username: str, size: dict[str, int]) -> None:
        self.context: BrowserContext = chromium.new_context(viewport=size)  # type: ignore[arg-type]
        self.page: Page = self.context.new_page()
        self.wrong: list[str] = []
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("console", lambda said: said.type == "error" and self._hear(said.text))
        self.page.goto(f"{product.url}/signin?lang=ar")
        self.page.fill("#username", username)
        self.page.fill("#password", "shubbak-demo")
        click(self.page, "form.signin button")
        self.url = product.url

    def _hear(self, text: str) -> None:
        if "422" not in text and "ERR_INTERNET_DISCONNECTED" not in text:
            self.wrong.append(text)

    def look(self, address: str = "") -> None:
        """Look at a page, or at the present one, in both languages."""
        here = self.url + address if address else self.page.url.partition("?")[0]
        for language in ("en", "ar"):
            self.page.goto(f"{here}?lang={language}")
            self.wrong += violations(self.page)
            self.wrong += ["wider than the screen"] if self.page.evaluate(SPREADS) else []


def photograph() -> dict[str, object]:
    out = io.BytesIO()
    Image.effect_noise((3000, 2000), 60).convert("RGB").save(out, "jpeg", quality=70)
    return {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def fill_in(page: Page) -> None:
    """Answer every question, one of them gravely."""
    for answer in page.locator("input[value=yes], input[value='4']").all():
        answer.check()
    page.locator("textarea[name^=answer-]").fill("طلب المواطنون مقاعد أكثر (توضيحي)")
    first = page.locator("section.finding").first
    first.locator("input[value=no]").check()
    first.locator("select[name^=severity]").select_option("critical")
    first.locator("textarea[name^=remark]").fill("جهاز التذاكر متوقف (توضيحي)")


def planned(desk: Walker) -> str:
    """Plan a visit for today and give its address."""
    for address in ("/field-visits", "/field-visits/plan", "/field-visits/checklist"):
        desk.look(address)
    desk.page.goto(f"{desk.url}/field-visits/plan")
    desk.page.select_option("#center", "demo")
    click(desk.page, "form.card .deed")
    desk.look()
    return desk.page.url.partition("?")[0]


def typed_on_a_bad_line(phone: Walker) -> None:
    """Type in the form, leave it, come back, lose the line and find it again: all is still there."""
    fill_in(phone.page)
    expect(phone.page.locator("#kept")).to_have_text("حُفظ ما كتبته.")
    phone.page.reload()
    remark = phone.page.locator("textarea[name^=remark]").first
    expect(remark).to_have_value("جهاز التذاكر متوقف (توضيحي)")
    phone.context.set_offline(True)
    remark.fill("جهاز التذاكر متوقف منذ يومين (توضيحي)")
    expect(phone.page.locator("#kept")).to_contain_text("لا يوجد اتصال")
    phone.context.set_offline(False)
    expect(phone.page.locator("#kept")).to_have_text("حُفظ ما كتبته.", timeout=PATIENCE_MS)


def carried_out(phone: Walker) -> None:
    """Close the visit once its grave finding has a picture and a follow-up."""
    click(phone.page, "button[name=close]")
    expect(phone.page.get_by_role("alert")).to_contain_text("فاكتب المطلوب تنفيذه")
    first = phone.page.locator("section.finding").first
    camera, due = first.locator("input[type=file]"), first.locator("input[name^=due]")
    camera.set_input_files([photograph()])  # type: ignore[list-item]
    expect(camera).to_have_value(re.compile("picture.jpg"))
    first.locator("summary").click()
    first.locator("textarea[name^=task]").fill("إصلاح جهاز التذاكر (توضيحي)")
    first.locator("select[name^=owner]").select_option(index=1)
    due.fill(str(due.get_attribute("min")))
    phone.page.fill("#summary", "خلاصة توضيحية")
    click(phone.page, ".save button:not([name])")
    expect(phone.page.locator(".pictures img")).to_have_count(1)
    phone.look()
    click(phone.page, "button[name=close]")
    phone.look()
    phone.look("/field-visits")


def answered(manager: Walker, visit: str) -> None:
    """Say at the center that it is done, and print the record."""
    manager.look("/field-visits")
    manager.page.goto(visit)
    manager.page.locator(".follow-up summary").first.click()
    manager.page.locator(".follow-up textarea").first.fill("تم الإصلاح (توضيحي)")
    click(manager.page, ".follow-up .primary")
    expect(manager.page.locator(".follow-up")).to_contain_text("تم الإصلاح (توضيحي)")
    manager.look()
    click(manager.page, "form.print button")
    manager.page.locator("[data-paper=done]").wait_for(timeout=PATIENCE_MS)
    manager.look()
    record = manager.context.request.get(manager.page.url.partition("?")[0] + ".pdf")
    assert record.body().startswith(b"%PDF-")


def test_a_visit_is_planned_carried_out_on_a_phone_answered_and_printed(chromium: Browser, product: Product) -> None:
    desk = Walker(chromium, product, "governorate1", DESK)
    visit = planned(desk)
    phone = Walker(chromium, product, "governorate1", PHONE)
    phone.page.goto(visit)
    click(phone.page, "form.begin button")
    phone.look()
    assert phone.page.evaluate(SMALL) == []
    typed_on_a_bad_line(phone)
    carried_out(phone)
    manager = Walker(chromium, product, "manager1", PHONE)
    answered(manager, visit)
    for walker in (desk, phone, manager):
        assert walker.wrong == []
        walker.context.close()
