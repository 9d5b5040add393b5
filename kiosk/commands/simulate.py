"""Driving a made-up day of the demonstration, and making up a year of its governorate."""

import click
from flask.cli import with_appcontext

from kiosk.edge import database, now
from kiosk.simulation.browser import ServerFailed
from kiosk.simulation.day import Wish
from kiosk.simulation.day import simulate as drive
from singlewindow.catalogue.file import read_catalogue_file
from singlewindow.demonstration.fill import FOLDER, PASSWORD
from singlewindow.demonstration.year.simulate import YearWish, simulate_year
from singlewindow.errors import Refusal


@click.group("simulate")
def simulate() -> None:
    """Made-up people for a demonstration."""


@simulate.command("day")
@click.option("--url", default="http://localhost:8000", show_default=True, help="Where the demonstration runs.")
@click.option("--center", default="demo", show_default=True, help="Code of the center.")
@click.option("--speed", type=click.FloatRange(min=0.1), default=60.0, show_default=True, help="60: an hour a minute.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed plans the same day.")
@click.option("--citizens", type=click.IntRange(1, 2000), default=320, show_default=True)
@click.option("--clerks", type=click.IntRange(1, 8), default=8, show_default=True)
def day(url: str, center: str, speed: float, seed: int, citizens: int, clerks: int) -> None:
    """Let citizens and clerks live a day at a running demonstration, over HTTP as their browsers would.

    Ends with 1 when the server says of any number something else than those who took, called and served it.
    """
    services = [
        entry.code for entry in read_catalogue_file(FOLDER / "catalogue.csv").entries if entry.record == "service"
    ]
    try:
        outcome = drive(Wish(url, center, speed, seed, citizens, clerks), services, PASSWORD)
    except ServerFailed as failed:
        raise click.ClickException(str(failed)) from failed
    for line in outcome.lines():
        click.echo(line)
    if outcome.disagreements:
        raise SystemExit(1)


@simulate.command("year")
@click.option("--year", type=click.IntRange(2020, 2075), required=True, help="Up to yesterday, for the year we are in.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed makes the same year.")
@click.option("--scale", type=click.FloatRange(0.001, 20.0), default=1.0, show_default=True, help="1: as announced.")
@with_appcontext
def year(year: int, seed: int, scale: float) -> None:
    """Make up a year of the demonstration's 128 centers: visits, requests and money, all of it illustrative.

    Refused where a center is not of the demonstration. Stopped halfway, it goes on with the centers that are left.
    """
    numbers = requests = 0
    try:
        for made in simulate_year(database(), YearWish(year, seed, scale), now()):
            numbers, requests = numbers + made.numbers, requests + made.requests
            said = f"{made.numbers} numbers, {made.requests} requests" if made.numbers else "left as it is"
            click.echo(f"{made.center}: {said}")
    except Refusal as refusal:
        raise click.ClickException(str(refusal)) from refusal
    click.echo(f"{year}: {numbers} numbers, {requests} requests")
