"""What money wrote stays: the database itself refuses to change or delete it, tried with plain SQL."""

from datetime import datetime
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from singlewindow.cash.accounts import Holder, charge_account, open_account
from singlewindow.cash.certificate import CertificateWish, certify
from singlewindow.cash.charges import Debtor, unpaid, withdraw
from singlewindow.cash.counter_entries import GiveBack, refund
from singlewindow.cash.records import AccountKind, RequestRefund
from singlewindow.cash.sessions import close_session, review_session
from singlewindow.field_visits.records import KEPT
from tests.cast import Hall, new_key
from tests.singlewindow.at_the_window import open_drawer, receive_and_pay, the_request
from tests.singlewindow.paper_key import PaperKey
from tests.singlewindow.test_accounts import month, rent

FORBIDDEN = (
    "UPDATE payment SET amount = 1",
    "UPDATE payment SET cashier_id = window_id",
    "DELETE FROM payment",
    "UPDATE tender SET amount = 1",
    "DELETE FROM tender",
    "UPDATE paid_charge SET amount = 1",
    "DELETE FROM paid_charge",
    "UPDATE charge SET amount = 1",
    "DELETE FROM charge",
    "UPDATE charge_withdrawal SET reason = 'x'",
    "DELETE FROM charge_withdrawal",
    "UPDATE certificate SET number = 'x'",
    "DELETE FROM certificate",
    "UPDATE counter_entry SET amount = 1",
    "DELETE FROM counter_entry",
    "UPDATE request_refund SET request_id = entry_id",
    "DELETE FROM request_refund",
    "UPDATE certificate_payment SET payment_id = certificate_id",
    "DELETE FROM certificate_payment",
    "UPDATE cash_session SET opening_float = 1",
    "UPDATE cash_session SET counted = 1, expected = 1",
    "UPDATE cash_session SET closed_at = NULL, counted = NULL",
    "UPDATE cash_session SET review = 'x'",
    "DELETE FROM cash_session",
    "UPDATE cash_count SET count = 9",
    "DELETE FROM cash_count",
    "UPDATE tariff_item SET amount = 1 WHERE amount IS NOT NULL",
    "DELETE FROM tariff_item",
)
OF_FIELD_VISITS = {record.__tablename__ for record, *_ in KEPT}  # tried by tests of their own
REPLACED = "INSERT OR REPLACE INTO {0} SELECT * FROM {0}"
TABLES = {statement.split("FROM ")[1] for statement in FORBIDDEN if statement.startswith("DELETE")}
GUARDED = {
    "sqlite": "SELECT DISTINCT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'keep_%'",
    "postgresql": "SELECT DISTINCT relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
    "WHERE tgname LIKE 'keep_%'",
}


def withdraw_rent(hall: Hall, clerk: UUID, supervisor: UUID, now: datetime) -> None:
    """Charge an account by mistake and withdraw the charge."""
    account = hall.do(open_account, hall.center_id, AccountKind.UNIT, "12", Holder("مواطن توضيحي"), clerk, now)
    hall.do(charge_account, account, "rent_payment", {rent(hall, now): 20_000}, month(1), clerk, now)
    with hall.database.reading() as session:
        (owed,) = unpaid(session, Debtor(account_id=account.id))
    hall.do(withdraw, owed.charge.id, supervisor, "خطأ", now)


@pytest.fixture
def day_done(hall: Hall, now: datetime) -> Hall:
    """A day with a payment, a certificate, a charge withdrawn, a refund a request asked for, a count and a review."""
    hall.take_ticket(now)
    clerk, supervisor = hall.seat("clerk1", 1), hall.staff("supervisor1")
    hall.serve(clerk, now)
    number = open_drawer(hall, clerk, now)
    payment = receive_and_pay(hall, clerk, now)
    withdraw_rent(hall, clerk, supervisor, now)
    wanted = CertificateWish(new_key(), "", "", "ar", "http://localhost", PaperKey(), no_fee_because="توضيحي")
    hall.do(certify, the_request(hall), clerk, wanted, now)
    back = hall.do(refund, hall.center_id, payment.receipt_number, supervisor, 3700, GiveBack(new_key(), "خطأ"), now)
    with hall.database.writing() as work:
        work.add(RequestRefund(request_id=the_request(hall).id, entry_id=back.id))
    hall.do(close_session, clerk, {50: 1}, "", now)
    hall.do(review_session, hall.center_id, number, supervisor, "", now)
    return hall


def test_plain_sql_changes_nothing_that_money_wrote(day_done: Hall) -> None:
    for statement in FORBIDDEN:
        with pytest.raises(DatabaseError, match="append-only"), day_done.database.engine.begin() as connection:
            connection.execute(text(statement))


def test_no_row_is_replaced_and_no_table_emptied(day_done: Hall) -> None:
    engine = day_done.database.engine
    forbidden = "TRUNCATE {0} CASCADE" if engine.dialect.name == "postgresql" else REPLACED
    for table in TABLES:
        with pytest.raises(DatabaseError, match="append-only"), engine.begin() as connection:
            connection.execute(text(forbidden.format(table)))


def test_a_row_of_another_key_takes_no_place_by_its_number(day_done: Hall) -> None:
    engine = day_done.database.engine
    if engine.dialect.name == "postgresql":
        return
    with engine.connect() as connection:
        columns = [row[1] for row in connection.execute(text("PRAGMA table_info(payment)"))]
    others = ", ".join("randomblob(16)" if name == "id" else name for name in columns)
    with pytest.raises(DatabaseError, match="append-only"), engine.begin() as connection:
        connection.execute(text(f"INSERT OR REPLACE INTO payment SELECT {others} FROM payment"))


def test_every_statement_would_have_met_a_row(day_done: Hall) -> None:
    with day_done.database.engine.connect() as connection:
        counts = {name: connection.scalar(text(f"SELECT count(*) FROM {name}")) for name in TABLES}
    assert all(counts.values()), counts


def test_each_table_that_is_guarded_is_tried(day_done: Hall) -> None:
    with day_done.database.engine.connect() as connection:
        guarded = set(connection.scalars(text(GUARDED[connection.dialect.name])))
    assert guarded == TABLES | OF_FIELD_VISITS


def test_a_tariff_item_ends_once(day_done: Hall) -> None:
    end = text("UPDATE tariff_item SET valid_to = :day WHERE code = (SELECT min(code) FROM tariff_item)")
    with day_done.database.engine.begin() as connection:
        connection.execute(end, {"day": "2027-01-01"})
    with pytest.raises(DatabaseError, match="append-only"), day_done.database.engine.begin() as connection:
        connection.execute(end, {"day": "2027-02-01"})
