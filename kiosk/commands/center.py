"""Adding a center."""

import click
from flask.cli import with_appcontext

from kiosk.edge import database, now
from singlewindow.audit.actions import Action
from singlewindow.audit.note import note
from singlewindow.errors import Refusal
from singlewindow.places.founding import Founding, found_center
from singlewindow.places.records import CenterKind


@click.group("center")
def center() -> None:
    """The centers of the governorate."""


@center.command("add")
@click.argument("code")
@click.option("--number", type=int, required=True, help="Its number, as in receipts and requests.")
@click.option("--name-ar", required=True)
@click.option("--name-en", required=True)
@click.option("--kind", type=click.Choice([kind.value for kind in CenterKind]), default=CenterKind.MAIN.value)
@click.option("--windows", type=int, default=8, help="How many windows it has.")
@click.option("--governorate", "governorate", required=True, help="Code of the governorate.")
@click.option("--governorate-ar", default="", help="Its Arabic name, when it is new.")
@click.option("--governorate-en", default="", help="Its English name, when it is new.")
@with_appcontext
def add(
    code: str, number: int, name_ar: str, name_en: str, kind: str, windows: int,
    governorate: str, governorate_ar: str, governorate_en: str,
) -> None:  # fmt: skip
    """Add a center with CODE, which stands in the addresses of its screens; its manager sets the rest."""
    wish = Founding(
        code, number, name_ar, name_en, CenterKind(kind), windows, governorate, governorate_ar, governorate_en
    )
    try:
        with database().writing() as work:
            found_center(work, wish)
            work.session.flush()
            note(work, Action.CENTER_ADDED, None, None, code, now(), number=number, windows=windows)
    except Refusal as refusal:
        raise click.ClickException(str(refusal)) from refusal
    click.echo(f"{code}: added with {windows} windows; its screens are paired at /manage/devices")
