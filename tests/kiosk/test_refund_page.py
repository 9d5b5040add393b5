"""The page of an approved refund request: the supervisor gives the money back, the cashier of the payment can't."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from singlewindow.requests.states import RequestState
from tests.cast import Hall
from tests.client import CheckedClient
from tests.singlewindow.test_request_refund import Refunds

SignIn = Callable[[str], CheckedClient]


@pytest.fixture
def way(desk: Hall) -> Refunds:
    return Refunds(desk, datetime.now(UTC))


def test_a_supervisor_gives_the_money_of_an_approved_request_back(way: Refunds, signed_in: SignIn) -> None:
    number = way.approved()
    page = f"/counter/requests/{number}"
    supervisor = signed_in("supervisor1")
    text = supervisor.get(page).text
    assert way.payment.receipt_number in text
    assert f"طلب استرداد {number}" in text
    typed = {"amount": "٣٧٫٥٠", "reason": f"طلب استرداد {number}", "collector": "مواطن", "drawer": ""}
    refused = supervisor.submit(page, f"{page}/refund", **typed, collector_digits="1")
    assert refused.status_code == 422
    assert 'href="#collector_digits"' in refused.text
    assert supervisor.submit(page, f"{page}/refund", **typed, collector_digits="0120").status_code == 303
    assert way.request(number).state is RequestState.DELIVERED
    text = supervisor.get(page).text
    assert "المبلغ المردود" in text
    assert f"{page}/refund" not in text


def test_who_took_the_payment_sees_no_form_and_has_no_way_to_send_one(way: Refunds, signed_in: SignIn) -> None:
    number = way.approved()
    page = f"/counter/requests/{number}"
    clerk = signed_in("clerk1")
    assert f"{page}/refund" not in clerk.get(page).text
    assert clerk.submit(page, f"{page}/refund", amount="1").status_code == 403
    assert way.entries() == 0


def test_a_request_that_is_not_approved_offers_no_money(way: Refunds, signed_in: SignIn) -> None:
    page = f"/counter/requests/{way.asked()}"
    supervisor = signed_in("supervisor1")
    assert f"{page}/refund" not in supervisor.get(page).text
    assert supervisor.submit(page, f"{page}/refund", amount="1", form_key="a" * 24).status_code in {400, 409}
