"""The command that runs everything of one machine."""

import logging
import threading
import time

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import SQLAlchemyError

from display.clock import now
from display.server import Server
from display.voice.commands import voice
from singlewindow.audit.anchors import anchor_daily
from singlewindow.database import Database
from singlewindow.people.signing_in import end_stale_sessions
from singlewindow.reports.sealing import seal_due
from singlewindow.tickets.day_end import close_past_days

CLOSE_EVERY = 60
SEALED_AT_ONCE = 60
"""How many batches of summed days are sealed a minute at most, so that a long past is caught up with by and by."""
logger = logging.getLogger(__name__)


@click.command("run")
@with_appcontext
def run() -> None:
    """Serve pages, screens and press until stopped (Ctrl-C ends everything)."""
    server = current_app.config["SERVER"]
    _say_where(current_app.config["PUBLIC_URL"], current_app.config["DEMONSTRATION"])
    factory = current_app.extensions["factory"]
    Server(factory, f"{server['host']}:{server['port']}", server["threads"], _began, _ended).run()


def register(app: Flask) -> None:
    """Give `app` the commands of server and voice."""
    app.cli.add_command(run)
    app.cli.add_command(voice)


def _began(app: Flask) -> None:
    """Start, in the worker, the ticks of the screens, the closing of past days, and the press when it works inside."""
    threading.Thread(target=app.extensions["push"].keep_ticking, name="ticks", daemon=True).start()
    threading.Thread(target=keep_closing, args=(app.extensions["database"],), name="days", daemon=True).start()
    threading.Thread(target=keep_watch, args=(app,), name="watch", daemon=True).start()
    if app.extensions["press_inside"]:
        app.extensions["working_press"] = app.extensions["press"]()
        app.extensions["working_press"].start()


def keep_closing(database: Database) -> None:
    """Close what past service days left open and seal their sums, now and every CLOSE_EVERY seconds; for a thread."""
    while True:
        try:
            close_past_days(database, now())
            seal_due(database, now(), SEALED_AT_ONCE)
        except SQLAlchemyError:
            logger.exception("the past days could not be closed and summed; it is tried again")
        time.sleep(CLOSE_EVERY)


def keep_watch(app: Flask) -> None:
    """End stale sessions and anchor the audit once a day, now and every CLOSE_EVERY seconds, in a background thread."""
    database: Database = app.extensions["database"]
    while True:
        try:
            with database.writing() as work:
                end_stale_sessions(work, now(), app.config["SESSIONS"])
            with database.reading() as session:
                anchor_daily(session, app.config["DATA_DIR"], now())
        except (SQLAlchemyError, OSError):
            logger.exception("sessions and audit could not be looked after; it is tried again")
        time.sleep(CLOSE_EVERY)


def _ended(app: Flask) -> None:
    press = app.extensions.get("working_press")
    if press is not None:
        press.stop()


def _say_where(url: str, sign_in: dict[str, str] | None) -> None:
    click.echo(f"Shubbak: {url}/")
    if sign_in:
        click.echo(f"  kiosk    {url}/kiosk/demo")
        click.echo(f"  board    {url}/board/demo")
        click.echo(f"  counter  {url}/counter   sign in as {sign_in['username']} with {sign_in['password']}")
