"""The cashier's pages: drawer, review, receipts and giving back, accounts, the tariff and the ways to pay."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from singlewindow.cash.records import Account, CashSession, CounterEntry, Payment, PaymentMethod, Tender
from singlewindow.catalogue.records import TariffChange
from singlewindow.documents.records import Document, DocumentKind
from singlewindow.requests.records import Request
from tests.cast import Hall
from tests.client import CheckedClient
from tests.kiosk.at_window_three import Window, text_of
from tests.singlewindow.at_the_window import tariff

SignIn = Callable[[str], CheckedClient]


def receipt_of(window: Window) -> str:
    """Take 37.50 pounds and give the number of the receipt."""
    window.send()
    with window.desk.database.reading() as session:
        return session.scalars(select(Payment.receipt_number)).one()


def test_a_drawer_is_opened_counted_closed_and_its_statement_wanted(window: Window) -> None:
    receipt_of(window)
    client = window.client
    assert "37.50" in text_of(client.get("/cash?lang=en"))
    short = client.submit("/cash", "/cash/close", **{"count-2000": "١"})
    assert short.status_code == 422
    assert "-17.50" in text_of(short)
    closed = client.submit("/cash", "/cash/close", **{"count-2000": "١"}, explanation="نقص")
    assert closed.status_code == 303
    page = text_of(client.get(closed.headers["Location"]))
    assert "نقص" in page
    with window.desk.database.reading() as session:
        statement = session.scalars(select(Document).where(Document.kind == DocumentKind.CASH_STATEMENT)).one()
    assert statement.facts["difference"] == -1750


def test_a_drawer_opens_at_a_window_only_and_once_for_each_form(signed_in: SignIn, desk: Hall) -> None:
    client = signed_in("clerk2")
    assert "/cash/open" not in text_of(client.get("/cash"))
    desk.seat("clerk2", 2)
    assert client.submit("/cash", "/cash/open", opening_float="").status_code == 422, "an empty float is no float"
    fields = client.tokens("/cash") | {"opening_float": "١٠٠"}
    for _ in range(2):
        assert client.post("/cash/open", data=fields).status_code == 303
    with desk.database.reading() as session:
        assert session.scalars(select(CashSession.opening_float)).all() == [10_000]
    assert client.submit("/cash", "/cash/open", opening_float="1").status_code == 409


@pytest.mark.parametrize("count", ["-1", "1.5", "x", "9999999"])
def test_a_count_that_is_none_is_refused_in_words(window: Window, count: str) -> None:
    answer = window.client.submit("/cash", "/cash/close", **{"count-100": count})
    assert answer.status_code == 422
    assert 'role="alert"' in text_of(answer)


def test_a_second_person_reviews_and_the_cashier_can_not(window: Window, signed_in: SignIn) -> None:
    window.client.submit("/cash", "/cash/close")
    address = "/cash/sessions/S-000-2026-27-000001"
    assert "/review" not in text_of(window.client.get(address))
    assert window.client.submit("/cash", f"{address}/review").status_code == 403
    supervisor = signed_in("supervisor1")
    assert "S-000-2026-27-000001" in text_of(supervisor.get("/cash/sessions"))
    assert supervisor.submit(address, f"{address}/review", remark="سليم").status_code == 303
    assert "سليم" in text_of(supervisor.get(address))
    assert supervisor.submit(address, f"{address}/review").status_code == 409


def test_another_cashiers_session_is_not_shown(window: Window, signed_in: SignIn) -> None:
    assert signed_in("clerk2").get("/cash/sessions/S-000-2026-27-000001").status_code == 403


def test_a_receipt_is_found_in_any_digits_and_cancelled_by_a_second_person(window: Window, signed_in: SignIn) -> None:
    number = receipt_of(window)
    supervisor = signed_in("supervisor1")
    arabic = number.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    found = supervisor.get("/receipts", query_string={"number": f" {arabic.lower()} "})
    assert found.headers["Location"] == f"/receipts/{number}"
    assert supervisor.get("/receipts?number=R-9").status_code == 404
    assert window.client.submit("/cash", f"/receipts/{number}/cancel", reason="خطأ").status_code == 403
    empty = supervisor.submit(f"/receipts/{number}", f"/receipts/{number}/cancel", reason="")
    assert empty.status_code == 422
    done = supervisor.submit(f"/receipts/{number}", f"/receipts/{number}/cancel", reason="سُجل خطأ")
    assert done.status_code == 303
    assert "X-000-2026-27-000001" in text_of(supervisor.get(f"/receipts/{number}"))
    assert window.count(CounterEntry) == 1


def test_what_was_undone_is_said_in_the_drawer_on_the_request_and_in_the_list_of_certificates(
    window: Window, signed_in: SignIn
) -> None:
    number = receipt_of(window)
    with window.desk.database.reading() as session:
        page = f"/counter/requests/{session.scalars(select(Request.number)).one()}"
    window.client.submit(page, f"{page}/certificates", no_fee_because="توضيحي", paper_language="ar")
    assert "سارية" in text_of(window.client.get("/certificates"))
    supervisor = signed_in("supervisor1")
    supervisor.submit(f"/receipts/{number}", f"/receipts/{number}/cancel", reason="سُجل خطأ")
    assert "رُدَّ من الدرج" in text_of(window.client.get("/cash"))
    request_page = text_of(window.client.get(page))
    assert "X-000-2026-27-000001" in request_page
    assert request_page.count("لم تعد سارية") == 2, "the receipt and the certificate"
    assert "ملغاة" in text_of(window.client.get("/certificates"))


def test_part_of_a_payment_is_given_back(window: Window, signed_in: SignIn) -> None:
    number = receipt_of(window)
    supervisor = signed_in("supervisor1")
    page, action = f"/receipts/{number}", f"/receipts/{number}/refund"
    assert supervisor.submit(page, action, amount="40", reason="خطأ").status_code == 422
    assert supervisor.submit(page, action, amount="7.50", reason="خطأ").status_code == 303
    assert supervisor.submit(page, action, amount="30.01", reason="خطأ").status_code == 422


def test_a_payment_in_two_parts_names_both_on_its_receipt(window: Window) -> None:
    sent = window.send(other_method="card", other_amount="7.50", other_reference="٧٧")
    assert sent.status_code == 303
    with window.desk.database.reading() as session:
        parts = session.execute(select(Tender.amount, Tender.reference).order_by(Tender.amount)).all()
        facts = session.scalars(select(Document.facts).where(Document.kind == DocumentKind.RECEIPT)).one()
    assert parts == [(750, "77"), (3000, "")]
    assert facts["method"] == "نقدي 30.00 + بطاقة / ميزة 7.50"


@pytest.mark.parametrize("other", ["37.50", "40", "x"])
def test_parts_that_do_not_add_up_are_refused(window: Window, other: str) -> None:
    answer = window.send(other_method="card", other_amount=other, other_reference="1")
    assert answer.status_code == 422
    assert window.count(Payment) == 0


def test_an_account_is_opened_charged_paid_and_certified(window: Window, signed_in: SignIn) -> None:
    client = window.client
    opened = client.submit("/accounts", "/accounts", kind="unit", number="١٢", holder="مواطن توضيحي", subject="وحدة")
    address = opened.headers["Location"]
    item = next(item for item in tariff(window.desk, datetime.now(UTC), "rent_payment") if item.amount is None)
    days = {"period_from": "2026-11-01", "period_to": "2026-11-30", "due_on": "2026-11-10"}
    charge = {"service": "rent_payment", f"amount-{item.id}": "200"} | days
    assert client.submit(address, f"{address}/charges", **charge | {"due_on": ""}).status_code == 422
    assert client.submit(address, f"{address}/charges", **charge).status_code == 303
    with window.desk.database.reading() as session:
        from singlewindow.cash.charges import Debtor, unpaid

        account = session.scalars(select(Account)).one()
        (owed,) = unpaid(session, Debtor(account_id=account.id))
    paid = client.submit(address, f"{address}/payments", **{f"pay-{owed.charge.id}": "٥٠"}, method="cash")
    assert paid.status_code == 303
    balance = {"no_fee_because": "توضيحي", "with_balance": "on"}
    assert client.submit(address, f"{address}/certificates", **balance).status_code == 409
    manager = signed_in("manager1")
    assert client.submit(address, f"{address}/complete", since="2026-01-01").status_code == 403
    assert manager.submit(address, f"{address}/complete", since="2026-01-01").status_code == 303
    assert client.submit(address, f"{address}/certificates", **balance).status_code == 303
    assert "C-000-2026-27-000001" in text_of(client.get("/certificates?words=يهمه"))
    assert "C-000" not in text_of(client.get("/certificates?words=zzz"))
    assert client.get("/accounts?kind=unit&number=12").headers["Location"] == address
    assert client.get("/accounts?kind=file&number=12").status_code == 404
    assert client.get("/accounts?kind=boat&number=12").status_code == 422


def test_a_tariff_is_changed_by_two(signed_in: SignIn, desk: Hall) -> None:
    manager, admin = signed_in("manager1"), signed_in("admin1")
    page = "/manage/tariff?service=building_permit_issue"
    day = (datetime.now(UTC) + timedelta(days=40)).date().isoformat()
    wish = {
        "service": "building_permit_issue", "code": "metre", "valid_from": day, "name_ar": "متر", "name_en": "Metre",
        "rule": "per_unit", "figure": "2.50", "source": "قرار توضيحي",
    }  # fmt: skip
    assert manager.submit(page, "/manage/tariff", **wish | {"figure": ""}).status_code == 422
    assert manager.submit(page, "/manage/tariff", **wish).status_code == 303
    with desk.database.reading() as session:
        change = session.scalars(select(TariffChange)).one()
    assert manager.submit(page, f"/manage/tariff/{change.id}/approve").status_code == 403
    assert admin.submit(page, f"/manage/tariff/{change.id}/approve").status_code == 303
    assert "متر" in text_of(admin.get(page))
    assert admin.submit(page, f"/manage/tariff/{change.id}/refuse").status_code == 409


def test_ways_to_pay_are_added_and_changed(signed_in: SignIn, desk: Hall) -> None:
    admin = signed_in("admin1")
    page = "/manage/methods"
    new = {"code": "wallet", "name_ar": "محفظة", "name_en": "Wallet", "ceiling": "1000", "active": "on"}
    assert admin.submit(page, page, **new).status_code == 303
    assert admin.submit(page, page, **new).status_code == 409
    assert admin.submit(page, page, **new | {"code": "é"}).status_code == 422
    with desk.database.reading() as session:
        way = session.scalars(select(PaymentMethod).where(PaymentMethod.code == "wallet")).one()
    assert (way.ceiling, way.active, way.reference_required) == (100_000, True, False)
    changed = {"name_ar": "محفظة", "name_en": "Wallet", "reference_required": "on"}
    assert admin.submit(page, f"{page}/{way.id}", **changed).status_code == 303
    with desk.database.reading() as session:
        way = session.get_one(PaymentMethod, way.id)
    assert (way.ceiling, way.active, way.reference_required) == (None, False, True)


def test_who_takes_no_money_sees_no_drawer(signed_in: SignIn) -> None:
    client = signed_in("receiver1")
    for address in ("/cash", "/accounts", "/receipts", "/certificates", "/cash/sessions", "/manage/methods"):
        assert client.get(address).status_code == 403, address
