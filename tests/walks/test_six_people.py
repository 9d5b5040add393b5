"""Six people and one request, from the kiosk to a certificate that a phone verifies, online and offline."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import violations
from tests.patience import PATIENCE_MS
from tests.servers import Product
from tests.walks.six_people import DIGITS, NAME, People

pytestmark = [pytest.mark.browser, pytest.mark.slow]

FEE = "500.00"


@pytest.fixture
def product(tmp_path: Path) -> Iterator[Product]:
    """The product over a demonstration of its own."""
    with Product(tmp_path / "product") as product:
        yield product


def test_a_request_goes_through_six_hands_and_its_certificate_proves_itself(
    chromium: Browser, product: Product, tmp_path: Path
) -> None:
    people = People(chromium, product)
    number = received_incomplete_and_completed(people)
    reviewed_and_its_fee_fixed(people, number)
    paid_at_the_cashiers(people, number)
    decided_by_the_right_person(people, number)
    collected_and_delivered(people, number)
    code = people.supervisor.issues_a_certificate(number, tmp_path / "certificate.pdf")
    verified(people.phone.page, code)
    people.phone.keeps_the_page_of_proof()
    product.stop()
    assert not product.answers()
    verified_by_the_phone_alone(people.phone.page, code)


def received_incomplete_and_completed(people: People) -> str:
    """The citizen takes a number; the clerk opens the request and later gets its missing paper."""
    people.at_the_kiosk.takes_a_number()
    people.clerk.sits_down(1)
    people.clerk.serves_the_next()
    number = people.clerk.receives_with_a_paper_missing()
    people.phone.asks_after(number)
    people.phone.reads("بانتظار استكمال مستندات")
    people.clerk.takes_the_missing_paper()
    people.clerk.is_done()
    return number


def reviewed_and_its_fee_fixed(people: People, number: str) -> None:
    """One officer reviews the file, another fixes its fee."""
    with people.at_work("officer1") as reviewer:
        reviewer.takes_the_next_file(number)
        reviewer.sends_it_on()
    with people.at_work("officer2") as assessor:
        assessor.takes_the_next_file(number)
        assessor.sends_it_on(fee=FEE)
    people.phone.reads("بانتظار السداد")


def paid_at_the_cashiers(people: People, number: str) -> None:
    """The cashier opens the drawer and takes the fee."""
    people.cashier.sits_down(2)
    people.cashier.opens_the_drawer()
    people.cashier.takes_the_fee(number, FEE)


def decided_by_the_right_person(people: People, number: str) -> None:
    """Who reviewed is refused to decide, and the supervisor sees it; the head decides."""
    with people.at_work("officer1") as reviewer:
        reviewer.tries_to_decide(number)
    people.supervisor.sees_the_attempt(number)
    with people.at_work("head1") as head:
        head.takes_the_next_file(number)
        head.approves()
    with people.at_work("officer1") as issuer:
        issuer.takes_the_next_file(number)
        issuer.sends_it_on()
    people.phone.reads("جاهز للتسليم")


def collected_and_delivered(people: People, number: str) -> None:
    """The citizen takes a number for what is ready, and the clerk hands it over."""
    people.at_the_kiosk.comes_to_collect(number)
    people.clerk.serves_the_next()
    people.clerk.hands_over()


def verified(phone: Page, code: str) -> None:
    """The phone reads the certificate's code and sees that it is valid, without a name."""
    phone.goto(code)
    expect(phone.locator(".verdict.valid")).to_be_visible()
    expect(phone.locator(".record")).to_contain_text("٥٠٠٫٠٠")
    assert NAME not in phone.content()
    assert violations(phone) == []


def verified_by_the_phone_alone(phone: Page, code: str) -> None:
    """With the server gone, the phone itself proves the code."""
    phone.goto(code)
    phone.wait_for_selector("#offline:not([hidden])", timeout=PATIENCE_MS)
    expect(phone.locator("[data-outcome]:visible")).to_have_attribute("data-outcome", "genuine")
    expect(phone.locator("#facts")).to_contain_text(DIGITS)
    assert NAME not in phone.content()
