"""Cash sessions of a center: the list, one of them with its statement, and its review by a second person."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, abort, make_response, redirect, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from kiosk.edge import database, now, show_digits
from kiosk.guards import current_center, current_staff, needs, permitted
from kiosk.refusals import message_of
from singlewindow.cash.records import CashCount, CashSession, CounterEntry, Payment
from singlewindow.cash.sessions import Taken, drawer_of, entries_of, review_session, session_by_number, taken_by
from singlewindow.documents.records import Document, DocumentKind
from singlewindow.errors import Refusal
from singlewindow.people.records import Staff
from singlewindow.people.roles import Permission
from singlewindow.places.records import Center, Window

MOST = 60
cash_review = Blueprint("cash_review", __name__)


@dataclass(frozen=True)
class Line:
    """A session in the list, with its cashier's code and its window."""

    session: CashSession
    cashier: str
    window: int


@dataclass(frozen=True)
class SessionPage:
    center: Center
    line: Line
    reviewer: str
    taken: Sequence[Taken]
    expected: int
    entries: Sequence[tuple[CounterEntry, str]]
    counts: Sequence[CashCount]
    papers: Sequence[Document]

    @property
    def reviewable(self) -> bool:
        """Whether who is signed in may review it now."""
        held = self.line.session
        mine = held.cashier_id == current_staff().id
        return held.closed_at is not None and held.reviewed_at is None and not mine and permitted("review_cash")


@cash_review.get("/cash/sessions")
@needs(Permission.REVIEW_CASH)
def all_of_them() -> str:
    """List the center's cash sessions: the open and the unreviewed first."""
    with database().reading() as session:
        center = session.get_one(Center, current_center())
        lines = _lines(session, center.id)
    show_digits(center.digits)
    return render_template("cashier/sessions.html", center=center, lines=lines)


@cash_review.get("/cash/sessions/<number>")
@needs(Permission.TAKE_PAYMENTS)
def one(number: str) -> str:
    """Show a session: to its cashier and to who reviews."""
    return _drawn(number)


@cash_review.post("/cash/sessions/<number>/review")
@needs(Permission.REVIEW_CASH)
def review(number: str) -> Response:
    """Note that a second person has looked at it."""
    try:
        with database().writing() as work:
            remark = request.form.get("remark", "")
            review_session(work, current_center(), number, current_staff().id, remark, now())
    except Refusal as refusal:
        return make_response(_drawn(number, message_of(refusal)), refusal.status)
    return redirect(url_for("cash_review.one", number=number), 303)


def _drawn(number: str, message: str = "") -> str:
    with database().reading() as session:
        page = _read(session, number)
    show_digits(page.center.digits)
    return render_template("cashier/session.html", page=page, form=request.form, message=message)


def _lines(session: Session, center_id: UUID) -> list[Line]:
    query = (
        select(CashSession, Staff.code, Window.number)
        .join(Staff, Staff.id == CashSession.cashier_id)
        .join(Window, Window.id == CashSession.window_id)
        .where(CashSession.center_id == center_id)
        .order_by(CashSession.reviewed_at.is_not(None), CashSession.opened_at.desc())
    )
    return [Line(*row) for row in session.execute(query.limit(MOST))]


def _read(session: Session, number: str) -> SessionPage:
    held = session_by_number(session, current_center(), number)
    if held.cashier_id != current_staff().id and not permitted("review_cash"):
        abort(403)
    papers = (
        Document.center_id == held.center_id,
        Document.kind == DocumentKind.CASH_STATEMENT,
        Document.serial == held.number,
    )
    return SessionPage(
        center=session.get_one(Center, held.center_id),
        line=Line(held, _code(session, held.cashier_id), session.get_one(Window, held.window_id).number),
        reviewer=_code(session, held.reviewed_by) if held.reviewed_by else "",
        taken=taken_by(session, held.id),
        expected=drawer_of(session, held),
        entries=[
            (entry, session.get_one(Payment, entry.payment_id).receipt_number) for entry in entries_of(session, held.id)
        ],
        counts=session.scalars(
            select(CashCount).where(CashCount.session_id == held.id).order_by(CashCount.denomination.desc())
        ).all(),
        papers=session.scalars(select(Document).where(*papers).order_by(Document.wanted_at)).all(),
    )


def _code(session: Session, staff_id: UUID) -> str:
    return session.get_one(Staff, staff_id).code
