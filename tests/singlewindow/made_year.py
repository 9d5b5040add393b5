"""A small made-up winter of the governorate in a database of each kind, made once for all tests that only read it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import create_engine

from singlewindow.database import Database, prepare_sqlite
from singlewindow.demonstration.year.simulate import Made, YearWish, simulate_year

WISH = YearWish(2026, seed=7, scale=0.012)
UNTIL = datetime(2026, 3, 12, 10, tzinfo=UTC)


@dataclass(frozen=True)
class Winter:
    """A database with the winter, and what was said while it was made."""

    database: Database
    told: list[Made]


def opened(address: str) -> Iterator[Database]:
    """Give a database by its address, and close it."""
    engine = create_engine(address)
    prepare_sqlite(engine)
    yield Database(engine, strict=True)
    engine.dispose()


def winter(database: Database, wish: YearWish = WISH, until: datetime = UNTIL) -> Winter:
    """Make the winter."""
    return Winter(database, list(simulate_year(database, wish, until)))


def content(file: Path, table: str) -> list[tuple[object, ...]]:
    """Give all rows of a table of an SQLite file, in no order that matters."""
    engine = create_engine(f"sqlite:///{file}")
    with engine.connect() as connection:
        rows = [tuple(row) for row in connection.exec_driver_sql(f"SELECT * FROM {table}")]
    engine.dispose()
    return sorted(rows, key=repr)
