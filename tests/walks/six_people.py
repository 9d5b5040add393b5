"""The people of a walk through a request, each with a browser of their own: what they do reads like a sentence."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import zxingcpp
from playwright.sync_api import Browser, Page, expect

from singlewindow.demonstration.fill import PASSWORD
from singlewindow.text import ARABIC_DIGITS
from tests.browser import click, press, violations
from tests.patience import PATIENCE_MS
from tests.servers import Product

DESK = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}
KIOSK = {"width": 1080, "height": 1920}
NAME, DIGITS = "منى توضيحي أحمد", "0120"
FORGE = """number => {
  const form = document.querySelector("form[action$='/next']");
  const field = document.createElement('input');
  form.action = '/files/approve'; field.name = 'number'; field.value = number;
  form.append(field); form.submit();
}"""


def fits(page: Page) -> bool:
    """Tell whether a page is seen whole, without scrolling."""
    return bool(page.evaluate("document.documentElement.scrollHeight <= innerHeight"))


@dataclass
class Someone:
    """Someone before a screen of the product."""

    page: Page
    url: str

    def go(self, address: str) -> None:
        """Open an address of the product."""
        self.page.goto(self.url + address)


class Citizen(Someone):
    """The citizen at the kiosk, and on the phone."""

    def takes_a_number(self) -> None:
        """Take a number for a building permit."""
        self.go("/kiosk/demo/services/building_permit_issue")
        click(self.page, "button[value=ordinary]")
        expect(self.page.locator(".slip .n")).to_be_visible()

    def comes_to_collect(self, number: str) -> None:
        """Take a number with the number of the request."""
        self.go("/kiosk/demo/collect")
        for digit in number.replace("-", "").translate(ARABIC_DIGITS):
            self.page.click(f"[data-key='{digit}']")
        expect(self.page.locator("#number")).to_have_value(number)
        click(self.page, "button[value=ordinary]")
        expect(self.page.locator(".slip .n")).to_be_visible()

    def asks_after(self, number: str) -> None:
        """Follow the request by its number and the last four digits."""
        self.go("/track")
        self.page.fill("#number", number)
        self.page.fill("#digits", DIGITS)
        click(self.page, "form button")

    def reads(self, state: str) -> None:
        """See how the request stands, and no name."""
        self.page.reload()
        expect(self.page.locator(".state")).to_contain_text(state)
        assert NAME not in self.page.content()

    def keeps_the_page_of_proof(self) -> None:
        """Open the page that checks papers once, so that the phone keeps it."""
        self.go("/verify")
        self.page.wait_for_selector("html[data-kept]", timeout=PATIENCE_MS)
        self.page.evaluate("navigator.serviceWorker.ready")


class AtAWindow(Someone):
    """Someone at a window of the hall."""

    def sits_down(self, window: int) -> None:
        """Take a window."""
        click(self.page, f"button[name=number][value='{window}']")
        expect(self.page.locator(".deeds")).to_be_visible()

    def serves_the_next(self) -> None:
        """Call the next number and begin to serve it."""
        self.go("/counter")
        press(self.page, "N")
        press(self.page, "S")

    def is_done(self) -> None:
        """Finish the visit."""
        self.go("/counter")
        press(self.page, "F")

    def receives_with_a_paper_missing(self) -> str:
        """Open the request with one of two papers and give its number."""
        press(self.page, "O")
        assert fits(self.page)
        self.page.fill("#applicant_name", NAME)
        self.page.fill("#national_id", f"2900101130{DIGITS}")
        self.page.locator("input[name=papers]").first.check()
        assert violations(self.page) == []
        click(self.page, "footer button")
        return self.page.locator("h1 bdi").inner_text()

    def takes_the_missing_paper(self) -> None:
        """Note the missing paper as handed in."""
        self.page.locator("#papers input[name=papers]").check()
        click(self.page, "#papers button")

    def opens_the_drawer(self) -> None:
        """Open the cash session."""
        self.go("/cash")
        self.page.fill("#opening_float", "0")
        click(self.page, "form.narrow button")

    def takes_the_fee(self, number: str, pounds: str) -> None:
        """Take the fee that the department fixed."""
        self.go("/cash/requests")
        click(self.page, f"text={number}")
        assert NAME not in self.page.content()
        for box in self.page.locator("#charges input[type=checkbox]").all():
            box.uncheck()
        self.page.fill("#charges input[inputmode=decimal]", pounds)
        assert violations(self.page) == []
        click(self.page, "form.payment button.primary")
        expect(self.page.locator("h1")).to_contain_text("R-")

    def hands_over(self) -> None:
        """Hand over what is ready to who came to collect it."""
        click(self.page, ".open a")
        self.page.fill("#collector", NAME)
        self.page.fill("#collector_digits", DIGITS)
        click(self.page, ".deliver button")
        expect(self.page.locator("h1")).to_contain_text("تم التسليم")


class InADepartment(Someone):
    """An officer or the head, before their desk."""

    def takes_the_next_file(self, number: str) -> None:
        """Take the file that the system serves."""
        self.go("/work")
        click(self.page, "form[action$='/next'] button")
        expect(self.page.locator(".of-file bdi")).to_have_text(number)
        assert NAME not in self.page.content()
        assert violations(self.page) == []

    def sends_it_on(self, fee: str = "") -> None:
        """Finish the stage, with the fee if one is fixed here."""
        if fee:
            self.page.fill("#amount", fee)
        click(self.page, "form[action$='/pass'] button")

    def tries_to_decide(self, number: str) -> None:
        """Send a decision that no page offered; it is refused."""
        self.go("/work")
        with self.page.expect_navigation(timeout=PATIENCE_MS) as sent:
            self.page.evaluate(FORGE, number)
        assert sent.value is not None
        assert sent.value.status == 403

    def approves(self) -> None:
        """Decide for the request."""
        click(self.page, "form[action$='/approve'] button")


class Supervising(Someone):
    """The supervisor of the hall."""

    def sees_the_attempt(self, number: str) -> None:
        """Find the refused decision on the page of refused attempts."""
        self.go("/hall/breaches")
        expect(self.page.locator("tbody")).to_contain_text(number)

    def issues_a_certificate(self, number: str, file: Path) -> str:
        """Issue the payment certificate and give what a camera reads off its print."""
        self.go(f"/counter/requests/{number}")
        self.page.fill("#no_fee_because", "توضيحي")
        click(self.page, "form.certificate button.primary")
        link = self.page.locator("ul.papers li", has_text="C-").locator("a[target=_blank]")
        expect(link).to_be_visible()
        answer = self.page.context.request.get(self.url + str(link.get_attribute("href")))
        file.write_bytes(answer.body())
        print_ = pypdfium2.PdfDocument(file)[0].render(scale=203 / 72).to_pil().convert("L")
        return next(code.text for code in zxingcpp.read_barcodes(print_) if "/V/" in code.text.upper())


class People:
    """Who takes part; each signs in on a screen of their own."""

    def __init__(self, chromium: Browser, product: Product) -> None:
        self._chromium, self._product = chromium, product
        self.phone = Citizen(self._screen(PHONE), product.url)
        self.at_the_kiosk = Citizen(self._screen(KIOSK), product.url)
        self.clerk = AtAWindow(self.signed_in("receiver1", "/counter"), product.url)
        self.cashier = AtAWindow(self.signed_in("cashier1", "/counter"), product.url)
        self.supervisor = Supervising(self.signed_in("supervisor1", "/hall"), product.url)

    @contextmanager
    def at_work(self, username: str) -> Iterator[InADepartment]:
        """Someone of a department, signed in for a while."""
        page = self.signed_in(username, "/work")
        yield InADepartment(page, self._product.url)
        page.context.close()

    def _screen(self, size: dict[str, int]) -> Page:
        return self._chromium.new_context(viewport=size).new_page()  # type: ignore[arg-type]

    def signed_in(self, username: str, address: str) -> Page:
        """Give a page on which someone has signed in and gone to an address."""
        page = self._screen(DESK)
        page.goto(f"{self._product.url}/signin?next={address}")
        page.fill("#username", username)
        page.fill("#password", PASSWORD)
        click(page, "form.signin button")
        return page
