"""A day of a drawer: opened, paid into, given back from by another person, counted, closed, and reviewed by another."""

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from playwright.sync_api import Browser, Page, expect

from tests.browser import click, violations
from tests.servers import Product
from tests.walks.six_people import NAME, AtAWindow, People

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def product(tmp_path: Path) -> Iterator[Product]:
    """The product over a demonstration of its own."""
    with Product(tmp_path / "product") as product:
        yield product


def test_a_drawer_is_opened_paid_into_given_back_from_counted_and_reviewed(
    chromium: Browser, product: Product, tmp_path: Path
) -> None:
    people = People(chromium, product)
    clerk = AtAWindow(people.signed_in("clerk1", "/counter"), product.url)
    manager = people.signed_in("manager1", "/cash/sessions")
    drawer_opened(clerk)
    receipt = paid(people, clerk)
    code = code_of(paper_of(clerk.page, "R-", tmp_path))
    verified(people.phone.page, code, "valid")
    cancelled_by_a_second_person(people.supervisor.page, product.url, receipt)
    verified(people.phone.page, code, "cancelled")
    session = counted_and_closed(clerk)
    reviewed_by_another(manager, product.url, session)
    text = text_of(paper_of(manager, session, tmp_path))
    assert session in text
    assert receipt in text
    assert NAME not in text


def drawer_opened(clerk: AtAWindow) -> None:
    """The clerk takes a window and opens the drawer with a hundred pounds."""
    clerk.sits_down(1)
    clerk.go("/cash")
    assert violations(clerk.page) == []
    clerk.page.fill("#opening_float", "100")
    click(clerk.page, "form.narrow button")


def paid(people: People, clerk: AtAWindow) -> str:
    """A citizen's request is received and its charges paid at once; the receipt's page is shown, its number given."""
    people.at_the_kiosk.takes_a_number()
    clerk.serves_the_next()
    clerk.receives_with_a_paper_missing()
    assert violations(clerk.page) == []
    receipt = clerk.page.locator("a[href*='/receipts/']").first.inner_text()
    clerk.is_done()
    clerk.go(f"/receipts/{receipt}")
    assert violations(clerk.page) == []
    expect(clerk.page.locator("form.giveback")).to_have_count(0)
    return receipt


def cancelled_by_a_second_person(supervisor: Page, url: str, receipt: str) -> None:
    """The supervisor cancels the receipt for a reason; its number stays."""
    supervisor.goto(f"{url}/receipts/{receipt}")
    supervisor.click("details.give summary >> nth=0")
    supervisor.fill("#why-cancel", "سُدِّد مرتين")
    assert violations(supervisor) == []
    click(supervisor, "form[action$='/cancel'] button")
    expect(supervisor.locator("h1")).to_contain_text(receipt)
    expect(supervisor.locator("h1 em")).to_be_visible()
    assert violations(supervisor) == []


def counted_and_closed(clerk: AtAWindow) -> str:
    """A wrong count without an explanation is refused; the right one closes the session, whose number is given."""
    clerk.go("/cash")
    clerk.page.fill("#count-5000", "1")
    click(clerk.page, "form.columns button.primary")
    expect(clerk.page.locator("[role=alert]")).to_contain_text("٥٠")
    assert violations(clerk.page) == []
    clerk.page.fill("#count-5000", "2")
    expect(clerk.page.locator("#counted")).to_have_text("١٠٠٫٠٠")
    click(clerk.page, "form.columns button.primary")
    expect(clerk.page.locator("main form")).to_have_count(0)
    assert violations(clerk.page) == []
    return clerk.page.locator("h1 bdi").inner_text()


def reviewed_by_another(manager: Page, url: str, session: str) -> None:
    """The manager compares the money with the statement and says so, once."""
    manager.goto(f"{url}/cash/sessions")
    assert violations(manager) == []
    click(manager, f"text={session}")
    manager.fill("#remark", "مطابق")
    assert violations(manager) == []
    click(manager, "form[action$='/review'] button")
    expect(manager.locator("form[action$='/review']")).to_have_count(0)
    expect(manager.locator("article")).to_contain_text("مطابق")


def verified(phone: Page, code: str, standing: str) -> None:
    """The phone reads the receipt's code and sees how the receipt stands, without a name."""
    phone.goto(code)
    expect(phone.locator(f".verdict.{standing}")).to_be_visible()
    assert NAME not in phone.content()
    assert violations(phone) == []


def paper_of(page: Page, serial: str, folder: Path) -> pypdfium2.PdfDocument:
    """Wait for the paper on a page to be made and give it."""
    link = page.locator("ul.papers li", has_text=serial).locator("a[target=_blank]").first
    expect(link).to_be_visible()
    answer = page.context.request.get(str(link.evaluate("link => link.href")))
    file = folder / f"{serial}.pdf"
    file.write_bytes(answer.body())
    return pypdfium2.PdfDocument(file)


def code_of(paper: pypdfium2.PdfDocument) -> str:
    """Give what a camera reads off the print of a paper."""
    print_ = paper[0].render(scale=203 / 72).to_pil().convert("L")
    return next(code.text for code in zxingcpp.read_barcodes(print_) if "/V/" in code.text.upper())


def text_of(paper: pypdfium2.PdfDocument) -> str:
    """Give the text of a paper."""
    return "".join(page.get_textpage().get_text_range() for page in paper)
