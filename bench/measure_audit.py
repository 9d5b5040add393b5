"""What a note of the audit costs: transactions with one, as a ratio to the same transactions without."""

import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import create_engine, text

from singlewindow.audit.actions import Action
from singlewindow.audit.anchors import anchors_in
from singlewindow.audit.note import note
from singlewindow.audit.verify import verify
from singlewindow.database import Database, prepare_sqlite
from singlewindow.everything import metadata
from tests.servers import PostgresServer


def main(quick: bool) -> int:
    """Print the cost on both engines; give 1 for each chain that does not hold."""
    with tempfile.TemporaryDirectory() as folder, PostgresServer() as server:
        urls = (f"sqlite:///{folder}/bench.sqlite", server.new_database())
        return sum(_measure(url, Path(folder), 50 if quick else 500) for url in urls)


def _measure(url: str, folder: Path, rounds: int) -> int:
    engine = create_engine(url)
    prepare_sqlite(engine)
    metadata.create_all(engine)
    database = Database(engine, audit_key=b"bench")
    _time(database, rounds // 5, noted=True)
    bare, noted = _time(database, rounds, noted=False), _time(database, rounds, noted=True)
    began = time.perf_counter()
    with database.reading() as session:
        verdict = verify(session, b"bench", anchors_in(folder))
    each = (time.perf_counter() - began) / max(1, verdict.entries)
    print(
        f"audit on {engine.dialect.name}: a bare transaction {bare * 1000:.2f} ms, with a note {noted * 1000:.2f} ms "
        f"({noted / bare:.1f} ×); verified {1 / each:,.0f} entries/s"
    )
    engine.dispose()
    return 0 if verdict.holds else 1


def _time(database: Database, rounds: int, noted: bool) -> float:
    """Give the seconds of one transaction."""
    began = time.perf_counter()
    for _ in range(rounds):
        with database.writing() as work:
            work.session.execute(text("UPDATE audit_head SET seal = seal"))
            if noted:
                note(work, Action.PAYMENT, None, None, "R-1", datetime.now(UTC), amount=1)
    return (time.perf_counter() - began) / rounds
