"""Finding a service by a word: a plain form, and keys on the screen beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, render_template, request
from sqlalchemy.orm import Session

from kiosk.edge import database, language, show_digits
from kiosk.touch.reading import SERVICES_A_PAGE, Part, part_of
from singlewindow.catalogue.records import Service
from singlewindow.catalogue.search import rank, words
from singlewindow.catalogue.services import offered
from singlewindow.places.centers import center_by_code
from singlewindow.places.records import Center
from singlewindow.tickets.states import Lane

LONGEST_WISH = 40
KEYS = {
    "ar": ("ضصثقفغعهخحج", "شسيبلاتنمكط", "ذءرىةوزظد"),
    "en": ("qwertyuiop", "asdfghjkl", "zxcvbnm"),
}

search = Blueprint("search", __name__)


@dataclass(frozen=True)
class SearchPage:
    """What was looked for, and one page of what was found; `found` None while nothing was looked for."""

    center: Center
    wish: str
    found: Part[Service] | None


@search.get("/kiosk/<center>/search")
def page(center: str) -> str:
    """Ask for a word, or show the services it finds, a page at a time."""
    wish = request.args.get("q", "").strip()[:LONGEST_WISH]
    with database().reading() as session:
        shown = _read(session, center, "" if "again" in request.args else wish, request.args.get("page", "1"))
    show_digits(shown.center.digits)
    lane = Lane.PRIORITY.value if request.args.get("lane") == Lane.PRIORITY else Lane.ORDINARY.value
    if shown.found and shown.found.total:
        return render_template("touch/found.html", page=shown, lane=lane)
    again = request.args.get("again")
    script = again if again in KEYS else language()
    return render_template("touch/search.html", page=shown, lane=lane, wish=wish, rows=KEYS[script], script=script)


def find(services: Sequence[Service], wish: str) -> list[Service]:
    """Give the services that a wish in words fits, the best first, else in their order."""
    wanted = words(wish)
    fits = [(_rank(wanted, service), place, service) for place, service in enumerate(services)]
    return [service for _, _, service in sorted((fit for fit in fits if fit[0] is not None), key=lambda fit: fit[:2])]


def _rank(wanted: tuple[str, ...], service: Service) -> int | None:
    named = [
        rank(wanted, name, beside)
        for name, beside in ((service.name_ar, service.sector.name_ar), (service.name_en, service.sector.name_en))
    ]
    return min((fit for fit in named if fit is not None), default=None)


def _read(session: Session, code: str, wish: str, number: str) -> SearchPage:
    center = center_by_code(session, code)
    if not wish:
        return SearchPage(center, wish, None)
    return SearchPage(center, wish, part_of(find(offered(session, center.id), wish), number, SERVICES_A_PAGE))
