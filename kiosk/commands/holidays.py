"""Filling in the holidays of a year."""

from datetime import date

import click
from flask.cli import with_appcontext
from sqlalchemy import select

from kiosk.edge import database, now
from singlewindow.audit.actions import Action
from singlewindow.audit.note import note
from singlewindow.complaints.recount import recount_answers
from singlewindow.errors import Refusal
from singlewindow.places.holidays import fill_year
from singlewindow.places.records import Governorate
from singlewindow.requests.recount import recount_due


@click.group("holidays")
def holidays() -> None:
    """The days on which the centers are closed."""


@holidays.command("import")
@click.argument("year", type=int)
@with_appcontext
def import_year(year: int) -> None:
    """Fill in Egypt's holidays of YEAR for every governorate that has none of it; what staff changed stays."""
    with database().reading() as session:
        governorates = session.scalars(select(Governorate).order_by(Governorate.code)).all()
    for governorate in governorates:
        try:
            with database().writing() as work:
                count = fill_year(work, governorate.id, None, year)
                recount_due(work, governorate.id, None, date(year, 1, 1))
                recount_answers(work, governorate.id, None, date(year, 1, 1))
                note(work, Action.HOLIDAYS_CHANGED, None, None, str(year), now())
        except Refusal as refusal:
            raise click.ClickException(f"{governorate.code}: {refusal}") from refusal
        click.echo(f"{governorate.code}: {count} holidays; days that the moon decides are estimates")
