"""The commands of papers: the press beside the web service, previews, and the logo of a center."""

import signal
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from printing.errors import PaperSpoiled
from printing.papers.examples import SERIALS
from printing.press import Press
from printing.preview import preview
from singlewindow.audit.actions import Action
from singlewindow.audit.note import note
from singlewindow.errors import Refusal
from singlewindow.letterhead.files import keep_logo
from singlewindow.letterhead.setting import set_logo
from singlewindow.places.centers import center_key

KINDS = {kind.replace("_", "-"): kind for kind in SERIALS}
STATED = ("receipt", "slip", "certificate", "cash_statement")


@click.command("press")
@with_appcontext
def press_command() -> None:
    """Render and archive papers until stopped (with SHUBBAK_PRESS=beside)."""
    press: Press = current_app.extensions["press"]()
    ended = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: ended.set())
    press.start()
    click.echo("press: working")
    ended.wait()
    press.stop()


@click.group("papers")
def papers_commands() -> None:
    """The papers that centers hand out."""


@papers_commands.command("preview")
@click.argument("kind", type=click.Choice(list(KINDS)))
@click.option("--language", type=click.Choice(["ar", "en"]), default="ar")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), required=True, help="The PDF to write.")
@click.option("--copy", type=click.IntRange(0), default=0, help="Draw it as copy number …")
@click.option("--cancelled", is_flag=True, help="Draw it cancelled.")
@click.option("--practice", is_flag=True, help="Draw it as made while learning.")
@click.option("--form", type=click.Choice(["a5", "roll"]), default="a5", help="The form of a receipt.")
@click.option("--orientation", type=click.Choice(["portrait", "landscape"]), default="portrait", help="Of a report.")
@with_appcontext
def preview_command(kind: str, language: str, output: Path, practice: bool, **states: Any) -> None:
    """Draw the example of a paper of KIND, in the language and state asked for."""
    name = KINDS[kind]
    known = {"copy", "cancelled"} if name in STATED else set()
    known |= {"receipt": {"form"}, "report": {"orientation"}}.get(name, set())
    if extra := [fact for fact, value in states.items() if fact not in known and value not in (0, "a5", "portrait")]:
        raise click.UsageError(f"a {kind} has no --{extra[0]}")
    changes = {"practice": practice} | {fact: states[fact] for fact in known}
    output.write_bytes(preview(name, language, changes, current_app.extensions["logos"]))
    click.echo(f"{output}: written")


@papers_commands.command("logo")
@click.argument("center")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_appcontext
def logo_command(center: str, file: Path) -> None:
    """Set the logo of the papers of CENTER (its code) to the picture in FILE; an empty file takes it away."""
    content, logos = file.read_bytes(), current_app.extensions["logos"]
    try:
        digest = keep_logo(logos, content) if content else ""
        if digest:
            preview("receipt", "ar", {"logo": digest}, logos)
        with current_app.extensions["database"].writing() as work:
            key = center_key(work.session, center)
            set_logo(work, key, digest)
            work.session.flush()
            note(work, Action.LETTERHEAD_SET, None, key, center, datetime.now(UTC))
    except (Refusal, PaperSpoiled) as refused:
        raise click.ClickException(str(refused)) from refused
    click.echo(f"{center}: {'logo ' + digest[:12] if digest else 'no logo'}")


def register(app: Flask) -> None:
    """Give `app` the commands of papers."""
    app.cli.add_command(press_command)
    app.cli.add_command(papers_commands)
