"""Adding staff."""

import click
from flask.cli import with_appcontext
from sqlalchemy import func, select

from kiosk.edge import database
from singlewindow.database import Work
from singlewindow.errors import Refusal
from singlewindow.people.passwords import hashed
from singlewindow.people.records import Staff
from singlewindow.people.roles import Role
from singlewindow.places.centers import center_by_code
from singlewindow.text import one_line

LEAST_PASSWORD = 10


@click.group("staff")
def staff() -> None:
    """The people who work at the centers."""


@staff.command("add")
@click.argument("username")
@click.option("--center", required=True, help="Code of the center, as in its kiosk's address.")
@click.option("--name", required=True, help="Full name; never shown to citizens.")
@click.option("--role", type=click.Choice([role.value for role in Role]), default=Role.CLERK.value)
@click.password_option()
@with_appcontext
def add(username: str, center: str, name: str, role: str, password: str) -> None:
    """Add a member of staff; the password is asked for."""
    if len(password) < LEAST_PASSWORD:
        raise click.ClickException(f"a password has at least {LEAST_PASSWORD} characters")
    try:
        with database().writing() as work:
            code = _add(work, username.strip().lower(), center, name, Role(role), password)
    except Refusal as refusal:
        raise click.ClickException(str(refusal)) from refusal
    click.echo(f"{username} added with code {code}")


def _add(work: Work, username: str, center: str, name: str, role: Role, password: str) -> str:
    if work.session.scalar(select(Staff.id).where(Staff.username == username)):
        raise click.ClickException(f"there is a {username} already")
    code = f"S{(work.session.scalar(select(func.count()).select_from(Staff)) or 0) + 1:04d}"
    work.add(
        Staff(
            center_id=center_by_code(work.session, center).id,
            username=one_line(username, "The username", most=40),
            code=code,
            full_name=one_line(name, "The name", most=120),
            password_hash=hashed(password),
            role=role,
        )
    )
    return code
