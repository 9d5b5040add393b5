"""The keys that sign papers."""

import click
from flask.cli import with_appcontext

from kiosk.edge import keyring, now


@click.group("keys")
def keys() -> None:
    """The keys that sign the codes of papers."""


@keys.command("list")
@with_appcontext
def list_keys() -> None:
    """Show each key's id, when it was made and whether it signs."""
    for key in keyring().all_keys():
        click.echo(f"{key.id}  made {key.made}  {'retired ' + key.retired if key.retired else 'signs'}")


@keys.command("rotate")
@with_appcontext
def rotate() -> None:
    """Make a new key that signs from now on; papers signed before stay verifiable."""
    click.echo(f"key {keyring().rotate(now()).id} signs from now on")
