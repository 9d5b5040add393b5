"""The main job, once through, in a real Chromium over the product as it ships."""

import re
import subprocess
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from tests.browser import click, press, violations
from tests.servers import Product

pytestmark = [pytest.mark.browser, pytest.mark.slow]

KIOSK = {"width": 1080, "height": 1920}
BOARD = {"width": 1920, "height": 1080}
COUNTER = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}
NAME = "منى توضيحي أحمد"


@pytest.fixture
def product(tmp_path: Path) -> Iterator[Product]:
    """The product over a demonstration of its own."""
    with Product(tmp_path / "product") as product:
        yield product


class Screens:
    """Browser windows whose console must stay silent: no script error, no CSP violation, no foreign host."""

    def __init__(self, browser: Browser, url: str) -> None:
        self._browser, self._url = browser, url
        self.complaints: list[str] = []
        self.contexts: list[BrowserContext] = []

    def open(self, size: dict[str, int], address: str) -> Page:
        """Open a window of a size at an address of the product."""
        context = self._browser.new_context(viewport=size, accept_downloads=True, service_workers="block")  # type: ignore[arg-type]
        self.contexts.append(context)
        page = context.new_page()
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self._foreign(request.url))
        page.goto(self._url + address)
        return page

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(message.text)

    def _foreign(self, url: str) -> None:
        if not url.startswith((self._url, self._url.replace("http", "ws"), "data:")):
            self.complaints.append(f"foreign request: {url}")


@pytest.fixture
def screens(chromium: Browser, product: Product) -> Iterator[Screens]:
    """Windows of the product that complain of nothing."""
    screens = Screens(chromium, product.url)
    yield screens
    for context in screens.contexts:
        context.close()
    assert screens.complaints == []


def plain(text: str) -> str:
    """Give text without bidi marks and blanks, digits and shapes normalised, as two readers can compare it."""
    return "".join(
        c
        for c in unicodedata.normalize("NFKC", text)
        if not c.isspace() and unicodedata.category(c) not in {"Cf", "Mn"}
    )


def text_of(pdf: Path) -> str:
    """Give the text of a PDF in logical order."""
    read = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, text=True)
    return plain(read.stdout)


def sign_in(page: Page, username: str = "clerk1") -> None:
    """Sign in as someone of the demonstration and take window 3 if none is taken."""
    page.fill("#username", username)
    page.fill("#password", "shubbak-demo")
    click(page, "form.signin button")
    if page.locator(".windows").count():
        click(page, "button[name=number][value='3']")
    expect(page.locator(".deeds")).to_be_visible()


def test_from_the_kiosk_to_the_receipt(screens: Screens, tmp_path: Path) -> None:
    board = screens.open(BOARD, "/board/demo")
    kiosk = screens.open(KIOSK, "/kiosk/demo")
    click(kiosk, "text=التنظيم والمباني")
    click(kiosk, "text=إصدار ترخيص بناء")
    expect(kiosk.locator(".papers li").first).to_be_visible()
    click(kiosk, "button[value=ordinary]")
    expect(kiosk.locator(".slip .n")).to_have_text(re.compile("ب ١"))
    expect(kiosk.locator("[data-paper=done]")).to_be_visible()

    counter = screens.open(COUNTER, "/counter")
    sign_in(counter)
    counter.goto(counter.url.replace("/counter", "/cash"))
    counter.fill("#opening_float", "0")
    click(counter, "text=فتح جلسة النقدية >> nth=-1")
    press(counter, "N")
    expect(board.locator(".card .ticket")).to_have_text("ب ١")
    expect(board.locator(".card .window .num")).to_have_text("٣")
    press(counter, "S")
    expect(counter.locator(".number.serving")).to_be_visible()
    click(counter, "text=فتح طلب")
    counter.fill("#applicant_name", NAME)
    counter.fill("#national_id", "٢٩٠٠١٠١١٣٠٠١٢٠")
    counter.locator("input[name=papers]").first.check()
    counter.fill("#charges input[inputmode=decimal]", "١٢١٢٫٥٠")
    click(counter, "footer button")
    expect(counter.locator("h1")).to_contain_text("000-")

    receipt = download(counter, 1, tmp_path / "receipt.pdf")
    day = counter.evaluate("new Date().toLocaleDateString('ar-EG', {day: 'numeric', timeZone: 'Africa/Cairo'})")
    for fact in (NAME, "R-000-", "فقط ألف ومائتان وخمسون جنيها لا غير", "1,250.00", f"{day} نوفمبر", "----------0120"):
        assert_stands(fact, receipt)

    counter.fill("#no_fee_because", "توضيحي")
    click(counter, "text=إصدار الشهادة")
    expect(counter.locator("ul.papers li")).to_have_count(3)
    certificate = download(counter, 2, tmp_path / "certificate.pdf")
    for fact in ("شهادة سداد", "إلى من يهمه الأمر", NAME, "R-000-", "C-000-"):
        assert_stands(fact, certificate)


def assert_stands(fact: str, text: str) -> None:
    """Hold that a fact stands in a paper's text, its digits in either script."""
    arabic = plain(fact.translate(str.maketrans("0123456789.,", "٠١٢٣٤٥٦٧٨٩٫٬")))
    months = [fact.replace("نوفمبر", month) for month in MONTHS] if "نوفمبر" in fact else [fact]
    assert arabic in text or any(plain(month) in text for month in months), fact


MONTHS = (
    "يناير",
    "فبراير",
    "مارس",
    "أبريل",
    "مايو",
    "يونيو",
    "يوليو",
    "أغسطس",
    "سبتمبر",
    "أكتوبر",
    "نوفمبر",
    "ديسمبر",
)


def download(page: Page, place: int, file: Path) -> str:
    """Wait for a paper of the request's page, fetch its PDF as the signed-in clerk, and give its text."""
    link = page.locator("ul.papers [data-address]").nth(place).locator("a.deed")
    expect(link).to_be_visible()
    answer = page.context.request.get(page.url.split("/counter")[0] + str(link.get_attribute("href")))
    assert answer.status == 200
    assert answer.headers["content-type"] == "application/pdf"
    file.write_bytes(answer.body())
    return text_of(file)


def test_a_double_touch_makes_one_ticket(screens: Screens) -> None:
    kiosk = screens.open(KIOSK, "/kiosk/demo/services/rent_payment")
    kiosk.evaluate("const b = document.querySelector('button[value=ordinary]'); b.click(); b.click();")
    expect(kiosk.locator(".slip .n")).to_have_text(re.compile("س ١"))
    kiosk.reload()
    expect(kiosk.locator(".slip .n")).to_have_text(re.compile("س ١"))
    again = screens.open(KIOSK, "/kiosk/demo/services/rent_payment")
    again.click("button[value=ordinary]")
    expect(again.locator(".slip .n")).to_have_text(re.compile("س ٢"))


def test_a_cut_off_board_says_so_and_is_true_again(screens: Screens) -> None:
    board = screens.open(BOARD, "/board/demo")
    expect(board.locator("#live")).to_be_visible()
    board.context.set_offline(True)
    board.evaluate("window.dispatchEvent(new Event('offline'))")
    expect(board.locator("#stale")).to_be_visible()
    board.context.set_offline(False)
    expect(board.locator("#stale")).to_be_hidden()
    screens.complaints = [said for said in screens.complaints if "ERR_INTERNET_DISCONNECTED" not in said]


def test_an_idle_kiosk_returns_to_its_start_in_arabic(screens: Screens) -> None:
    kiosk = screens.open(KIOSK, "/kiosk/demo/sectors/housing?lang=en")
    kiosk.clock.install()
    kiosk.reload()
    kiosk.clock.run_for(61_000)
    expect(kiosk.locator("#still-here")).to_be_visible()
    kiosk.clock.run_for(21_000)
    kiosk.wait_for_url("**/kiosk/demo?lang=ar")


KIOSK_PAGES = (
    "/kiosk/demo",
    "/kiosk/demo?lane=priority",
    "/kiosk/demo/sectors/revenue",
    "/kiosk/demo/services/building_permit_issue",
    "/kiosk/demo/help",
    "/kiosk/demo/collect",
)
PHONE_PAGES = ("/track", "/complaints")


@pytest.mark.parametrize("language", ["ar", "en"])
def test_whatever_is_touched_is_large_and_in_reach_and_nothing_scrolls(screens: Screens, language: str) -> None:
    for address in KIOSK_PAGES:
        page = screens.open(KIOSK, f"{address}{'&' if '?' in address else '?'}lang={language}")
        page.wait_for_load_state("networkidle")
        for control in page.locator("a:visible, button:visible").all():
            box = control.bounding_box()
            assert box
            assert box["height"] >= 81, (address, box)
            assert box["y"] >= KIOSK["height"] * 0.4 - 1, (address, box)
            assert box["y"] + box["height"] <= KIOSK["height"], (address, box)
        assert page.evaluate("document.documentElement.scrollHeight") <= KIOSK["height"]
        assert page.evaluate("document.documentElement.scrollWidth") <= KIOSK["width"]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_no_page_has_an_accessibility_violation(screens: Screens, language: str) -> None:
    places = [(KIOSK, page) for page in KIOSK_PAGES] + [(BOARD, "/board/demo"), (COUNTER, "/"), (COUNTER, "/signin")]
    for size, address in places:
        page = screens.open(size, f"{address}{'&' if '?' in address else '?'}lang={language}")
        assert violations(page) == [], address
    counter = screens.open(COUNTER, f"/counter?lang={language}")
    sign_in(counter)
    assert violations(counter) == []
    assert counter.evaluate("document.documentElement.scrollHeight") <= COUNTER["height"]
    click(counter, "form[action='/counter/window/leave'] button")
    click(counter, "form[action='/signout'] button")
    home = counter.url.partition("/signin")[0]
    counter.goto(f"{home}/signin")
    sign_in(counter, "supervisor1")
    for address in (
        "/counter/numbers",
        "/counter/keys",
        "/hall",
        "/hall/windows/3",
        "/hall/breaches",
        "/complaints/desk",
        "/late",
    ):
        counter.goto(home + address)
        assert violations(counter) == [], address
