"""The settings: one page that leads to those a role may change."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, render_template, request
from sqlalchemy import select

from kiosk.edge import database
from kiosk.guards import needs, permitted
from kiosk.manage.scope import managed_center, own_center
from singlewindow.errors import N_
from singlewindow.people.roles import Permission
from singlewindow.places.records import Center

manage = Blueprint("manage", __name__)


@dataclass(frozen=True)
class Leaf:
    """A page of settings; with `of_center` it is about one center, whose code its address takes."""

    endpoint: str
    name: str
    about: str
    permission: Permission
    of_center: bool = False


LEAVES = (
    Leaf("devices.page", N_("Devices"), N_("Kiosks and boards, their printers, pairing"), Permission.MANAGE_DEVICES),
    Leaf("cards.page", N_("Cards"), N_("Window numbers, keys, pairing, on paper"), Permission.MANAGE_DEVICES, True),
    Leaf("hours.page", N_("Opening hours"), N_("When the center opens and closes"), Permission.MANAGE_CENTER, True),
    Leaf("holidays.page", N_("Holidays"), N_("Days on which it stays closed"), Permission.MANAGE_CENTER, True),
    Leaf("notices.page", N_("Notices"), N_("What the board says below the calls"), Permission.MANAGE_CENTER, True),
    Leaf("rules.page", N_("Rules of the queue"), N_("Lanes, recalls, times, alarms"), Permission.MANAGE_CENTER, True),
    Leaf("offering.page", N_("Services here"), N_("Closed services and daily quotas"), Permission.MANAGE_CENTER, True),
    Leaf("staff.people", N_("Staff"), N_("People, roles, passwords and second steps"), Permission.MANAGE_STAFF),
    Leaf("centers.page", N_("Centers and windows"), N_("Names, kinds and windows"), Permission.MANAGE_CENTER),
    Leaf(
        "routes.listed",
        N_("Routes and forms"),
        N_("The stages of each service, and what its form asks"),
        Permission.MANAGE_CATALOGUE,
    ),
    Leaf(
        "department_list.page",
        N_("Departments and reasons"),
        N_("Names, and why requests are rejected or late"),
        Permission.MANAGE_CATALOGUE,
    ),
    Leaf("letterhead.form", N_("Letterhead"), N_("Logo, header and footer of papers"), Permission.MANAGE_CENTER, True),
    Leaf("tariff.page", N_("Tariff"), N_("What services cost, and changes to be approved"), Permission.MANAGE_TARIFF),
    Leaf(
        "retention.page",
        N_("Retention of personal data"),
        N_("How long names, phones and scans are kept"),
        Permission.MANAGE_CENTER,
        True,
    ),
    Leaf(
        "giving.page",
        N_("What is held about a person"),
        N_("A file for the person who asks for it"),
        Permission.GIVE_PERSONAL_DATA,
    ),
    Leaf("ways.page", N_("Ways to pay"), N_("References and ceilings"), Permission.MANAGE_GOVERNORATE),
)


@manage.get("/manage")
@needs(Permission.MANAGE_DEVICES)
def index() -> str:
    """Show which settings there are; who keeps the governorate chooses a center first."""
    centers = all_centers() if own_center() is None else ()
    with database().reading() as session:
        center = session.get(Center, own_center()) if own_center() else None
    if center is None and (code := request.args.get("center")):
        center = managed_center(code)
    leaves = [leaf for leaf in LEAVES if permitted(leaf.permission)]
    return render_template("manage/index.html", center=center, centers=centers, leaves=leaves)


def all_centers() -> Sequence[Center]:
    """Give all centers by number."""
    with database().reading() as session:
        return session.scalars(select(Center).order_by(Center.number)).all()
