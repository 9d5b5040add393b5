"""Checking a paper's QR code on a phone whose server has gone: a real browser, a real server, killed."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from kiosk.proof.keyring import Keyring
from singlewindow.documents.claims import Claims
from singlewindow.documents.proof import address, prove
from singlewindow.documents.records import DocumentKind
from tests.patience import PATIENCE_MS
from tests.servers import Product
from tests.singlewindow.paper_key import PaperKey

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CLAIMS = Claims(DocumentKind.CERTIFICATE, 1, 18, date(2026, 11, 24), 326_550, 120)
SLIP = Claims(DocumentKind.SLIP, 1, 45173, date(2026, 3, 1), 0, 7)


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    with Product(tmp_path_factory.mktemp("verify")) as product:
        yield product


@pytest.fixture(scope="module")
def keyring(product: Product) -> Keyring:
    return Keyring(Path(product.environment["SHUBBAK_DATA_DIR"]) / "keys")


@pytest.fixture(scope="module")
def phone(product: Product, chromium: Browser) -> Iterator[BrowserContext]:
    """A phone that has seen the page in both languages, and whose server has been killed since."""
    context = chromium.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    for language in ("en", "ar"):
        page.goto(f"{product.url}/verify?lang={language}")
        page.wait_for_selector("html[data-kept]", timeout=PATIENCE_MS)
        page.evaluate("navigator.serviceWorker.ready")
    assert errors == []
    product.stop()
    assert not product.answers()
    yield context
    context.close()


@pytest.fixture
def page(phone: BrowserContext) -> Iterator[Page]:
    page = phone.new_page()
    yield page
    page.close()


def outcome(page: Page, url: str) -> str:
    """Open an address and give the outcome that shows."""
    page.goto(url)
    page.wait_for_selector("#offline:not([hidden])", timeout=PATIENCE_MS)
    shown = page.locator("[data-outcome]:visible")
    expect(shown).to_have_count(1)
    return str(shown.get_attribute("data-outcome"))


def url_of(product: Product, signer: Keyring | PaperKey, claims: Claims = CLAIMS) -> str:
    """The address of a QR code, as a phone's browser opens it."""
    return address(product.url, prove(signer, claims))


def test_the_code_opens_the_kept_page_and_shows_its_facts(product: Product, keyring: Keyring, page: Page) -> None:
    assert outcome(page, url_of(product, keyring)) == "genuine"
    facts = page.locator("#facts")
    for said in ("شهادة سداد", "C-001-2026-27-000018", "0120", "٣٬٢٦٥٫٥٠", "٢٤ نوفمبر ٢٠٢٦"):
        expect(facts).to_contain_text(said)
    expect(page.locator("#offline")).to_contain_text("فلا يُعرف بغير اتصال")
    expect(page.locator("#offline")).to_contain_text("لا يوجد اتصال")
    expect(page.locator("#ask")).to_be_hidden()


def test_it_answers_in_english_too(product: Product, keyring: Keyring, page: Page) -> None:
    assert outcome(page, url_of(product, keyring, SLIP) + "?lang=en") == "genuine"
    facts = page.locator("#facts")
    for said in ("Submission slip", SLIP.number, "0007", "1 March 2026"):
        expect(facts).to_contain_text(said)
    expect(page.locator("[data-money]:visible")).to_have_count(0)
    expect(page.locator("html")).to_have_attribute("dir", "ltr")


def test_one_changed_letter_is_not_genuine(product: Product, keyring: Keyring, page: Page) -> None:
    url = url_of(product, keyring)
    for place in (-12, -len(prove(keyring, CLAIMS)) + 8):
        other = url[:place] + ("A" if url[place] != "A" else "B") + url[place + 1 :]
        assert outcome(page, other) == "forged"
        expect(page.locator("#facts")).to_be_hidden()


def test_a_strangers_signature_is_not_genuine_though_it_bears_our_keys_id(
    product: Product, keyring: Keyring, page: Page
) -> None:
    assert outcome(page, url_of(product, PaperKey(keyring.sign(b"")[0]))) == "forged"


def test_a_key_that_this_phone_does_not_know_is_named_so(product: Product, page: Page) -> None:
    assert outcome(page, url_of(product, PaperKey(b"\x00\x00"))) == "key"


@pytest.mark.parametrize("path", ["/verify/" + "A" * 26, "/verify?code=" + "A" * 26])
def test_a_typed_code_needs_the_server(product: Product, page: Page, path: str) -> None:
    assert outcome(page, product.url + path) == "typed"


def test_a_browser_without_ed25519_says_so_in_words(product: Product, keyring: Keyring, page: Page) -> None:
    page.add_init_script("crypto.subtle.importKey = async () => { throw new DOMException('', 'NotSupportedError'); }")
    assert outcome(page, url_of(product, keyring)) == "unable"
    expect(page.locator("#facts")).to_be_hidden()


def test_the_form_is_kept_too(product: Product, page: Page) -> None:
    page.goto(f"{product.url}/verify")
    expect(page.locator("#ask")).to_be_visible()
    expect(page.locator("#offline")).to_be_hidden()
    assert page.evaluate("document.fonts.check('1rem \"Plex Arabic\"')")
