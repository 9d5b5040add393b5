"""Receipts: finding one by its number, and giving money back by a second person."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from kiosk.edge import database, now, show_digits
from kiosk.guards import current_center, current_staff, needs, within
from kiosk.refusals import message_of
from singlewindow.cash.counter_entries import (
    GiveBack,
    cancel_payment,
    given_back,
    is_cancelled,
    payment_by_receipt,
    refund,
)
from singlewindow.cash.money import read_amount
from singlewindow.cash.records import (
    Account,
    CashSession,
    Charge,
    CounterEntry,
    PaidCharge,
    Payment,
    PaymentMethod,
    Tender,
)
from singlewindow.documents.records import Document
from singlewindow.errors import Refusal
from singlewindow.people.records import Staff
from singlewindow.people.roles import Permission
from singlewindow.places.records import Center, Window
from singlewindow.requests.records import Request
from singlewindow.text import ascii_digits

LATEST = 20
receipts = Blueprint("receipts", __name__)


@dataclass(frozen=True)
class ReceiptPage:
    """A payment with all that hangs on it; `left` are the piastres that were not given back."""

    center: Center
    payment: Payment
    cashier: str
    window: int
    request: Request | None
    account: Account | None
    lines: Sequence[tuple[Charge, int]]
    tenders: Sequence[tuple[PaymentMethod, Tender]]
    entries: Sequence[CounterEntry]
    papers: Sequence[Document]
    drawers: Sequence[CashSession]
    left: int
    cancelled: bool


@receipts.get("/receipts")
@needs(Permission.READ_PAPERS)
def find() -> Response:
    """Find a receipt by its number; without one show the last, of all centers to who belongs to none."""
    number = ascii_digits(request.args.get("number", "")).strip().upper()
    if not number:
        return make_response(_list(""))
    try:
        with database().reading() as session:
            found = payment_by_receipt(session, current_staff().center_id, number)
    except Refusal as refusal:
        return make_response(_list(number, message_of(refusal)), refusal.status)
    return redirect(url_for("receipts.one", number=found.receipt_number), 303)


@receipts.get("/receipts/<number>")
@needs(Permission.READ_PAPERS)
def one(number: str) -> str:
    """Show a receipt."""
    return _drawn(number)


@receipts.post("/receipts/<number>/cancel")
@needs(Permission.CANCEL_MONEY)
def cancel(number: str) -> Response:
    """Undo the whole payment, once for each form key."""
    try:
        with database().writing() as work:
            cancel_payment(work, current_center(), number, current_staff().id, _wish(), now())
    except Refusal as refusal:
        return make_response(_drawn(number, message_of(refusal)), refusal.status)
    return redirect(url_for("receipts.one", number=number), 303)


@receipts.post("/receipts/<number>/refund")
@needs(Permission.CANCEL_MONEY)
def give_back(number: str) -> Response:
    """Give part of the payment back, once for each form key."""
    try:
        amount = read_amount(request.form.get("amount", ""))
        with database().writing() as work:
            refund(work, current_center(), number, current_staff().id, amount, _wish(), now())
    except Refusal as refusal:
        return make_response(_drawn(number, message_of(refusal)), refusal.status)
    return redirect(url_for("receipts.one", number=number), 303)


def _wish() -> GiveBack:
    form = request.form
    return GiveBack(form.get("form_key", ""), form.get("reason", ""), form.get("drawer", ""))


def _list(number: str, message: str = "") -> str:
    with database().reading() as session:
        center_id = current_staff().center_id
        center = session.get_one(Center, center_id) if center_id else None
        own = select(Payment).where(*within(Payment.center_id))
        latest = session.scalars(own.order_by(Payment.paid_at.desc()).limit(LATEST)).all()
    if center:
        show_digits(center.digits)
    return render_template("cashier/receipts.html", center=center, latest=latest, number=number, message=message)


def _drawn(number: str, message: str = "") -> str:
    with database().reading() as session:
        page = _read(session, number)
    show_digits(page.center.digits)
    return render_template("cashier/receipt.html", page=page, form=request.form, message=message)


def _read(session: Session, number: str) -> ReceiptPage:
    payment = payment_by_receipt(session, current_staff().center_id, number)
    lines = select(Charge, PaidCharge.amount).join(PaidCharge, PaidCharge.charge_id == Charge.id)
    tenders = select(PaymentMethod, Tender).join(Tender, Tender.method_id == PaymentMethod.id)
    entries = select(CounterEntry).where(CounterEntry.payment_id == payment.id).order_by(CounterEntry.serial)
    papers = select(Document).where(Document.payment_id == payment.id).order_by(Document.wanted_at)
    drawers = select(CashSession).where(CashSession.center_id == payment.center_id, CashSession.closed_at.is_(None))
    return ReceiptPage(
        center=session.get_one(Center, payment.center_id),
        payment=payment,
        cashier=session.get_one(Staff, payment.cashier_id).code,
        window=session.get_one(Window, payment.window_id).number,
        request=session.get(Request, payment.request_id) if payment.request_id else None,
        account=session.get(Account, payment.account_id) if payment.account_id else None,
        lines=[
            (charge, amount) for charge, amount in session.execute(lines.where(PaidCharge.payment_id == payment.id))
        ],
        tenders=[(way, tender) for way, tender in session.execute(tenders.where(Tender.payment_id == payment.id))],
        entries=session.scalars(entries).all(),
        papers=session.scalars(papers).all(),
        drawers=session.scalars(drawers.order_by(CashSession.number)).all(),
        left=payment.amount - given_back(session, payment.id),
        cancelled=is_cancelled(session, payment.id),
    )
