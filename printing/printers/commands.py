"""The commands that try a printer and choose which one prints for a center."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from printing.pool import RenderPool, asker
from printing.printers.addresses import printer_at
from printing.printers.printer import WrongAddress
from printing.printers.trial import tried
from singlewindow.audit.actions import Action
from singlewindow.audit.note import note
from singlewindow.database import Database
from singlewindow.devices.printers import use_printer
from singlewindow.documents.jobs import BROWSER
from singlewindow.documents.records import JobState
from singlewindow.errors import Refusal
from singlewindow.places.centers import center_key

COLUMNS = {"tickets": "ticket_printer", "papers": "paper_printer"}
EXAMPLES = Path(__file__).resolve().parents[1] / "examples"


@click.group("printer")
def printer_commands() -> None:
    """Try printers."""


@printer_commands.command("test")
@click.argument("address")
@click.option("--paper", type=click.Choice(["ticket", "receipt", "certificate"]), help="The example to print.")
@with_appcontext
def test_printer(address: str, paper: str | None) -> None:
    """Print an example at ADDRESS and say how it fares; ends with 1 unless it is printed."""
    kind = paper or ("certificate" if address.startswith(("ipp", "cups")) else "ticket")
    facts = json.loads((EXAMPLES / f"{kind}.ar.json").read_text(encoding="utf-8"))
    line = ""
    with RenderPool(1) as pool:
        try:
            printer = printer_at(address, current_app.extensions["spool"], asker(pool))
        except WrongAddress as wrong:
            raise click.ClickException(str(wrong)) from wrong
        for line in tried(printer, pool.submit(kind, "ar", "1", facts).result()):
            click.echo(line)
    if not line.startswith(f"page: {JobState.PRINTED.value}"):
        raise SystemExit(1)


@printer_commands.command("use")
@click.argument("address")
@click.option("--center", required=True, help="The center's code.")
@click.option("--for", "purpose", type=click.Choice(["tickets", "papers"]), required=True)
@with_appcontext
def use_printer_for(address: str, center: str, purpose: str) -> None:
    """Print a center's tickets, or its counter's papers, at ADDRESS; "" for no printer."""
    database: Database = current_app.extensions["database"]
    try:
        if address and address != BROWSER:
            printer_at(address, current_app.extensions["spool"], _no_worker)
        with database.writing() as work:
            key = center_key(work.session, center)
            use_printer(work, key, COLUMNS[purpose], address)
            note(work, Action.PRINTER_SET, None, key, center, datetime.now(UTC), purpose=purpose)
    except (WrongAddress, Refusal) as wrong:
        raise click.ClickException(str(wrong)) from wrong
    click.echo(f"{purpose} of {center}: {address or 'no printer'}")


def _no_worker(deed: str, *_: Any) -> Any:
    raise RuntimeError(f"no worker for {deed} here")


def register(app: Flask) -> None:
    """Give `app` the commands of printers."""
    app.cli.add_command(printer_commands)
