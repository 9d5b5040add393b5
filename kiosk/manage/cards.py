"""Cards to hang up in a center: window numbers with their keys, and how a kiosk or a board is paired."""

from flask import Blueprint, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from kiosk.edge import database, now, public_url
from kiosk.guards import needs
from kiosk.manage.answering import saved
from kiosk.manage.scope import managed_center
from singlewindow.devices.cards import CardWish, latest_cards, want_card
from singlewindow.formkeys import new_form_key
from singlewindow.people.roles import Permission
from singlewindow.places.windows import windows_of

cards = Blueprint("cards", __name__)


@cards.get("/manage/centers/<center>/cards")
@needs(Permission.MANAGE_DEVICES)
def page(center: str) -> str:
    """Offer the cards, and show the latest."""
    return _drawn(center)


@cards.post("/manage/centers/<center>/cards")
@needs(Permission.MANAGE_DEVICES)
def ask(center: str) -> Response:
    """Ask for a card, once for each form key."""
    address, form = public_url() + url_for("device.page"), request.form
    typed = (form.get("card", ""), form.get("language", ""), address, form.get("form_key", ""))
    wish = CardWish(managed_center(center).id, *typed)
    goal = url_for("cards.page", center=center)
    return saved(
        lambda work: want_card(work, wish, now()),
        goal,
        lambda message, field: _drawn(center, message, field),
        gettext("The card is being made."),
    )


def _drawn(code: str, message: str = "", field: str = "") -> str:
    center = managed_center(code)
    with database().reading() as session:
        windows, latest = windows_of(session, center.id), latest_cards(session, center.id)
    shown = {"windows": windows, "latest": latest, "key": new_form_key(), "message": message, "field": field}
    return render_template("manage/cards.html", center=center, **shown)
