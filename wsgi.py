"""The doorway: joins settings, database, pages, screens and press, and does nothing else."""

import os
from pathlib import Path
from typing import Any

from flask import Flask
from flask.cli import FlaskGroup
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from werkzeug.middleware.proxy_fix import ProxyFix

import display
import display.commands
import kiosk
import kiosk.commands
import printing.commands
from kiosk.edge import now
from kiosk.secret import secret_key
from kiosk.settings import Settings, load_settings
from printing.archive import Archive
from printing.libraries import missing_packages
from printing.pool import RenderPool
from printing.press import Press
from singlewindow.database import Database, prepare_sqlite
from singlewindow.demonstration.fill import SIGN_IN
from singlewindow.everything import metadata
from singlewindow.migrations import FOLDER
from singlewindow.requests.scans import ScanStore

LARGEST_BODY = 256 * 1024
CONNECTIONS = 16


def create_app(settings: Settings | None = None, strict: bool = False) -> Flask:
    """Build the application. `settings` come from the environment when not given; `strict` is for tests."""
    settings = settings or load_settings()
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    app = Flask("kiosk")
    app.config.from_mapping(_configuration(settings))
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    database = _database(app, strict)
    archive = Archive(settings.data_dir / "papers")
    app.extensions.update(
        database=database,
        archive=archive,
        scans=ScanStore(settings.data_dir / "scans"),
        missing_packages=missing_packages,
        factory=lambda: create_app(settings, strict),
    )
    kiosk.register(app)
    display.register(app, database)
    _join_press(app, settings, database, archive)
    for commands in (kiosk.commands, display.commands, printing.commands):
        commands.register(app)
    return app


def _configuration(settings: Settings) -> dict[str, Any]:
    return {
        "SECRET_KEY": settings.secret_key or secret_key(settings.data_dir),
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": {"pool_size": CONNECTIONS, "max_overflow": 0},
        "PUBLIC_URL": settings.public_url,
        "DEMONSTRATION": SIGN_IN if settings.demonstration else None,
        "MAX_CONTENT_LENGTH": LARGEST_BODY,
        "WTF_CSRF_TIME_LIMIT": None,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": settings.secure_cookies,
        "BABEL_TRANSLATION_DIRECTORIES": str(Path(kiosk.__file__).parent / "translations"),
        "VOICES": settings.data_dir / "voices",
        "SERVER": {"host": settings.host, "port": settings.port, "threads": settings.threads},
    }


def _database(app: Flask, strict: bool) -> Database:
    db = SQLAlchemy(app, metadata=metadata)
    Migrate(app, db, directory=str(FOLDER))
    with app.app_context():
        prepare_sqlite(db.engine)
        return Database(db.engine, strict)


def _join_press(app: Flask, settings: Settings, database: Database, archive: Archive) -> None:
    def press() -> Press:
        pool = RenderPool(settings.press_workers)
        return Press(database, pool, archive, now, f"press-{os.getpid()}", settings.press_workers)

    app.extensions["press"] = press
    app.extensions["press_inside"] = settings.press == "inside"


def main() -> None:
    """Run the command `shubbak`; wrong settings stop it in words."""
    try:
        load_settings()
    except ValueError as wrong:
        raise SystemExit(f"shubbak: {wrong}") from wrong
    FlaskGroup(create_app=create_app, add_default_commands=False).main(prog_name="shubbak")
