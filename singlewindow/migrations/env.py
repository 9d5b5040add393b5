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
    with engine.connect() as connection:
        context.configure(connection=connection, target_metadata=metadata, render_as_batch=True, user_module_prefix="")
        with _tables_may_be_rebuilt(connection), context.begin_transaction():
            context.run_migrations()


@contextmanager
def _tables_may_be_rebuilt(connection: Connection) -> Iterator[None]:
    """Let SQLite rebuild a table that others refer to: its checks of keys rest meanwhile, as its guide says."""
    if connection.dialect.name != "sqlite":
        yield
        return
    own = connection.connection.driver_connection
    assert own is not None
    own.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        own.execute("PRAGMA foreign_keys=ON")


migrate()
