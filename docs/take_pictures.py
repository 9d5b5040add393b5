"""Take the pictures of the README and the guides from the product as it ships: `python -m docs.take_pictures`."""

import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page

from singlewindow.demonstration.fill import PASSWORD
from singlewindow.tickets.expected import LEAST_VISITS
from tests.browser import click, open_chromium
from tests.servers import Product
from tests.visitor import Visitor

FOLDER = Path(__file__).parent / "pictures"
KIOSK, BOARD, COUNTER, PHONE = (1080, 1920), (1920, 1080), (1366, 768), (390, 844)
SERVICES = ("rent_payment", "building_permit_issue", "occupants_union_register", "cleaning_fee_payment")


def open_page(browser: Browser, size: tuple[int, int], address: str) -> Page:
    """Open a window of a size at an address."""
    page = browser.new_page(viewport={"width": size[0], "height": size[1]})
    page.goto(address)
    page.wait_for_load_state("networkidle")
    return page


def fill_the_hall(url: str) -> None:
    """Let some citizens come, and some clerks call them; enough are served that the expected wait is known."""
    with Visitor(url) as clerk:
        clerk.sign_in("clerk8")
        clerk.press("/counter/window", number="8")
        clerk.serve(LEAST_VISITS)
    for number in range(1, 8):
        with Visitor(url) as citizen:
            for service in SERVICES:
                citizen.take_ticket(service=service, lane="priority" if number % 4 == 0 else "ordinary")
    for number in range(2, 8):
        with Visitor(url) as clerk:
            clerk.sign_in(f"clerk{number}")
            clerk.press("/counter/window", number=str(number))
            clerk.press("/counter/call")


def take(browser: Browser, url: str, language: str) -> None:
    """Take the pictures of one language."""
    kiosk = open_page(browser, KIOSK, f"{url}/kiosk/demo?lang={language}")
    kiosk.screenshot(path=FOLDER / f"kiosk-start-{language}.png")
    kiosk.goto(f"{url}/kiosk/demo/services/building_permit_issue")
    kiosk.screenshot(path=FOLDER / f"kiosk-service-{language}.png")
    kiosk.click("button[value=ordinary]")
    kiosk.locator("[data-paper=done]").wait_for(timeout=20_000)
    kiosk.screenshot(path=FOLDER / f"kiosk-ticket-{language}.png")
    open_page(browser, BOARD, f"{url}/board/demo?lang={language}").screenshot(path=FOLDER / f"board-{language}.png")
    open_page(browser, (1200, 900), f"{url}/?lang={language}").screenshot(path=FOLDER / f"front-{language}.png")


def take_counter(browser: Browser, url: str, language: str) -> None:
    """Take the pictures of a clerk's desk, request and payment."""
    page = open_page(browser, COUNTER, f"{url}/counter?lang={language}")
    sign_in(page, "clerk1")
    if page.locator(".windows").count():
        click(page, "button[name=number][value='1']")
        page.goto(f"{url}/cash")
        page.screenshot(path=FOLDER / f"drawer-open-{language}.png")
        click(page, "article form button")
    for step in ("call", "start"):
        click(page, f"form[action='/counter/{step}'] button")
    page.screenshot(path=FOLDER / f"counter-{language}.png")
    for name in ("visit", "numbers", "keys"):
        page.goto(f"{url}/counter/{name}")
        page.screenshot(path=FOLDER / f"{name}-{language}.png")
    page.goto(f"{url}/counter/request/new")
    page.screenshot(path=FOLDER / f"request-new-{language}.png")
    page.fill("#applicant_name", "مواطن توضيحي" if language == "ar" else "Illustrative citizen")
    page.fill("#national_id", "29001011300120")
    click(page, "footer button")
    page.locator("[data-paper=done]").wait_for(timeout=20_000)
    page.screenshot(path=FOLDER / f"request-{language}.png")
    page.goto(f"{url}/cash")
    page.screenshot(path=FOLDER / f"drawer-{language}.png")
    page.goto(f"{url}/counter")
    click(page, "button[value=served]")


def take_hall(browser: Browser, url: str, language: str) -> None:
    """Take the pictures of the supervisor's pages, and of a phone that follows a number."""
    page = open_page(browser, COUNTER, f"{url}/hall?lang={language}")
    sign_in(page, "supervisor1")
    for name, address in (("hall", "/hall"), ("hall-window", "/hall/windows/3")):
        page.goto(url + address)
        page.screenshot(path=FOLDER / f"{name}-{language}.png")
    with Visitor(url) as citizen:
        code = citizen.take_ticket().rpartition("/")[2]
    open_page(browser, PHONE, f"{url}/follow/{code}?lang={language}").screenshot(path=FOLDER / f"follow-{language}.png")


def sign_in(page: Page, username: str) -> None:
    """Sign in as someone of the demonstration."""
    page.fill("#username", username)
    page.fill("#password", PASSWORD)
    click(page, "form.signin button")


def main() -> None:
    """Take all pictures."""
    with tempfile.TemporaryDirectory() as folder, Product(Path(folder)) as product, open_chromium() as browser:
        fill_the_hall(product.url)
        for language in ("ar", "en"):
            take(browser, product.url, language)
            take_counter(browser, product.url, language)
            take_hall(browser, product.url, language)


if __name__ == "__main__":
    main()
