"""Verifying and anchoring the audit."""

import click
from flask import current_app
from flask.cli import with_appcontext

from kiosk.edge import database, now
from singlewindow.audit.anchors import anchor, anchors_in
from singlewindow.audit.verify import verify


@click.group("audit")
def audit() -> None:
    """The record of who did what."""


@audit.command("verify")
@with_appcontext
def check() -> None:
    """Read the whole chain; ends with 1 when anything was edited, removed or cut off."""
    with database().reading() as session:
        verdict = verify(session, database().audit_key, anchors_in(current_app.config["DATA_DIR"]))
    if not verdict.holds:
        click.echo(f"audit: BROKEN at entry {verdict.sequence}: {verdict.wrong}")
        raise SystemExit(1)
    click.echo(f"audit: whole, {verdict.entries} entries, {verdict.anchors} anchors")


@audit.command("anchor")
@with_appcontext
def fix() -> None:
    """Write the head of the chain at the end of the anchors' file."""
    with database().reading() as session:
        anchored = anchor(session, current_app.config["DATA_DIR"], now())
    click.echo(f"anchored: {anchored.sequence} {anchored.seal}" if anchored else "nothing to anchor yet")
