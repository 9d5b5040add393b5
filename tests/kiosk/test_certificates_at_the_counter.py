"""Who may see a request and issue its certificate."""

import pytest

from singlewindow.cash.records import Certificate
from singlewindow.people.records import Staff
from singlewindow.places.centers import center_by_code
from tests.cast import Hall
from tests.client import CheckedClient
from tests.kiosk.at_window_three import Window, text_of

NO_FEE = {"no_fee_because": "توضيحي"}


def test_a_receiver_issues_no_certificate(window: Window, desk: Hall) -> None:
    address = window.send().headers["Location"]
    stranger = window.client.application.test_client()
    assert isinstance(stranger, CheckedClient)
    stranger.sign_in("receiver1")
    assert 'class="certificate"' not in text_of(stranger.get(address))
    assert stranger.submit("/counter", f"{address}/certificates", form_key="k" * 20).status_code == 403
    assert window.count(Certificate) == 0


def test_another_centers_clerk_finds_no_such_request(window: Window, desk: Hall) -> None:
    address = window.send().headers["Location"]
    with desk.database.writing() as work:
        work.session.get_one(Staff, desk.staff("clerk2")).center_id = center_by_code(work.session, "zagazig").id
    stranger = window.client.application.test_client()
    assert isinstance(stranger, CheckedClient)
    stranger.sign_in("clerk2")
    assert stranger.get(address).status_code == 404
    assert stranger.submit("/counter", f"{address}/certificates", form_key="k" * 20).status_code == 404
    assert window.count(Certificate) == 0


def test_a_certificate_is_issued_once_for_each_form(window: Window) -> None:
    address = window.send().headers["Location"]
    fields = (
        window.client.tokens(address) | {"addressee": "جهة توضيحية", "purpose": "", "paper_language": "en"} | NO_FEE
    )
    for _ in range(2):
        answer = window.client.post(f"{address}/certificates", data=fields)
        assert (answer.status_code, answer.headers["Location"]) == (303, address)
    assert window.count(Certificate) == 1
    assert "C-000-" in text_of(window.client.get(address))


@pytest.mark.parametrize(
    ("field", "value"),
    [("addressee", "أ" * 121), ("addressee", "\u202eأ"), ("purpose", "أ" * 10_000), ("form_key", "")],
)
def test_a_wrong_certificate_form_is_said_on_the_page_and_issues_nothing(
    window: Window, field: str, value: str
) -> None:
    address = window.send().headers["Location"]
    fields = window.client.tokens(address) | {"addressee": "جهة", "purpose": "غرض"} | NO_FEE
    answer = window.client.post(f"{address}/certificates", data=fields | {field: value})
    assert answer.status_code in {400, 422}
    assert 'role="alert"' in text_of(answer)
    assert window.count(Certificate) == 0


def test_nothing_paid_means_no_certificate(window: Window) -> None:
    address = window.send(**{f"amount-{window.fixed.id}": ""}).headers["Location"]
    answer = window.client.submit("/counter", f"{address}/certificates", form_key="k" * 20)
    assert answer.status_code == 409
    assert window.count(Certificate) == 0
