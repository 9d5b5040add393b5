"""The operator's commands."""

from flask import Flask

from kiosk.commands.audit import audit
from kiosk.commands.catalogue import catalogue
from kiosk.commands.center import center
from kiosk.commands.check import check
from kiosk.commands.holidays import holidays
from kiosk.commands.init import demo, init
from kiosk.commands.keys import keys
from kiosk.commands.practice import practice
from kiosk.commands.reports import reports
from kiosk.commands.retention import retention
from kiosk.commands.simulate import simulate
from kiosk.commands.staff import staff

COMMANDS = (init, demo, center, catalogue, staff, holidays, keys, check, audit, retention, practice, reports, simulate)


def register(app: Flask) -> None:
    """Give `app` the operator's commands."""
    for command in COMMANDS:
        app.cli.add_command(command)
