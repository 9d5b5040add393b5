"""What money wrote stays: the database itself refuses to change or delete it, tried with plain SQL."""

from datetime import datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from singlewindow.cash.counter_entries import GiveBack, refund
from singlewindow.cash.sessions import close_session, review_session
from tests.cast import Hall, new_key
from tests.singlewindow.at_the_window import open_drawer, receive_and_pay

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
    "UPDATE counter_entry SET amount = 1",
    "DELETE FROM counter_entry",
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


@pytest.fixture
def day_done(hall: Hall, now: datetime) -> Hall:
    """A day with a payment, a refund, a count and a review."""
    hall.take_ticket(now)
    clerk, supervisor = hall.seat("clerk1", 1), hall.staff("supervisor1")
    hall.serve(clerk, now)
    number = open_drawer(hall, clerk, now)
    payment = receive_and_pay(hall, clerk, now)
    hall.do(refund, hall.center_id, payment.receipt_number, supervisor, 3700, GiveBack(new_key(), "خطأ"), now)
    hall.do(close_session, clerk, {50: 1}, "", now)
    hall.do(review_session, hall.center_id, number, supervisor, "", now)
    return hall


def test_plain_sql_changes_nothing_that_money_wrote(day_done: Hall) -> None:
    for statement in FORBIDDEN:
        with pytest.raises(DatabaseError, match="append-only"), day_done.database.engine.begin() as connection:
            connection.execute(text(statement))


def test_every_statement_would_have_met_a_row(day_done: Hall) -> None:
    tables = {statement.split("FROM ")[1] for statement in FORBIDDEN if statement.startswith("DELETE")}
    with day_done.database.engine.connect() as connection:
        counts = {name: connection.scalar(text(f"SELECT count(*) FROM {name}")) for name in tables}
    assert all(counts.values()), counts


def test_a_tariff_item_ends_once(day_done: Hall) -> None:
    end = text("UPDATE tariff_item SET valid_to = :day WHERE code = (SELECT min(code) FROM tariff_item)")
    with day_done.database.engine.begin() as connection:
        connection.execute(end, {"day": "2027-01-01"})
    with pytest.raises(DatabaseError, match="append-only"), day_done.database.engine.begin() as connection:
        connection.execute(end, {"day": "2027-02-01"})
