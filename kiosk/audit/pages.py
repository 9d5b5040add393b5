"""The audit's page: entries by day, action, person and center, and whether the chain holds."""

from datetime import date

from flask import Blueprint, current_app, render_template, request
from sqlalchemy import select

from kiosk.audit.facts import told
from kiosk.edge import database
from kiosk.guards import current_staff, needs
from singlewindow.audit.actions import PHRASES, phrase_of
from singlewindow.audit.anchors import anchors_in
from singlewindow.audit.reading import Filter, page_of
from singlewindow.audit.verify import Verdict, verify
from singlewindow.people.roles import Permission
from singlewindow.places.records import Center

audit = Blueprint("audit", __name__)


@audit.get("/audit")
@needs(Permission.READ_AUDIT)
def page() -> str:
    """Show a page of entries; with `verify`, the whole chain is verified."""
    asked, number = request.args, _number(request.args.get("page", ""))
    with database().reading() as session:
        centers = session.scalars(select(Center).order_by(Center.number)).all()
        own = next((center.code for center in centers if center.id == current_staff().center_id), "")
        center = own or asked.get("center", "")
        wanted = Filter(_day(asked.get("day", "")), asked.get("action", ""), asked.get("person", "").strip(), center)
        lines, pages = page_of(session, wanted, number)
    return render_template(
        "audit/page.html",
        **{"lines": lines, "wanted": wanted, "number": number, "pages": pages, "centers": [] if own else centers},
        **{
            "phrases": PHRASES,
            "phrase_of": phrase_of,
            "told": told,
            "verdict": _verdict() if "verify" in asked else None,
        },
    )


def _verdict() -> Verdict:
    with database().reading() as session:
        return verify(session, database().audit_key, anchors_in(current_app.config["DATA_DIR"]))


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


def _number(typed: str) -> int:
    return max(1, int(typed)) if typed.isascii() and typed.isdigit() and len(typed) < 7 else 1
