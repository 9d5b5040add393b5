"""The cashier's own drawer: opening the cash session, what it took, counting and closing it."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from kiosk.edge import database, language, now, show_digits
from kiosk.guards import current_center, current_staff, needs
from kiosk.refusals import message_of
from singlewindow.cash.money import read_amount
from singlewindow.cash.records import CashSession
from singlewindow.cash.sessions import (
    DENOMINATIONS,
    CountWrong,
    Taken,
    close_session,
    drawer_of,
    entries_of,
    open_session,
    session_of,
    taken_by,
)
from singlewindow.cash.statement import want_statement
from singlewindow.errors import Refusal
from singlewindow.people.roles import Permission
from singlewindow.places.centers import lock_center
from singlewindow.places.records import Center, Window
from singlewindow.places.windows import window_of
from singlewindow.text import ascii_digits

drawer = Blueprint("drawer", __name__)


@dataclass(frozen=True)
class DrawerPage:
    """The cashier's open session with what it took, or none; `window` is where the cashier sits."""

    center: Center
    window: Window | None
    session: CashSession | None
    taken: Sequence[Taken]
    given_back: int
    expected: int


@drawer.get("/cash")
@needs(Permission.TAKE_PAYMENTS)
def page() -> str:
    """Show the drawer, or the form that opens it."""
    return _drawn()


@drawer.post("/cash/open")
@needs(Permission.TAKE_PAYMENTS)
def begin() -> Response:
    """Open the cash session at the clerk's window, once for each form key."""
    try:
        opening_float = read_amount(request.form.get("opening_float", ""))
        with database().writing() as work:
            open_session(work, current_staff().id, opening_float, request.form.get("form_key", ""), now())
    except Refusal as refusal:
        return make_response(_drawn(message_of(refusal)), refusal.status)
    return redirect(url_for("counter.desk"), 303)


@drawer.post("/cash/close")
@needs(Permission.TAKE_PAYMENTS)
def end() -> Response:
    """Count and close the session, and ask for its statement, all in one transaction."""
    try:
        counts = _counts()
        with database().writing() as work:
            held = close_session(work, current_staff().id, counts, request.form.get("explanation", ""), now())
            want_statement(work, lock_center(work.session, held.center_id), held, language(), now())
    except Refusal as refusal:
        return make_response(_drawn(message_of(refusal)), refusal.status)
    return redirect(url_for("cash_review.one", number=held.number), 303)


def _counts() -> dict[int, int]:
    typed = {each: ascii_digits(request.form.get(f"count-{each}", "")).strip() or "0" for each in DENOMINATIONS}
    if not all(text.isascii() and text.isdigit() and len(text) <= 6 for text in typed.values()):
        raise CountWrong
    return {denomination: int(text) for denomination, text in typed.items()}


def _drawn(message: str = "") -> str:
    with database().reading() as session:
        found = _read(session)
    show_digits(found.center.digits)
    return render_template(
        "cashier/drawer.html", page=found, denominations=DENOMINATIONS, form=request.form, message=message
    )


def _read(session: Session) -> DrawerPage:
    held = session_of(session, current_staff().id)
    return DrawerPage(
        center=session.get_one(Center, current_center()),
        window=window_of(session, current_staff().id),
        session=held,
        taken=taken_by(session, held.id) if held else (),
        given_back=sum(entry.drawer_amount for entry in entries_of(session, held.id)) if held else 0,
        expected=drawer_of(session, held) if held else 0,
    )
