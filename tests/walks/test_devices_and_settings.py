"""A real site from nothing: founded by commands, its screens paired by their codes; and each page of settings."""

import sqlite3
import subprocess
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import click, violations
from tests.servers import Product
from tests.visitor import Visitor
from tests.walks.test_people import set_up

pytestmark = [pytest.mark.browser, pytest.mark.slow]

KIOSK = {"width": 1080, "height": 1920}
BOARD = {"width": 1920, "height": 1080}
DESK = {"width": 1366, "height": 768}
PASSWORD = "a long password"
NEW_PASSWORD = "four words more apart"
PAGES = (
    *(f"/manage/centers/demo/{page}" for page in ("hours", "holidays", "notices", "rules", "services")),
    *("/manage", "/manage/devices", "/counter/bookings", "/hall/fairness", "/hall"),
)


class RealSite(Product):
    """The product without a demonstration: founded by its commands."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, SHUBBAK_DEMONSTRATION="false", SHUBBAK_PRESS="beside")

    def __enter__(self) -> "RealSite":
        catalogue = Path(__file__).parents[2] / "singlewindow/demonstration/catalogue.csv"
        names = ("--number", "1", "--name-ar", "مركز المدينة", "--name-en", "The town's center", "--windows", "4")
        region = ("--governorate", "qena", "--governorate-ar", "قنا", "--governorate-en", "Qena")
        self.run("init")
        self.run("center", "add", "town", *names, *region)
        self.run("catalogue", "import", str(catalogue))
        for name, role in (("mona", "manager"), ("ali", "clerk")):
            person = ("--center", "town", "--name", "موظف", "--role", role, "--password", PASSWORD)
            self.run("staff", "add", name, *person)
        self.run("holidays", "import", "2027")
        self.start()
        return self

    def run(self, *arguments: str) -> None:
        """Run a command of the operator."""
        subprocess.run([self.program, *arguments], env=self.environment, check=True, stdout=subprocess.DEVNULL)


def sign_in(page: Page, url: str, username: str, password: str = "shubbak-demo") -> None:
    """Sign in."""
    page.goto(f"{url}/signin")
    page.fill("#username", username)
    page.fill("#password", password)
    click(page, "form.signin button")


def choose_a_password(page: Page) -> None:
    """Replace the password that the operator gave, as the product demands."""
    for field, typed in (("old", PASSWORD), ("new", NEW_PASSWORD), ("again", NEW_PASSWORD)):
        page.fill(f"#{field}", typed)
    click(page, "main form button")


def fits(page: Page) -> bool:
    """Tell whether the whole page is seen without scrolling."""
    scrolls = "(e => [e.scrollHeight - e.clientHeight, e.scrollWidth - e.clientWidth])(document.scrollingElement)"
    return page.evaluate(scrolls) == [0, 0]


def open_page(chromium: Browser, size: dict[str, int], address: str) -> Page:
    """Open a page in a browser of its own."""
    page = chromium.new_context(viewport=size).new_page()  # type: ignore[arg-type]
    page.goto(address)
    return page


def code_on(page: Page) -> str:
    """Read the code that a device shows, as soon as it shows one."""
    expect(page.locator(".code:not(.waiting)")).to_be_visible()
    return "".join(page.locator(".code span").all_inner_texts())


def test_a_real_site_from_nothing_to_a_call(chromium: Browser, tmp_path: Path) -> None:
    with RealSite(tmp_path) as site:
        kiosk = open_page(chromium, KIOSK, f"{site.url}/kiosk/town")
        board = open_page(chromium, BOARD, f"{site.url}/device")
        assert kiosk.url == f"{site.url}/device"
        assert violations(kiosk) == []
        assert fits(kiosk)
        desk = open_page(chromium, DESK, site.url)
        sign_in(desk, site.url, "mona", PASSWORD)
        choose_a_password(desk)
        set_up(desk)
        for device, role, name in ((kiosk, "kiosk", "جهاز المدخل"), (board, "board", "شاشة القاعة")):
            desk.goto(f"{site.url}/manage/devices")
            desk.fill("#code", code_on(device).lower())
            desk.select_option("#role", role)
            desk.fill("#name", name)
            click(desk, "form:has(#code) button.deed")
        kiosk.wait_for_url("**/kiosk/town")
        board.wait_for_url("**/board/town")
        desk.goto(f"{site.url}/manage/centers/town/hours")
        for day in range(7):
            desk.fill(f"[name=opens-{day}]", "00:00")
            desk.fill(f"[name=closes-{day}]", "23:59")
        click(desk, "main form button.deed")
        with sqlite3.connect(tmp_path / "shubbak.sqlite", timeout=60) as records:
            records.execute("UPDATE center SET always_open = 1")  # whatever the hour at which the tests run
        kiosk.goto(f"{site.url}/kiosk/town/services/rent_payment")
        click(kiosk, "button[value=ordinary]")
        with Visitor(site.url) as clerk:
            clerk.press("/signin", username="ali", password=PASSWORD)
            clerk.press("/account/password", old=PASSWORD, new=NEW_PASSWORD, again=NEW_PASSWORD)
            clerk.press("/counter/window", number="2")
            clerk.press("/counter/call")
        expect(board.locator(".card .ticket")).to_have_text("س ١")
        desk.goto(f"{site.url}/manage/devices")
        assert violations(desk) == []
        click(desk, "tr:has-text('شاشة القاعة') a")
        assert violations(desk) == []
        desk.fill("#reason", "نُقلت الشاشة")
        click(desk, "button.danger")
        board.wait_for_url("**/device")
        assert code_on(board)
        for page in (kiosk, board, desk):
            page.context.close()


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """The demonstration with seventeen windows, people waiting, calls for help and alarms."""
    folder = tmp_path_factory.mktemp("settings")
    with Product(folder, SHUBBAK_PRESS="beside") as product:
        with sqlite3.connect(folder / "shubbak.sqlite", timeout=60) as records:
            center = records.execute("SELECT id FROM center WHERE code = 'demo'").fetchone()[0]
            records.execute("UPDATE center SET queue_alarm = 2 WHERE code = 'demo'")
            records.executemany(
                "INSERT INTO window (id, center_id, center_version, number, state, priority_first, paused_because) "
                "VALUES (?, ?, 0, ?, 'closed', 0, '')",
                [(uuid.uuid4().hex, center, number) for number in range(9, 18)],
            )
        with Visitor(product.url) as clerk:
            for _ in range(8):
                clerk.take_ticket()
            clerk.sign_in("clerk1")
            clerk.press("/counter/window", number="1")
            clerk.press("/counter/call")
            for kind in ("help", "emergency"):
                clerk.press("/counter/help", kind=kind)
        yield product


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_page_of_settings_is_seen_whole_and_open_to_all(
    chromium: Browser, product: Product, language: str
) -> None:
    page = open_page(chromium, DESK, product.url)
    sign_in(page, product.url, "manager1")
    for address in PAGES:
        page.goto(f"{product.url}{address}?lang={language}")
        assert violations(page) == [], address
        assert fits(page), address
    assert page.locator(".windows-now tbody tr").count() == 17
    assert page.locator(".windows-now .scroll").evaluate("box => box.scrollHeight - box.clientHeight") == 0
    page.context.close()
