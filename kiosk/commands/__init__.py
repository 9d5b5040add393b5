"""The operator's commands."""

from flask import Flask

from kiosk.commands.audit import audit
from kiosk.commands.catalogue import catalogue
from kiosk.commands.check import check
from kiosk.commands.init import demo, init
from kiosk.commands.practice import practice
from kiosk.commands.staff import staff

COMMANDS = (init, demo, catalogue, staff, check, audit, practice)


def register(app: Flask) -> None:
    """Give `app` the operator's commands."""
    for command in COMMANDS:
        app.cli.add_command(command)
