"""The cashier's page of fees: what a department fixed is paid there, by who takes money only and sees no name."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from singlewindow.requests.officer import pass_on
from singlewindow.requests.states import RequestState
from tests.cast import Hall
from tests.client import CheckedClient
from tests.singlewindow.at_departments import Departments
from tests.singlewindow.at_the_window import open_drawer, tariff

LIST = "/cash/requests"
SignIn = Callable[[str], CheckedClient]


class Fees(Departments):
    """Building permits whose fee of 500 pounds the revenue department fixed; a cashier with an open drawer."""

    def __init__(self, hall: Hall) -> None:
        super().__init__(hall, datetime.now(UTC))
        self.fixed, self.assessed = tariff(hall, self.now)
        open_drawer(hall, hall.seat("cashier1", 5), self.now)

    def waiting(self) -> str:
        """A request that waits to be paid."""
        number = self.receive(service="building_permit_issue")
        for username, amount in (("officer1", None), ("officer2", 500_00)):
            officer = self.hall.staff(username)
            self.take(officer)
            self.hall.do(pass_on, officer, number, "", amount, self.now)
        return number

    def typed(self, amount: str) -> dict[str, str]:
        """What the cashier types: the assessed fee, in cash."""
        return {f"amount-{self.assessed.id}": amount, "method": "cash", "paper_language": "ar"}


@pytest.fixture
def fees(desk: Hall) -> Fees:
    return Fees(desk)


@pytest.fixture
def cashier(signed_in: SignIn) -> CheckedClient:
    return signed_in("cashier1")


def test_a_cashier_takes_the_fee_that_was_fixed_and_the_file_goes_on(fees: Fees, cashier: CheckedClient) -> None:
    number = fees.waiting()
    assert number in cashier.get(LIST).text
    page = f"{LIST}/{number}"
    text = cashier.get(page).text
    assert 'value="500.00"' in text
    assert "مواطن توضيحي" not in text
    assert "0120" not in text
    answer = cashier.submit(page, page, **fees.typed("500"))
    assert answer.status_code == 303
    assert "R-" in cashier.get(answer.headers["Location"]).text
    assert fees.request(number).state is RequestState.UNDER_REVIEW
    assert number not in cashier.get(LIST).text


def test_another_amount_than_the_fixed_one_is_refused_on_the_page(fees: Fees, cashier: CheckedClient) -> None:
    number = fees.waiting()
    page = f"{LIST}/{number}"
    answer = cashier.submit(page, page, **fees.typed("499.99"))
    assert answer.status_code == 422
    assert fees.request(number).state is RequestState.AWAITING_PAYMENT


def test_nothing_typed_is_told_the_fixed_amount(fees: Fees, cashier: CheckedClient) -> None:
    page = f"{LIST}/{fees.waiting()}"
    answer = cashier.submit(page, page, **fees.typed(""))
    assert answer.status_code == 422
    assert "٥٠٠٫٠٠" in answer.text


@pytest.mark.parametrize(("amount", "note", "status"), [("", "", 422), ("0", "", 422), ("0", "معفى", 303)])
def test_a_stage_that_fixes_a_fee_says_it_or_why_there_is_none(
    fees: Fees, signed_in: SignIn, amount: str, note: str, status: int
) -> None:
    number = fees.receive(service="building_permit_issue")
    first = fees.hall.staff("officer1")
    fees.take(first)
    fees.hall.do(pass_on, first, number, "", None, fees.now)
    officer = signed_in("officer2")
    officer.submit("/work", "/files/next")
    answer = officer.submit("/work", "/files/pass", number=number, amount=amount, note=note)
    assert answer.status_code == status
    assert fees.request(number).state is RequestState.UNDER_REVIEW


def test_a_request_is_found_by_its_number_in_any_digits(fees: Fees, cashier: CheckedClient) -> None:
    number = fees.receive()
    typed = number.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert cashier.get(LIST, query_string={"number": typed}).headers["Location"] == f"{LIST}/{number}"
    assert "لا ينتظر سدادًا" in cashier.get(f"{LIST}/{number}").text
    assert cashier.get(LIST, query_string={"number": "000-2026-000000-0"}).status_code == 404


def test_who_takes_no_money_has_no_such_page(signed_in: SignIn) -> None:
    assert signed_in("receiver1").get(LIST).status_code == 403
