"""Each page of the staff, and the pages before sign-in, in both languages in a real Chromium: nothing is wrong with it.

`FAULTS` seeds one fault for each check and shows that it is seen.
"""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from singlewindow.demonstration.fill import PASSWORD
from tests.browser import click
from tests.servers import Product
from tests.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SIZE = {"width": 1366, "height": 768}
LANGUAGES = ("ar", "en")
OUTSIDE = ("/", "/signin", "/verify/nothing", "/no-such-page", "/follow/nothing")
CLERK = ("/counter", "/counter/visit", "/counter/keys", "/counter/request/new", "/hall")
MONEY = ("/cash", "/accounts", "/receipts", "/certificates")
CASHIER = ("/counter", *MONEY)
MANAGER = (
    *MONEY, "/papers", "/cash/sessions", "/hall/fairness", "/counter/bookings", "/manage", "/manage/devices",
    "/manage/staff", "/manage/centers", "/manage/papers", "/manage/tariff", "/manage/centers/demo/hours",
    "/manage/centers/demo/holidays", "/manage/centers/demo/rules", "/manage/centers/demo/services", "/account",
)  # fmt: skip
ADMIN = ("/manage", "/manage/staff", "/manage/centers", "/manage/tariff", "/manage/methods", "/manage/papers")
AUDITOR = ("/audit", "/receipts", "/account")
SUPERVISOR = ("/counter", "/counter/numbers", "/counter/keys", "/hall", "/hall/windows/3", "/counter/requests/nothing")
ONE_SCREEN = ("/counter", "/hall", "/signin")
MOST_BYTES = 10_000
PHYSICAL = re.compile(r"(margin|padding|border)-(left|right)|text-align:\s*(left|right)|[;{\s](left|right)\s*:")
INLINE = (
    "[...document.querySelectorAll('[style], style, script:not([src])')].map((part) => part.outerHTML.slice(0, 80))"
)
STYLES = """() => [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules])
  .map((rule) => rule.cssText)"""
SPREADS = "document.scrollingElement.scrollWidth > document.scrollingElement.clientWidth"
TALL = "document.scrollingElement.scrollHeight > document.scrollingElement.clientHeight"


class Inspected:
    """A browser window that notes what its pages complain of and whom they ask."""

    def __init__(self, context: BrowserContext, url: str) -> None:
        self.url, self.complaints = url, list[str]()
        self.page = context.new_page()
        self.page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        self.page.on("console", lambda said: said.type == "error" and self._hear(said.text))
        self.page.on("request", lambda asked: self._foreign(asked.url))

    def _hear(self, text: str) -> None:
        if "404 (NOT FOUND)" not in text and "403 (FORBIDDEN)" not in text:
            self.complaints.append(text)

    def _foreign(self, url: str) -> None:
        if not url.startswith((self.url, self.url.replace("http", "ws"), "data:")):
            self.complaints.append(f"foreign request: {url}")

    def open(self, address: str, language: str) -> None:
        """Open a page in a language."""
        self.page.goto(f"{self.url}{address}?lang={language}")
        self.page.evaluate("document.fonts.ready")

    def faults(self) -> list[str]:
        """Give all that is wrong with the page that is open."""
        violations = [
            f"{found['id']}: {found['nodes'][0]['html'][:120]}" for found in Axe().run(self.page).response["violations"]
        ]
        inline = [f"inline: {part}" for part in self.page.evaluate(INLINE)]
        physical = [f"physical: {rule[:80]}" for rule in self.page.evaluate(STYLES) if PHYSICAL.search(rule)]
        wide = ["wider than the screen"] if self.page.evaluate(SPREADS) else []
        return violations + inline + physical + wide + self.complaints


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """The product with a full hall: long names, priority, somebody held, somebody served, a call for help."""
    with Product(tmp_path_factory.mktemp("staff"), SHUBBAK_PRESS="beside") as product:
        with Visitor(product.url) as clerk:
            for n in range(16):
                clerk.take_ticket("utilities_connection_permanent", "priority" if n % 3 else "ordinary")
            clerk.sign_in("clerk1")
            clerk.press("/counter/window", number="1")
            for deed in ("call", "start", "hold", "call", "start"):
                clerk.press(f"/counter/{deed}")
            clerk.press("/counter/help", kind="help")
        yield product


@pytest.fixture
def inspected(chromium: Browser, product: Product) -> Iterator[Inspected]:
    """A staff's screen."""
    context = chromium.new_context(viewport=SIZE)  # type: ignore[arg-type]
    yield Inspected(context, product.url)
    context.close()


def sign_in(inspected: Inspected, username: str) -> None:
    """Sign in as someone of the demonstration."""
    inspected.open("/signin", "ar")
    inspected.page.fill("#username", username)
    inspected.page.fill("#password", PASSWORD)
    click(inspected.page, "form.signin button")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("username", "addresses"),
    [
        ("", OUTSIDE), ("clerk1", CLERK), ("supervisor1", SUPERVISOR), ("cashier1", CASHIER), ("manager1", MANAGER),
        ("admin1", ADMIN), ("auditor1", AUDITOR),
    ],
)  # fmt: skip
def test_nothing_is_wrong_with_any_page(
    inspected: Inspected, username: str, addresses: tuple[str, ...], language: str
) -> None:
    if username:
        sign_in(inspected, username)
    for address in addresses:
        inspected.open(address, language)
        assert inspected.faults() == [], address
        if address in ONE_SCREEN:
            assert not inspected.page.evaluate(TALL), f"{address} is seen whole"


FAULTS = {
    "an image without words": (
        "document.querySelector('main').append(Object.assign(new Image(), { src: '/static/icon.svg' }))",
        "image-alt",
    ),
    "an inline style": ("document.querySelector('h1').setAttribute('style', 'color: inherit')", "inline: "),
    "left instead of start": (
        "document.styleSheets[0].insertRule('h1 { margin-left: 1px; }', document.styleSheets[0].cssRules.length)",
        "physical: ",
    ),
    "a line that is too wide": (
        "document.querySelector('h1').className = '', document.querySelector('h1').textContent = 'w'.repeat(400)",
        "wider than the screen",
    ),
    "a foreign host": (
        "document.body.append(Object.assign(new Image(), { alt: '', src: 'https://example.invalid/a.png' }))",
        "example.invalid",
    ),
    "a script from nowhere": (
        "document.body.append(Object.assign(document.createElement('script'), { textContent: '1' }))",
        "Content Security Policy",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_each_check_sees_its_fault(inspected: Inspected, fault: str) -> None:
    inspected.open("/signin", "ar")
    script, seen = FAULTS[fault]
    inspected.page.evaluate(f"() => {{ {script}; }}")
    inspected.page.wait_for_timeout(200)
    assert any(seen in said for said in inspected.faults()), fault


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_refresh_of_the_desk_or_the_hall_is_at_most_ten_kilobytes(product: Product, language: str) -> None:
    for username, address in (("clerk1", "/counter/fragment"), ("supervisor1", "/hall/fragment")):
        with Visitor(product.url) as staff:
            staff.sign_in(username)
            fragment = staff.get(f"{address}?lang={language}").content
        assert len(fragment) <= MOST_BYTES, (address, len(fragment))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_desk_is_seen_whole_with_a_held_number_a_long_queue_and_a_message(
    inspected: Inspected, language: str
) -> None:
    sign_in(inspected, "clerk1")
    inspected.open("/counter", language)
    page: Page = inspected.page
    expect(page.locator(".held li")).to_have_count(1)
    assert not page.evaluate(TALL)
    page.evaluate("document.querySelector('[data-key=KeyN]').disabled = false")
    click(page, "[data-key=KeyN]")
    expect(page.get_by_role("alert")).to_be_visible()
    assert not page.evaluate(TALL)


def test_the_keys_fit_one_printed_page_and_name_each_key_of_the_desk(inspected: Inspected) -> None:
    sign_in(inspected, "clerk1")
    inspected.open("/counter", "ar")
    keys = set(inspected.page.evaluate("[...document.querySelectorAll('#desk kbd')].map((key) => key.textContent)"))
    inspected.open("/counter/keys", "ar")
    inspected.page.emulate_media(media="print")
    printed = set(inspected.page.locator(".keys kbd").all_inner_texts())
    assert keys <= printed | {"O"}
    assert not inspected.page.locator(".bar").is_visible()
    pdf = inspected.page.pdf(format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1
