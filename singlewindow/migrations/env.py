"""Alembic's entry: the same metadata and engine as the application's."""

from alembic import context
from flask import current_app

from singlewindow.everything import metadata

engine = current_app.extensions["migrate"].db.engine


def migrate() -> None:
    """Run the migrations in one transaction; SQLite's tables are rebuilt in batches."""
    with engine.connect() as connection:
        context.configure(connection=connection, target_metadata=metadata, render_as_batch=True, user_module_prefix="")
        with context.begin_transaction():
            context.run_migrations()


migrate()
