"""Take the pictures of the README and the guides from the product as it ships: `python -m docs.take_pictures [NAME…]`.

`SHOTS` is a table: a row adds a page. Each is taken in both languages and kept as a palette PNG.
"""

import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, StorageState

from singlewindow.demonstration.fill import PASSWORD
from singlewindow.tickets.expected import LEAST_VISITS
from tests.browser import click, open_chromium
from tests.cast import new_key
from tests.servers import Product
from tests.visitor import Visitor

FOLDER = Path(__file__).parent / "pictures"
KIOSK, BOARD, COUNTER, PHONE, FRONT = (1080, 1920), (1920, 1080), (1366, 768), (390, 844), (1200, 900)
UPRIGHT, LANDSCAPE, TABLET = (1080, 1920), (1920, 1080), (1280, 800)
LANGUAGES = ("ar", "en")
COLOURS = 128
SERVICES = ("rent_payment", "building_permit_issue", "occupants_union_register", "cleaning_fee_payment")
YEAR = datetime.now(UTC).year
Step = Callable[[Page], None]


def stay(_page: Page) -> None:
    """Take the page as it opens."""


def take_a_ticket(page: Page) -> None:
    """Take a ticket and wait for its slip."""
    page.click("button[value=ordinary]")
    page.locator("[data-paper=done]").wait_for()


def print_the_list(page: Page) -> None:
    """Ask for the list of papers and wait until it is made."""
    click(page, "form[action$='/list'] button")
    page.locator("[data-paper=done]").wait_for()


def darken(page: Page) -> None:
    """Choose the dark mode."""
    page.click("[data-value=dark]")


def lose_the_server(page: Page) -> None:
    """Cut the screen off and wait until it says so."""
    page.context.set_offline(True)
    page.locator("#stale").wait_for()


def serve(page: Page) -> None:
    """Call a number and begin to serve it, unless one is at the window."""
    for step in ("call", "start"):
        if page.locator(f"form[action='/counter/{step}'] button:enabled").count():
            click(page, f"form[action='/counter/{step}'] button")


def save_a_request(page: Page) -> None:
    """Serve a number, fill in its request and save it."""
    serve(page)
    click(page, "[data-key=KeyO]")
    page.fill("#applicant_name", "مواطن توضيحي" if page.locator("html[lang=ar-EG]").count() else "Illustrative citizen")
    page.fill("#national_id", "29001011300120")
    click(page, "footer button")
    page.locator("[data-settled]").last.wait_for()


def end_the_visit(page: Page) -> None:
    """Go back to the desk and finish."""
    click(page, "header a[href='/counter'].deed")
    click(page, "button[value=served]")


def set_periods(page: Page) -> None:
    """Set how long two kinds of personal data are kept; the days are made up."""
    for kind, days in (("phones", "700"), ("drafts", "30")):
        page.fill(f"#{kind}", days)
    click(page, "form.retention button")


def begin_a_visit(page: Page) -> None:
    """Plan a visit to the demonstration center for today, begin it, and answer its first question."""
    page.select_option("#center", "demo")
    click(page, "form.card .deed")
    click(page, "form.begin button")
    page.locator("input[value=yes]").first.check()
    page.locator("section.finding").first.scroll_into_view_if_needed()


def plan_visits(page: Page) -> None:
    """Plan visits to three centers for today, and show the list."""
    for place in (2, 5, 9):
        page.goto(page.url.partition("/field-visits")[0] + "/field-visits/plan")
        page.select_option("#center", index=place)
        click(page, "form.card .deed")
    page.goto(page.url.partition("/field-visits")[0] + "/field-visits")


def export_rows(page: Page) -> None:
    """Ask for the rows of a page as a workbook, and wait until some of them are written."""
    click(page, "button[value=xlsx]")
    page.wait_for_function("() => { const bar = document.querySelector('progress'); return bar && bar.value > 0 }")


@dataclass(frozen=True)
class Shot:
    """A page: the picture's name, its size and address, who looks (empty: nobody signed in), what is done first.

    `{code}` in an address is a number taken for the picture.
    """

    name: str
    size: tuple[int, int]
    address: str
    who: str = ""
    first: Step = stay
    after: Step = stay


SHOTS = (
    Shot("front", FRONT, "/"),
    Shot("signin", FRONT, "/signin"),
    Shot("kiosk-start", KIOSK, "/kiosk/demo"),
    Shot("kiosk-sector", KIOSK, "/kiosk/demo/sectors/revenue"),
    Shot("kiosk-service", KIOSK, "/kiosk/demo/services/building_permit_issue"),
    Shot("kiosk-ticket", KIOSK, "/kiosk/demo/services/building_permit_issue", first=take_a_ticket),
    Shot("kiosk-help", KIOSK, "/kiosk/demo/help"),
    Shot("kiosk-priority", KIOSK, "/kiosk/demo?lane=priority"),
    Shot("kiosk-search", KIOSK, "/kiosk/demo/search"),
    Shot("kiosk-found", KIOSK, "/kiosk/demo/search?q=رخصة"),
    Shot("kiosk-list", KIOSK, "/kiosk/demo/services/building_permit_issue", first=print_the_list),
    Shot("kiosk-mine", KIOSK, "/kiosk/demo/mine"),
    Shot("kiosk-missed", KIOSK, "/kiosk/demo/missed"),
    Shot("kiosk-booked", KIOSK, "/kiosk/demo/booked"),
    Shot("kiosk-collect", KIOSK, "/kiosk/demo/collect"),
    Shot("kiosk-lanes", KIOSK, "/kiosk/demo/lanes"),
    Shot("kiosk-welcome", KIOSK, "/kiosk/demo/welcome"),
    Shot("kiosk-offline", KIOSK, "/kiosk-offline"),
    Shot("kiosk-dark", KIOSK, "/kiosk/demo", first=darken),
    Shot("kiosk-landscape", LANDSCAPE, "/kiosk/demo"),
    Shot("kiosk-tablet", TABLET, "/kiosk/demo"),
    Shot("kiosk-tablet-search", TABLET, "/kiosk/demo/search"),
    Shot("kiosk-tablet-service", TABLET, "/kiosk/demo/services/building_permit_issue"),
    Shot("board", BOARD, "/board/demo"),
    Shot("board-upright", UPRIGHT, "/board/demo"),
    Shot("board-lost", BOARD, "/board/demo", first=lose_the_server),
    Shot("follow", PHONE, "/follow/{code}"),
    Shot("counter", COUNTER, "/counter", "clerk1", serve),
    Shot("visit", COUNTER, "/counter/visit", "clerk1"),
    Shot("numbers", COUNTER, "/counter/numbers", "clerk1"),
    Shot("keys", COUNTER, "/counter/keys", "clerk1"),
    Shot("request-new", COUNTER, "/counter/request/new", "clerk1"),
    Shot("request", COUNTER, "/counter", "clerk1", save_a_request, end_the_visit),
    Shot("drawer", COUNTER, "/cash", "clerk1"),
    Shot("counter-idle", COUNTER, "/counter", "clerk1"),
    Shot("hall", COUNTER, "/hall", "supervisor1"),
    Shot("hall-window", COUNTER, "/hall/windows/3", "supervisor1"),
    Shot("fairness", COUNTER, "/hall/fairness", "supervisor1"),
    Shot("field-visit", PHONE, "/field-visits/plan", "governorate1", begin_a_visit),
    Shot("visits", COUNTER, "/field-visits", "governorate1", plan_visits),
    Shot("checklist", COUNTER, "/field-visits/checklist", "governorate1"),
    Shot("bookings", COUNTER, "/counter/bookings", "clerk1"),
    Shot("devices", COUNTER, "/manage/devices", "manager1"),
    Shot("retention", COUNTER, "/manage/centers/demo/retention", "manager1", set_periods),
    Shot("personal-data", COUNTER, "/manage/personal-data", "manager1"),
    Shot("reports", BOARD, "/reports", "governorate1"),
    Shot("reports-sectors", BOARD, "/reports?by=sector", "governorate1"),
    Shot("reports-money", BOARD, "/reports?view=money", "governorate1"),
    Shot("reports-cohorts", BOARD, "/reports?view=cohorts", "governorate1"),
    Shot("reports-periodic", COUNTER, "/reports/periodic", "governorate1"),
    Shot(
        "reports-export", COUNTER, f"/reports/rows/arrived?period=year&first={YEAR}-01-01", "governorate1", export_rows
    ),
    Shot("device-code", KIOSK, "/device"),
)


def make_a_year(product: Product) -> None:
    """Make up a small year for the reports."""
    command = [product.program, "simulate", "year", "--year", str(YEAR), "--scale", "0.05"]
    subprocess.run(command, env=product.environment, check=True, stdout=subprocess.DEVNULL)


def issue_reports(product: Product) -> None:
    """Make the reports that were due on the mornings of a week."""
    for days in range(7):
        morning = datetime.now(UTC).date() - timedelta(days=days)
        command = [product.program, "reports", "run", "--day", morning.isoformat()]
        subprocess.run(command, env=product.environment, check=True, stdout=subprocess.DEVNULL)


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
    with Visitor(url) as clerk:
        clerk.sign_in("clerk1")
        clerk.press("/counter/window", number="1")
        clerk.press("/cash/open", page="/cash", form_key=new_key(), opening_float="100")
    for number in range(2, 8):
        with Visitor(url) as clerk:
            clerk.sign_in(f"clerk{number}")
            clerk.press("/counter/window", number=str(number))
            clerk.press("/counter/call")


class Album:
    """A browser over the product at `url`, signed in once for each who looks."""

    def __init__(self, browser: Browser, url: str) -> None:
        self._browser, self._url = browser, url
        self._signed_in: dict[str, StorageState] = {}

    def take(self, shot: Shot) -> None:
        """Take a shot in each language."""
        for language in LANGUAGES:
            with self._opened(shot, language) as page:
                shot.first(page)
                page.wait_for_timeout(300)
                keep(page.screenshot(), FOLDER / f"{shot.name}-{language}.png")
                shot.after(page)

    @contextmanager
    def _opened(self, shot: Shot, language: str) -> Iterator[Page]:
        if shot.who and shot.who not in self._signed_in:
            self._signed_in[shot.who] = self._sign_in(shot.who)
        size = {"width": shot.size[0], "height": shot.size[1]}
        context = self._browser.new_context(viewport=size, storage_state=self._signed_in.get(shot.who))
        page = context.new_page()
        address = shot.address.format(code=code_for(shot, self._url))
        page.goto(f"{self._url}{address}{'&' if '?' in address else '?'}lang={language}")
        page.wait_for_load_state("networkidle")
        yield page
        context.close()

    def _sign_in(self, username: str) -> StorageState:
        page = self._browser.new_page()
        page.goto(f"{self._url}/signin")
        page.fill("#username", username)
        page.fill("#password", PASSWORD)
        click(page, "form.signin button")
        state = page.context.storage_state()
        page.close()
        return state


def code_for(shot: Shot, url: str) -> str:
    """Give the code of a new number for a page that follows one."""
    if "{code}" not in shot.address:
        return ""
    with Visitor(url) as citizen:
        return citizen.take_ticket().rpartition("/")[2]


def keep(picture: bytes, file: Path) -> None:
    """Keep a picture with few colours: a third of the size, and the eye sees no difference."""
    image = Image.open(BytesIO(picture)).convert("RGB")
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)


def wanted(names: list[str]) -> list[Shot]:
    """Give the shots whose names match one of `names`, all when there is none; raises ValueError for no match."""
    shots = [shot for shot in SHOTS if not names or any(re.fullmatch(name, shot.name) for name in names)]
    if not shots:
        raise ValueError(f"no such picture: {' '.join(names)}")
    return shots


def main() -> None:
    """Take all pictures, or those that are named (patterns, such as `board.*`)."""
    with tempfile.TemporaryDirectory() as folder, Product(Path(folder)) as product, open_chromium() as browser:
        make_a_year(product)
        issue_reports(product)
        fill_the_hall(product.url)
        album = Album(browser, product.url)
        for shot in wanted(sys.argv[1:]):
            album.take(shot)


if __name__ == "__main__":
    main()
