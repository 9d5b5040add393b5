"""Health: is the process alive, and is it ready to serve."""

from collections.abc import Callable
from datetime import timedelta

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Blueprint, Response, current_app, jsonify, make_response
from sqlalchemy.exc import SQLAlchemyError

from kiosk.edge import database, now
from singlewindow.documents.lease import alive_since
from singlewindow.migrations import FOLDER

PRESS_SILENCE = timedelta(seconds=15)

health = Blueprint("health", __name__)


@health.get("/healthz")
def alive() -> Response:
    """Say that the process answers."""
    return make_response("ok\n", {"Content-Type": "text/plain; charset=utf-8"})


@health.get("/readyz")
def ready() -> Response:
    """Say whether database, migrations and press are ready: 200, or 503 naming what is not."""
    results = readiness()
    return make_response(jsonify(results), 200 if all(results.values()) else 503)


def readiness() -> dict[str, bool]:
    """Give each thing that service needs and whether it is ready."""
    checks = {"database": database_answers, "migrations": migrations_at_head, "press": press_lives}
    return {name: _holds(check) for name, check in checks.items()}


def database_answers() -> bool:
    """Tell whether the database answers a query."""
    with database().engine.connect() as connection:
        return connection.exec_driver_sql("SELECT 1").scalar() == 1


def migrations_at_head() -> bool:
    """Tell whether the database has every migration."""
    with database().engine.connect() as connection:
        heads = MigrationContext.configure(connection).get_current_heads()
    return set(heads) == set(ScriptDirectory(str(FOLDER)).get_heads())


def press_lives() -> bool:
    """Tell whether a press has shown itself within PRESS_SILENCE."""
    with database().reading() as session:
        return alive_since(session, now() - PRESS_SILENCE)


def _holds(check: Callable[[], bool]) -> bool:
    try:
        return check()
    except SQLAlchemyError:
        current_app.logger.warning("readiness: %s failed", check.__name__, exc_info=True)
        return False
