"""The fees of requests at the cashier's: which wait to be paid, and taking one; who asks is not shown."""

from dataclasses import dataclass

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from kiosk.counter.money_form import MoneyForm, field_of, read_money_form, typed_amounts, typed_money
from kiosk.edge import database, now, show_digits
from kiosk.guards import current_center, current_staff, needs
from kiosk.refusals import message_of
from singlewindow.cash.charges import Debtor, standing
from singlewindow.cash.pay import pay
from singlewindow.cash.records import Charge
from singlewindow.catalogue.records import Service
from singlewindow.errors import Invalid, Refusal
from singlewindow.people.roles import Permission
from singlewindow.places.records import Center
from singlewindow.requests.moving import request_by_number
from singlewindow.requests.outcomes import fixed_fee
from singlewindow.requests.receive import reopen
from singlewindow.requests.records import Request
from singlewindow.requests.states import RequestState
from singlewindow.text import ascii_digits

MOST_WAITING = 100
request_fees = Blueprint("request_fees", __name__)


@dataclass(frozen=True)
class FeePage:
    """A request as its cashier needs it: the service, the fee its department fixed, and what can be charged."""

    center: Center
    request: Request
    service: Service
    fixed_fee: int
    charges: list[Charge]
    money: MoneyForm


@request_fees.get("/cash/requests")
@needs(Permission.TAKE_PAYMENTS)
def find() -> Response:
    """Find a request by its number; without one show those that wait to be paid."""
    number = ascii_digits(request.args.get("number", "")).strip()
    if not number:
        return make_response(_list(""))
    try:
        with database().reading() as session:
            found = request_by_number(session, current_center(), number)
    except Refusal as refusal:
        return make_response(_list(number, message_of(refusal)), refusal.status)
    return redirect(url_for("request_fees.one", number=found.number), 303)


@request_fees.get("/cash/requests/<number>")
@needs(Permission.TAKE_PAYMENTS)
def one(number: str) -> str:
    """Show the fee of a request."""
    return _drawn(number)


@request_fees.post("/cash/requests/<number>")
@needs(Permission.TAKE_PAYMENTS)
def take(number: str) -> Response:
    """Take the fee, once for each form key; the request goes on its way."""
    try:
        amounts = typed_amounts(request.form)
        with database().writing() as work:
            found = reopen(work, current_center(), number)
            paid = pay(work, found, current_staff().id, typed_money(request.form, amounts), now())
    except Refusal as refusal:
        field = field_of(refusal, request.form) if isinstance(refusal, Invalid) else ""
        return make_response(_drawn(number, message_of(refusal), field), refusal.status)
    return redirect(url_for("receipts.one", number=paid.receipt_number), 303)


def _list(number: str, message: str = "") -> str:
    with database().reading() as session:
        center = session.get_one(Center, current_center())
        own = (Request.center_id == center.id, Request.state == RequestState.AWAITING_PAYMENT)
        query = select(Request, Service).join(Service, Service.id == Request.service_id).where(*own)
        rows = session.execute(query.order_by(Request.state_since).limit(MOST_WAITING)).all()
        waiting = [(found, service, fixed_fee(session, found)) for found, service in rows]
    show_digits(center.digits)
    return render_template("cashier/requests.html", center=center, waiting=waiting, number=number, message=message)


def _drawn(number: str, message: str = "", field: str = "") -> str:
    with database().reading() as session:
        page = _read(session, number)
    show_digits(page.center.digits)
    return render_template("cashier/request.html", page=page, form=request.form, message=message, field=field)


def _read(session: Session, number: str) -> FeePage:
    found = request_by_number(session, current_center(), number)
    charges = list(standing(session, Debtor(request_id=found.id)))
    charged = frozenset(charge.tariff_item_id for charge in charges)
    return FeePage(
        center=session.get_one(Center, found.center_id),
        request=found,
        service=session.get_one(Service, found.service_id),
        fixed_fee=fixed_fee(session, found) or 0,
        charges=charges,
        money=read_money_form(session, current_staff().id, found.service_id, now(), charged),
    )
