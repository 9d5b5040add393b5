"""What a made-up year costs: its rows a second on both engines, as a ratio to bare rows over the same driver."""

import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, create_engine, func, select

from singlewindow.database import Database, prepare_sqlite
from singlewindow.demonstration.fill import fill
from singlewindow.demonstration.year.rows import ORDER
from singlewindow.demonstration.year.simulate import YearWish, simulate_year
from singlewindow.demonstration.year.volume import RECEIVED
from singlewindow.everything import metadata
from singlewindow.requests.records import Request
from tests.servers import PostgresServer

YEAR = 2026
NOON = datetime(YEAR + 1, 1, 5, 10, tzinfo=UTC)
FEBRUARY = datetime(YEAR, 1, 31, 22, tzinfo=UTC)
BARE = 100_000


def main(quick: bool) -> int:
    """Print the cost on both engines; give 1 for each on which January is not received as announced."""
    scale = 0.005 if quick else 0.1
    with tempfile.TemporaryDirectory() as folder, PostgresServer() as server:
        urls = (f"sqlite:///{Path(folder) / 'year.sqlite'}", server.new_database())
        return sum(_measure(url, scale) for url in urls)


def made_database(url: str, scale: float) -> Database:
    """Give a new database with a made-up year of a scale."""
    engine = create_engine(url)
    prepare_sqlite(engine)
    metadata.create_all(engine)
    database = Database(engine)
    with database.writing() as work:
        fill(work)
    for _ in simulate_year(database, YearWish(YEAR, 1, scale), NOON):
        pass
    return database


def _measure(url: str, scale: float) -> int:
    began = time.perf_counter()
    database = made_database(url, scale)
    spent = time.perf_counter() - began
    with database.reading() as session:
        rows = sum(session.scalar(select(func.count()).select_from(record)) or 0 for record in ORDER)
        of_january = session.scalar(select(func.count()).where(Request.received_at < FEBRUARY))
    with database.engine.begin() as connection:
        floor = _bare_rows_a_second(connection)
    database.engine.dispose()
    print(
        f"made-up year at {scale} on {database.engine.dialect.name}: {rows:,} rows in {spent:.0f} s, "
        f"{rows / spent:,.0f} a second (bare rows {floor:,.0f} a second, {floor / (rows / spent):.1f} ×)"
    )
    return int(of_january != round(RECEIVED * scale))


def _bare_rows_a_second(connection: Connection) -> float:
    connection.exec_driver_sql("CREATE TABLE bare (id INTEGER PRIMARY KEY, a TEXT, b TEXT, c TEXT)")
    rows = [(n, "a" * 36, "b" * 36, "c" * 20) for n in range(BARE)]
    began = time.perf_counter()
    if connection.dialect.name == "postgresql":
        driver = connection.connection.driver_connection
        with driver.cursor() as cursor, cursor.copy("COPY bare FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
    else:
        connection.exec_driver_sql("INSERT INTO bare VALUES (?, ?, ?, ?)", rows)
    return BARE / (time.perf_counter() - began)
