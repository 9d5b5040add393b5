"""Making the database, and filling the demonstration."""

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_migrate import downgrade, upgrade

from kiosk.edge import database, keyring, now
from singlewindow.demonstration.fill import fill
from singlewindow.migrations import FOLDER


@click.command("init")
@with_appcontext
def init() -> None:
    """Create the database, or bring it up to the newest migration; make the keys that prove papers."""
    upgrade(str(FOLDER))
    keyring().make_first(now())
    click.echo("database: ready")


@click.command("demo")
@click.option("--reset", is_flag=True, help="Throw the demonstration's data away and fill it anew.")
@with_appcontext
def demo(reset: bool) -> None:
    """Create the database and fill the demonstration governorate; a second time changes nothing."""
    if reset:
        downgrade(str(FOLDER), revision="base")
    upgrade(str(FOLDER))
    with database().writing() as work:
        fill(work)
    keyring().make_first(now())
    current_app.extensions["make_illustrative_seal"]()
    click.echo("demonstration: ready")
