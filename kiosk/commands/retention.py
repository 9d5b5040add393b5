"""Removing personal data whose retention period is over; meant for a timer of the night."""

import click
from flask.cli import with_appcontext

from kiosk.edge import database, now, scans
from singlewindow.personal.due import count_due
from singlewindow.personal.records import RetentionPeriod
from singlewindow.personal.removal import all_in_force, remove_some
from singlewindow.places.records import Center


@click.group("retention")
def retention() -> None:
    """How long personal data is kept."""


@retention.command("run")
@click.option("--dry-run", is_flag=True, help="Count what is due and remove nothing.")
@with_appcontext
def run(dry_run: bool) -> None:
    """Remove what is due in every center, a little at a time; killed anywhere, the next run goes on from there."""
    with database().reading() as session:
        periods = [(session.get_one(Center, row.center_id).code, row) for row in all_in_force(session, now())]
    for code, period in periods:
        count = _count(period) if dry_run else _remove(period)
        if count:
            click.echo(f"{code}: {period.kind.value}: {count} {'due' if dry_run else 'removed'}")
    if not periods:
        click.echo("no retention period is set: everything is kept")


def _count(period: RetentionPeriod) -> int:
    with database().reading() as session:
        return count_due(session, period, now())


def _remove(period: RetentionPeriod) -> int:
    total = 0
    while True:
        with database().writing() as work:
            removed = remove_some(work, period.center_id, period.kind, scans(), now())
        if not removed:
            return total
        total += removed
