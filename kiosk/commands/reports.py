"""Counting the summary of past days anew."""

from datetime import datetime

import click
from flask.cli import with_appcontext

from kiosk.edge import database, now
from singlewindow.places.clock import service_day
from singlewindow.reports.sealing import everything, seal
from singlewindow.reports.span import DAY

DAY_OPTION = click.DateTime(formats=["%Y-%m-%d"])


@click.group("reports")
def reports() -> None:
    """The sums of past days, with which reports are quick."""


@reports.command("rebuild")
@click.option("--from", "first", type=DAY_OPTION, help="The first day; of all days that there are when not given.")
@click.option("--to", "last", type=DAY_OPTION, help="The last day; yesterday when not given.")
@with_appcontext
def rebuild(first: datetime | None, last: datetime | None) -> None:
    """Count the days that are over anew from their rows, a quarter of a center's year at a time.

    Stopped halfway, what was counted stays; run again, it counts the same. Reports are right in between: what is not
    summed they count from the rows. What somebody was writing just then is left to the server, which sums it up itself.
    """
    yesterday = service_day(now()) - DAY
    until = min(last.date(), yesterday) if last else yesterday
    with database().reading() as session:
        batches = list(everything(session, first.date() if first else None, until))
    days = left = 0
    for batch in batches:
        with database().writing() as work:
            done = seal(work, batch, now())
        days, left = days + batch.span.days * done, left + batch.span.days * (not done)
    click.echo(f"{days} sums of a center's day counted, {left} left to the server")
