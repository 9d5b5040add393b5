"""Health and readiness, on both kinds of database."""

from pathlib import Path

from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect

from kiosk.edge import now
from kiosk.settings import Settings
from singlewindow.documents.lease import pulse
from singlewindow.everything import metadata
from singlewindow.migrations import FOLDER
from wsgi import create_app


def test_readiness_asks_for_migrations_and_a_living_press(database_url: str, tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, database_url=database_url, secret_key="x" * 40)
    app = create_app(settings, strict=True)
    client, database = app.test_client(), app.extensions["database"]
    assert client.get("/healthz").text == "ok\n"
    assert client.get("/readyz").get_json() == {"database": True, "migrations": False, "press": False}
    with app.app_context():
        upgrade(str(FOLDER))
        assert set(inspect(database.engine).get_table_names()) == set(metadata.tables) | {"alembic_version"}
    assert client.get("/readyz").status_code == 503
    with database.writing() as work:
        pulse(work, "press", now())
    assert client.get("/readyz").get_json() == {"database": True, "migrations": True, "press": True}
    with app.app_context():
        downgrade(str(FOLDER), revision="base")
        assert inspect(database.engine).get_table_names() == ["alembic_version"]
    database.engine.dispose()


def test_the_migrations_make_what_the_records_say(database_url: str, tmp_path: Path) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.runtime.migration import MigrationContext

    app = create_app(Settings(data_dir=tmp_path, database_url=database_url, secret_key="x" * 40))
    engine = app.extensions["database"].engine
    with app.app_context():
        upgrade(str(FOLDER))
        with engine.connect() as connection:
            assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()
