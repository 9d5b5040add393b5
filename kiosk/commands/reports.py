"""Making the reports whose period is over, meant for a timer of the night, and the sums that make reports quick."""

from datetime import datetime

import click
from flask import current_app
from flask.cli import with_appcontext

from kiosk.edge import database, now
from kiosk.reports.issuing import LANGUAGE, issue_report, place_of_issue
from kiosk.reports.unattended import speaking
from singlewindow.errors import Refusal
from singlewindow.places.clock import service_day
from singlewindow.reports.periodic import Issue, due
from singlewindow.reports.sealing import everything, seal
from singlewindow.reports.span import DAY

DAY_OPTION = click.DateTime(formats=["%Y-%m-%d"])


@click.group("reports")
def reports() -> None:
    """Reports that are made by themselves, and the sums of past days."""


@reports.command("run")
@click.option("--day", type=DAY_OPTION, help="As on the morning of this day, for one that was missed.")
@with_appcontext
def run(day: datetime | None) -> None:
    """Ask for each daily, weekly and monthly report that is due and not made yet; run twice, it makes none twice."""
    today = service_day(now())
    morning = day.date() if day else today
    if morning > today:
        raise click.BadParameter("is still to come", param_hint="--day")
    with database().reading() as session:
        issues = due(session, morning)
    refused = [issue for issue in issues if not _made(issue)]
    if not issues:
        click.echo("no report is due")
    if refused:
        raise SystemExit(1)


def _made(issue: Issue) -> bool:
    """Ask for a report, and say so; one that is refused is said too and keeps no other from being made."""
    with database().reading() as session:
        place = place_of_issue(session, issue)
    about = place.center.code if place.center else place.governorate.code
    said = f"{about}: {issue.every} {issue.span.first} to {issue.span.last}"
    try:
        with speaking(current_app._get_current_object(), LANGUAGE):  # type: ignore[attr-defined]
            issue_report(database(), issue, now(), service_day(now()))
    except Refusal as refusal:
        click.echo(f"{said}: {refusal}", err=True)
        return False
    click.echo(said)
    return True


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
