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
    with engine.connect() as connection, unchecked(connection):
        context.configure(connection=connection, target_metadata=metadata, render_as_batch=True, user_module_prefix="")
        with context.begin_transaction():
            context.run_migrations()


@contextmanager
def unchecked(connection: Connection) -> Iterator[None]:
    """Let SQLite rebuild tables that rows of others point at (sqlite.org/lang_altertable, section 7)."""
    if connection.dialect.name != "sqlite":
        yield
        return
    driver = connection.connection.cursor()
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys=ON")
        driver.close()


migrate()
