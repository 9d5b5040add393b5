"""The command that runs a press beside the web service."""

import signal
import threading

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from printing.press import Press


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


def register(app: Flask) -> None:
    """Give `app` the press's command."""
    app.cli.add_command(press_command)
