"""Importing a catalogue file."""

from pathlib import Path

import click
from flask.cli import with_appcontext

from kiosk.edge import database, now
from singlewindow.audit.actions import Action
from singlewindow.audit.note import note
from singlewindow.catalogue.file import read_catalogue_file
from singlewindow.catalogue.importing import CatalogueRefused, import_catalogue


@click.group("catalogue")
def catalogue() -> None:
    """The services, their papers and the tariff."""


@catalogue.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_appcontext
def import_file(file: Path) -> None:
    """Check FILE whole, then bring it in; when anything is wrong, say what, line by line, and change nothing."""
    try:
        with database().writing() as work:
            changed = import_catalogue(work, read_catalogue_file(file))
            work.session.flush()
            note(work, Action.CATALOGUE_IMPORTED, None, None, "", now(), **changed)
    except CatalogueRefused as refused:
        for problem in refused.problems:
            click.echo(str(problem), err=True)
        raise click.ClickException("nothing was changed") from refused
    for record in ("sector", "service", "paper", "fee", "field"):
        click.echo(f"{record}: {changed[record]} new or changed")
