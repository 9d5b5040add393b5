"""The doorway: joins settings, database, pages, screens and press, and does nothing else."""

import os
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

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
import printing.printers.commands
from kiosk.edge import now
from kiosk.proof.keyring import Keyring
from kiosk.reports.making import make_export
from kiosk.secret import kept_key
from kiosk.settings import Settings, load_settings
from printing.archive import Archive
from printing.archive_watch import ArchiveWatch
from printing.delivery import Delivery
from printing.exports import ExportLane
from printing.libraries import missing_packages
from printing.pool import RenderPool, asker
from printing.press import Press
from printing.preview import picture
from printing.printers.addresses import printer_at
from printing.proof.authority import make_illustrative_seal
from printing.proof.files import SealToken, seal_files
from singlewindow.database import Database, prepare_sqlite
from singlewindow.demonstration.fill import SIGN_IN
from singlewindow.everything import metadata
from singlewindow.field_visits.camera_data import FOLDER as VISIT_PICTURES
from singlewindow.migrations import FOLDER
from singlewindow.people.signing_in import SessionLimits
from singlewindow.people.vault import Vault
from singlewindow.requests.scans import ScanStore

LARGEST_BODY = 256 * 1024
CONNECTIONS = 16
T = TypeVar("T")


def create_app(settings: Settings | None = None, strict: bool = False) -> Flask:
    """Build the application. `settings` come from the environment when not given; `strict` is for tests."""
    settings = settings or load_settings()
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    app = Flask("kiosk")
    app.config.from_mapping(_configuration(settings))
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    database = _database(app, settings, strict)
    archive = Archive(settings.data_dir / "papers")
    app.extensions.update(
        database=database,
        archive=archive,
        keyring=Keyring(settings.data_dir / "keys"),
        vault=Vault(kept_key(settings.data_dir, "vault-key").encode()),
        scans=ScanStore(settings.data_dir / "scans"),
        visit_pictures=ScanStore(settings.data_dir / "logos" / VISIT_PICTURES),
        missing_packages=missing_packages,
        make_illustrative_seal=lambda: make_illustrative_seal(settings.data_dir / "keys", now()),
        logos=settings.data_dir / "logos",
        paper_picture=partial(picture, logos=settings.data_dir / "logos"),
        factory=lambda: create_app(settings, strict),
    )
    kiosk.register(app)
    display.register(app, database)
    _join_press(app, settings, database, archive)
    for commands in (kiosk.commands, display.commands, printing.commands, printing.printers.commands):
        commands.register(app)
    return app


def _configuration(settings: Settings) -> dict[str, Any]:
    return {
        "SECRET_KEY": settings.secret_key or kept_key(settings.data_dir, "secret-key"),
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": {"pool_size": CONNECTIONS, "max_overflow": 0},
        "PUBLIC_URL": settings.public_url,
        "DATA_DIR": settings.data_dir,
        "SECOND_STEP": not settings.demonstration,
        "SESSIONS": SessionLimits(
            timedelta(minutes=settings.session_idle_minutes), timedelta(hours=settings.session_hours)
        ),
        "DEMONSTRATION": SIGN_IN if settings.demonstration else None,
        "MAX_CONTENT_LENGTH": LARGEST_BODY,
        "WTF_CSRF_TIME_LIMIT": None,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": settings.secure_cookies,
        "BABEL_TRANSLATION_DIRECTORIES": str(Path(kiosk.__file__).parent / "translations"),
        "VOICES": settings.data_dir / "voices",
        "SERVER": {"host": settings.host, "port": settings.port, "threads": settings.threads},
    }


def _database(app: Flask, settings: Settings, strict: bool) -> Database:
    db = SQLAlchemy(app, metadata=metadata)
    Migrate(app, db, directory=str(FOLDER))
    with app.app_context():
        prepare_sqlite(db.engine)
        return Database(db.engine, strict, kept_key(settings.data_dir, "audit-key").encode())


def _join_press(app: Flask, settings: Settings, database: Database, archive: Archive) -> None:
    spool = settings.data_dir / "spool"
    keys, token = settings.data_dir / "keys", _token(settings)
    seal = seal_files(keys, settings.signing_p12, settings.signing_p12_password_file, token)

    def press() -> Press:
        pool = RenderPool(settings.press_workers, settings.data_dir / "logos")
        beside = (
            Delivery(database, archive, now, lambda address: printer_at(address, spool, asker(pool))),
            ArchiveWatch(database, archive, now),
        )
        lane = ExportLane(database, now, partial(make_export, app, database), settings.data_dir / "exports")
        name, hands = f"press-{os.getpid()}", settings.press_workers
        return Press(database, pool, archive, now, name, hands, beside, seal, [lane])

    app.extensions["spool"] = spool
    app.extensions["press"] = press
    app.extensions["press_inside"] = settings.press == "inside"


def _token(settings: Settings) -> SealToken:
    module, pin_file = (str(path or "") for path in (settings.signing_pkcs11_module, settings.signing_pkcs11_pin_file))
    return SealToken(module, settings.signing_pkcs11_token, pin_file, settings.signing_pkcs11_label)


def main() -> None:
    """Run the command `shubbak`; wrong settings, and keys that others can read, stop it in words."""
    _or_stop(load_settings)
    FlaskGroup(create_app=lambda: _or_stop(create_app), add_default_commands=False).main(prog_name="shubbak")


def _or_stop(make: Callable[[], T]) -> T:
    try:
        return make()
    except ValueError as wrong:
        raise SystemExit(f"shubbak: {wrong}") from wrong
