"""Making the practice center."""

import secrets

import click
from flask.cli import with_appcontext

from kiosk.edge import database, keyring, now, public_url
from singlewindow.documents.heads import PaperWish
from singlewindow.errors import Refusal
from singlewindow.practice.fill import CODE, fill_practice


@click.group("practice")
def practice() -> None:
    """A center to learn in: everything works there, and nothing counts."""


@practice.command("fill")
@with_appcontext
def fill() -> None:
    """Make the practice center with a person for each role; again, let more files and numbers wait there."""
    password = f"practice-{secrets.token_hex(4)}"
    try:
        with database().writing() as work:
            added = fill_practice(work, password, PaperWish("ar", public_url(), keyring()), now())
    except Refusal as refusal:
        raise click.ClickException(str(refusal)) from refusal
    click.echo(f"practice: {public_url()}/kiosk/{CODE}, {public_url()}/board/{CODE}")
    for username in added:
        click.echo(f"  sign in as {username} with {password}")
