"""Alembic's entry: the same metadata and engine as the application's."""

from collections.abc import Iterator
from contextlib import contextmanager

from alembic import context
from flask import current_app
from sqlalchemy import Connection

from singlewindow.everything import metadata

engine = current_app.extensions["migrate"].db.engine


def migrate() -> None:
    """Run the migrations in one transaction; SQLite's tables are rebuilt in batches."""
    with engine.connect() as connection, rebuilding(connection):
        context.configure(connection=connection, target_metadata=metadata, render_as_batch=True, user_module_prefix="")
        with context.begin_transaction():
            context.run_migrations()
            require_whole(connection)


@contextmanager
def rebuilding(connection: Connection) -> Iterator[None]:
    """Let SQLite's tables be rebuilt while others point to them (https://sqlite.org/lang_altertable.html, 7)."""
    file = connection.connection if connection.dialect.name == "sqlite" else None
    if file:
        file.execute("PRAGMA foreign_keys=OFF")
    yield
    if file:
        file.execute("PRAGMA foreign_keys=ON")


def require_whole(connection: Connection) -> None:
    """Raise RuntimeError, so that nothing is committed, when a row of SQLite points to a row that is gone."""
    if connection.dialect.name != "sqlite":
        return
    if lost := connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall():
        raise RuntimeError(f"rows point to rows that are gone: {lost[:5]}")


migrate()
