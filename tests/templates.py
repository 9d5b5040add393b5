"""Databases made once for all tests: with all tables, or with the demonstration as well; each test gets a copy."""

import shutil
from enum import StrEnum
from pathlib import Path

from sqlalchemy import create_engine

from singlewindow.database import Database, prepare_sqlite
from singlewindow.demonstration.fill import fill
from singlewindow.everything import metadata
from tests.servers import PostgresServer


class Content(StrEnum):
    """What a database holds when a test gets it."""

    NOTHING = "nothing"
    TABLES = "tables"
    DEMONSTRATION = "demonstration"


class Templates:
    """Makes each template when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._servers: dict[tuple[PostgresServer, Content], str] = {}

    def sqlite(self, content: Content, file: Path) -> str:
        """Put a database with some content into a new file and give its address."""
        address = f"sqlite:///{file}"
        if content is not Content.NOTHING:
            template = self._folder / f"{content}.sqlite"
            if not template.exists():
                part = template.with_suffix(".part")
                _make(f"sqlite:///{part}", content)
                part.rename(template)
            shutil.copy(template, file)
        return address

    def postgresql(self, content: Content, server: PostgresServer) -> str:
        """Make a new database with some content on a server and give its address."""
        if content is Content.NOTHING:
            return server.new_database()
        if (server, content) not in self._servers:
            address = server.new_database()
            _make(address, content)
            self._servers[server, content] = address.rpartition("/")[2]
        return server.new_database(self._servers[server, content])


def _make(address: str, content: Content) -> None:
    engine = create_engine(address)
    prepare_sqlite(engine)
    metadata.create_all(engine)
    if content is Content.DEMONSTRATION:
        with Database(engine, strict=True).writing() as work:
            fill(work)
    engine.dispose()
