"""The database as the rules see it: reading, and writing in one transaction whose news is told once it stands."""

import fcntl
import os
import threading
import weakref
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from sqlite3 import Connection as SqliteConnection
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.orm import Session, sessionmaker

from singlewindow.news import News, Newsroom, Told
from singlewindow.places.clock import day_number

SQLITE_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=15000")


@dataclass
class Work:
    """One transaction's session and the news to tell after its commit. `audit_key` seals what is noted in it."""

    session: Session
    audit_key: bytes = b""
    news: list[News] = field(default_factory=list)

    def add(self, record: object) -> None:
        """Put a new record into the transaction."""
        self.session.add(record)

    def tell(self, news: News) -> None:
        """Keep news to be delivered after the commit."""
        self.news.append(news)


class Database:
    """Reads and writes over one engine. `strict` news raises a listener's failure (tests)."""

    def __init__(self, engine: Engine, strict: bool = False, audit_key: bytes = b"") -> None:
        self.engine = engine
        self.audit_key = audit_key
        self._sessions = sessionmaker(engine, expire_on_commit=False)
        self._newsroom = Newsroom(strict)
        self._writer = _writer_of(engine)

    def listen(self, kind: type[Told], listener: Callable[[Told], None]) -> None:
        """Call `listener` with each piece of committed news of `kind`."""
        self._newsroom.listen(kind, listener)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session whose changes are thrown away."""
        with self._sessions() as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Work]:
        """One transaction. It stands or falls as a whole; its news is told once it stands."""
        with self._writer(), self._sessions() as session:
            session.connection(execution_options={"writing": True})
            work = Work(session, self.audit_key)
            yield work
            session.commit()
        self._newsroom.deliver(work.news)


def prepare_sqlite(engine: Engine) -> None:
    """Make SQLite durable, let a writer take its lock at once (`BEGIN IMMEDIATE`), teach it the days of Cairo."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_pragmas)
        event.listen(engine, "begin", _begin)


def _set_pragmas(connection: SqliteConnection, _record: Any) -> None:
    connection.isolation_level = None
    for pragma in SQLITE_PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    connection.create_function("cairo_day", 1, day_number, deterministic=True)


def _begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _writer_of(engine: Engine) -> Callable[[], AbstractContextManager[None]]:
    if engine.dialect.name != "sqlite":
        return nullcontext
    return _OneWriter(engine.url.database).turn


class _OneWriter:
    """Queues the writers of all threads, and of all processes on the same file, since SQLite's own wait sleeps."""

    def __init__(self, file: str | None) -> None:
        self._threads = threading.Lock()
        self._file = (
            None if file in (None, "", ":memory:") else os.open(f"{file}-writer", os.O_CREAT | os.O_RDWR, 0o600)
        )
        if self._file is not None:
            weakref.finalize(self, os.close, self._file)

    @contextmanager
    def turn(self) -> Iterator[None]:
        with self._threads:
            if self._file is not None:
                fcntl.flock(self._file, fcntl.LOCK_EX)
            try:
                yield
            finally:
                if self._file is not None:
                    fcntl.flock(self._file, fcntl.LOCK_UN)
