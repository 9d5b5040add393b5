"""Checking an installation."""

import click
from flask import current_app
from flask.cli import with_appcontext

from kiosk.health import readiness


@click.command("check")
@with_appcontext
def check() -> None:
    """Check database, migrations and press; ends with 1 when something is not ready."""
    for package in current_app.extensions["missing_packages"]():
        click.echo(f"system package missing: {package}")
    results = readiness()
    for name, holds in results.items():
        click.echo(f"{name}: {'ready' if holds else 'NOT READY'}")
    if not all(results.values()):
        raise SystemExit(1)
