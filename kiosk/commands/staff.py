"""Adding staff."""

import click
from flask.cli import with_appcontext

from kiosk.edge import database, now
from singlewindow.audit.actions import Action
from singlewindow.audit.note import note
from singlewindow.database import Work
from singlewindow.errors import Refusal
from singlewindow.people.managing import OF_NO_CENTER, Person, enrol_person
from singlewindow.people.roles import Role
from singlewindow.places.centers import center_by_code


@click.group("staff")
def staff() -> None:
    """The people who work at the centers."""


@staff.command("add")
@click.argument("username")
@click.option("--center", default="", help="Code of the center, as in its kiosk's address; none for the governorate.")
@click.option("--name", required=True, help="Full name; never shown to citizens.")
@click.option("--role", type=click.Choice([role.value for role in Role]), default=Role.CLERK.value)
@click.password_option()
@with_appcontext
def add(username: str, center: str, name: str, role: str, password: str) -> None:
    """Add a member of staff; the password is asked for."""
    try:
        with database().writing() as work:
            code = _add(work, username, center, name, Role(role), password)
    except Refusal as refusal:
        raise click.ClickException(str(refusal)) from refusal
    click.echo(f"{username} added with code {code}")


def _add(work: Work, username: str, center: str, name: str, role: Role, password: str) -> str:
    center_id = None if role in OF_NO_CENTER else center_by_code(work.session, center).id
    staff = enrol_person(work, username, password, Person(name, role, center_id))
    note(work, Action.STAFF_ADDED, None, center_id, staff.code, now(), role=role.value)
    return staff.code
