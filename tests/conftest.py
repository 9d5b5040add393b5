"""What the tests share: databases of both kinds, the application, a cast of people, a browser."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask
from playwright.sync_api import Browser
from sqlalchemy import create_engine
from time_machine import travel

from kiosk.limits import limiter
from kiosk.settings import Settings
from singlewindow.database import Database, prepare_sqlite
from singlewindow.people import passwords
from tests.browser import open_chromium
from tests.cast import Hall
from tests.client import CheckedClient
from tests.servers import PostgresServer
from tests.templates import Content, Templates
from wsgi import create_app

NOON = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long, so that no process is left with it when the others have ended."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


@pytest.fixture(scope="session", autouse=True)
def _quick_passwords() -> None:
    """Hash passwords with the least work, so that a cast of people costs little."""
    passwords.hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory, _quick_passwords: None) -> Templates:
    """Databases made once, copied for each test."""
    return Templates(tmp_path_factory.mktemp("templates"))


@pytest.fixture
def now() -> datetime:
    """A Tuesday noon in Cairo, within opening hours."""
    return NOON


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A PostgreSQL server of the tests' own, on a free port."""
    with PostgresServer() as server:
        yield server


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path, templates: Templates) -> str:
    """The address of a database of each kind: empty, with what `database` and `hall` promise when the test asks so."""
    asked = request.fixturenames
    with_tables = Content.TABLES if "database" in asked else Content.NOTHING
    content = Content.DEMONSTRATION if "hall" in asked else with_tables
    if request.param == "sqlite":
        return templates.sqlite(content, tmp_path / "test.sqlite")
    return templates.postgresql(content, request.getfixturevalue("postgres"))


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A database of each kind with all tables."""
    engine = create_engine(database_url, pool_size=40)
    prepare_sqlite(engine)
    yield Database(engine, strict=True)
    engine.dispose()


@pytest.fixture
def hall(database: Database) -> Hall:
    """The demonstration in a database of each kind, with its center, services and clerks at hand."""
    return Hall(database)


@pytest.fixture
def _from_noon() -> Iterator[None]:
    """Let the application's clock go on from NOON: no test of a page depends on the hour at which it runs."""
    with travel(NOON, tick=True):
        yield


@pytest.fixture
def app(tmp_path: Path, templates: Templates, _from_noon: None) -> Iterator[Flask]:
    """The application over a filled SQLite demonstration, at noon; no press works beside it."""
    templates.sqlite(Content.DEMONSTRATION, tmp_path / "shubbak.sqlite")
    settings = Settings(data_dir=tmp_path, demonstration=True, secret_key="x" * 40)
    app = create_app(settings, strict=True)
    app.test_client_class = CheckedClient
    with app.app_context():
        limiter.reset()
        app.extensions["keyring"].make_first(NOON)
    yield app
    app.extensions["database"].engine.dispose()


@pytest.fixture
def client(app: Flask) -> CheckedClient:
    """A browser of the application that checks every page it fetches."""
    client = app.test_client()
    assert isinstance(client, CheckedClient)
    return client


@pytest.fixture
def desk(app: Flask) -> Hall:
    """The application's demonstration as rules see it."""
    return Hall(app.extensions["database"])


@pytest.fixture
def signed_in(app: Flask) -> Callable[[str], CheckedClient]:
    """Give a browser in which someone of the demonstration is signed in."""

    def sign_in(username: str = "clerk1") -> CheckedClient:
        client = app.test_client()
        assert isinstance(client, CheckedClient)
        client.sign_in(username)
        return client

    return sign_in


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A headless Chromium."""
    with open_chromium() as browser:
        yield browser
