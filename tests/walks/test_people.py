"""People at a real site in Chromium: a first password, a second step, signing in with it, and the pages of managers."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pyotp
import pytest
from playwright.sync_api import Browser, Page, expect

from singlewindow.demonstration.fill import PASSWORD
from tests.browser import click, violations
from tests.servers import Product

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SIZE = {"width": 1366, "height": 768}


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Product]:
    """The product without SHUBBAK_DEMONSTRATION, with the demonstration's people in it."""
    with Product(tmp_path / "site", SHUBBAK_DEMONSTRATION="false") as site:
        yield site


@pytest.fixture
def page(chromium: Browser, site: Product) -> Iterator[Page]:
    context = chromium.new_context(viewport=SIZE)  # type: ignore[arg-type]
    yield context.new_page()
    context.close()


def give_password(page: Page, site: Product, username: str, password: str = PASSWORD) -> None:
    page.goto(f"{site.url}/signin")
    page.fill("#username", username)
    page.fill("#password", password)
    click(page, "form.signin button")


def set_up(page: Page) -> pyotp.TOTP:
    """Set up the second step on the page that asks for it, and give what the phone would hold."""
    phone = pyotp.TOTP(page.inner_text(".secret code").replace(" ", ""))
    page.fill("#code", phone.at(datetime.now(UTC).timestamp() - 30))
    click(page, "main form button")
    return phone


def test_a_manager_sets_up_a_second_step_and_signs_in_with_it(page: Page, site: Product) -> None:
    give_password(page, site, "manager1")
    expect(page).to_have_url(re.compile("/account/second-step$"))
    assert violations(page) == []
    page.fill("#code", "000000")
    click(page, "main form button")
    expect(page.get_by_role("alert")).to_be_visible()
    phone = set_up(page)
    click(page, "form[action='/signout'] button")
    give_password(page, site, "manager1")
    expect(page).to_have_url(re.compile("/signin/code$"))
    assert violations(page) == []
    page.fill("#code", phone.now())
    click(page, "form.signin button")
    expect(page).to_have_url(re.compile("/counter$"))


def test_a_new_clerk_changes_the_first_password(page: Page, site: Product) -> None:
    give_password(page, site, "manager1")
    set_up(page)
    page.goto(f"{site.url}/manage/staff")
    for field, typed in (("username", "mona"), ("full_name", "منى السيد"), ("password", "three words apart")):
        page.fill(f"#{field}", typed)
    click(page, "form[action='/manage/staff'] button")
    click(page, "form[action='/signout'] button")
    give_password(page, site, "mona", "three words apart")
    expect(page).to_have_url(re.compile("/account/password$"))
    assert violations(page) == []
    for field, typed in (
        ("old", "three words apart"),
        ("new", "four words more apart"),
        ("again", "four words more apart"),
    ):
        page.fill(f"#{field}", typed)
    click(page, "main form button")
    expect(page).to_have_url(re.compile("/counter$"))


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize(
    ("username", "addresses"),
    [
        ("manager1", ["/manage/staff", "/manage/staff/D001", "/manage/centers", "/account", "/account/password"]),
        ("auditor1", ["/audit", "/audit?verify=yes", "/audit?action=payment"]),
        ("admin1", ["/manage/staff", "/manage/centers", "/manage/centers?center=demo"]),
    ],
)
def test_the_pages_of_people_have_no_barriers(
    page: Page, site: Product, language: str, username: str, addresses: list[str]
) -> None:
    give_password(page, site, username)
    set_up(page)
    for address in addresses:
        page.goto(f"{site.url}{address}{'&' if '?' in address else '?'}lang={language}")
        assert violations(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= SIZE["width"], address
