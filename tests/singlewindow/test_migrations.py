"""The migrations over a database with people, tickets and money in it, back and forth, on both engines."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DatabaseError

from kiosk.settings import Settings
from singlewindow.cash.counter_entries import given_back, payment_by_receipt
from singlewindow.database import Database
from singlewindow.demonstration.fill import fill
from singlewindow.everything import metadata
from singlewindow.migrations import FOLDER
from tests.cast import Hall
from tests.singlewindow.at_the_window import receive_and_pay
from wsgi import create_app

TRIGGERS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
}


@pytest.fixture
def migrated(database_url: str, tmp_path: Path, now: datetime) -> Flask:
    """An application whose database was made by the migrations and holds a payment."""
    app = create_app(Settings(data_dir=tmp_path, database_url=database_url, secret_key="x" * 40), strict=True)
    database: Database = app.extensions["database"]
    with app.app_context():
        upgrade(str(FOLDER))
    hall = Hall(database)
    hall.do(fill)
    hall.take_ticket(now)
    clerk = hall.seat("clerk1", 1)
    hall.serve(clerk, now)
    receive_and_pay(hall, clerk, now)
    return app


def test_money_survives_the_way_back_and_forth(migrated: Flask) -> None:
    database: Database = migrated.extensions["database"]
    with migrated.app_context():
        downgrade(str(FOLDER), revision="0003")
        upgrade(str(FOLDER))
    hall = Hall(database)
    with database.reading() as session:
        payment = payment_by_receipt(session, hall.center_id, "R-000-2026-27-000001")
        assert (payment.amount, given_back(session, payment.id)) == (3750, 0)
        assert session.scalar(text("SELECT sum(amount) FROM tender")) == 3750
        assert session.scalar(text("SELECT sum(amount) FROM paid_charge")) == 3750
    database.engine.dispose()


def _guards(triggers: Iterable[str]) -> set[str]:
    """Triggers that keep rows or break seals, but for those on emptied tables, which SQLite doesn't know."""
    return {name for name in triggers if name.startswith(("keep_", "unseal_")) and not name.endswith("_truncate")}


def test_the_migrations_guard_what_the_records_guard(migrated: Flask, tmp_path: Path) -> None:
    made: Database = migrated.extensions["database"]
    by_records = create_engine(f"sqlite:///{tmp_path / 'records.sqlite'}")
    metadata.create_all(by_records)
    with made.reading() as session, by_records.connect() as connection:
        guards = _guards(session.scalars(text(TRIGGERS[made.engine.dialect.name])))
        assert guards == _guards(connection.scalars(text(TRIGGERS["sqlite"])))
        assert len(guards) > 40
    by_records.dispose()
    with pytest.raises(DatabaseError, match="append-only"), made.engine.begin() as connection:
        connection.execute(text("UPDATE payment SET amount = 1"))
    made.engine.dispose()
