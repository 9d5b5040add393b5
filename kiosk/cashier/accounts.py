"""Accounts of units, files and licences: finding and opening them, their ledger, and what is charged and paid."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from kiosk.cashier.account_form import (
    AccountPage,
    chosen_charges,
    read_account,
    typed_certificate,
    typed_day,
    typed_span,
)
from kiosk.counter.money_form import typed_amounts, typed_money
from kiosk.edge import database, now, show_digits
from kiosk.guards import current_center, current_staff, needs
from kiosk.refusals import message_of
from singlewindow.cash.accounts import (
    Holder,
    UnknownAccount,
    account_by_number,
    charge_account,
    declare_complete,
    open_account,
    pay_account,
)
from singlewindow.cash.certificate import certify_account
from singlewindow.cash.records import Account, AccountKind
from singlewindow.database import Work
from singlewindow.errors import N_, Invalid, Refusal
from singlewindow.people.roles import Permission
from singlewindow.places.clock import service_day
from singlewindow.places.records import Center

LATEST = 20
accounts = Blueprint("accounts", __name__)


class UnknownKind(Invalid):
    message = N_("Please say what the account is about.")


@dataclass(frozen=True)
class FindPage:
    center: Center
    latest: list[Account]


@accounts.get("/accounts")
@needs(Permission.TAKE_PAYMENTS)
def find() -> Response:
    """Find an account by its kind and number; without them show the last ones and the form that opens one."""
    number = request.args.get("number", "").strip()
    if not number:
        return make_response(_list())
    try:
        with database().reading() as session:
            found = account_by_number(session, current_center(), _kind(request.args.get("kind", "")), number)
    except Refusal as refusal:
        return make_response(_list(message_of(refusal)), refusal.status)
    return redirect(url_for("accounts.one", account_id=found.id), 303)


@accounts.post("/accounts")
@needs(Permission.TAKE_PAYMENTS)
def begin() -> Response:
    """Open an account."""
    form = request.form
    holder = Holder(form.get("holder", ""), form.get("national_id", ""), form.get("subject", ""))
    try:
        with database().writing() as work:
            kind, number = _kind(form.get("kind", "")), form.get("number", "")
            opened = open_account(work, current_center(), kind, number, holder, current_staff().id, now())
    except Refusal as refusal:
        return make_response(_list(message_of(refusal)), refusal.status)
    return redirect(url_for("accounts.one", account_id=opened.id), 303)


@accounts.get("/accounts/<uuid:account_id>")
@needs(Permission.TAKE_PAYMENTS)
def one(account_id: UUID) -> str:
    """Show an account's ledger, and what can be done with it."""
    return _drawn(account_id)


@accounts.post("/accounts/<uuid:account_id>/charges")
@needs(Permission.TAKE_PAYMENTS)
def charge(account_id: UUID) -> Response:
    """Charge the account for a period."""

    def deed(work: Work, account: Account) -> None:
        amounts, service = typed_amounts(request.form), request.form.get("service", "")
        charge_account(work, account, service, amounts, typed_span(request.form), current_staff().id, now())

    return _done(account_id, deed)


@accounts.post("/accounts/<uuid:account_id>/payments")
@needs(Permission.TAKE_PAYMENTS)
def pay(account_id: UUID) -> Response:
    """Take what is paid of the charges, once for each form key."""

    def deed(work: Work, account: Account) -> None:
        paid = chosen_charges(request.form)
        pay_account(work, account, current_staff().id, paid, typed_money(request.form, {}), now())

    return _done(account_id, deed)


@accounts.post("/accounts/<uuid:account_id>/certificates")
@needs(Permission.ISSUE_CERTIFICATES)
def certify(account_id: UUID) -> Response:
    """Issue a certificate of the account's payments, once for each form key."""

    def deed(work: Work, account: Account) -> None:
        certify_account(work, account, current_staff().id, typed_certificate(request.form), now())

    return _done(account_id, deed)


@accounts.post("/accounts/<uuid:account_id>/complete")
@needs(Permission.MANAGE_CENTER)
def complete(account_id: UUID) -> Response:
    """Say from when on the ledger is complete."""

    def deed(work: Work, account: Account) -> None:
        since = typed_day(request.form, "since") or service_day(now())
        declare_complete(work, account, since, current_staff().id, now())

    return _done(account_id, deed)


def _done(account_id: UUID, deed: Callable[[Work, Account], None]) -> Response:
    try:
        with database().writing() as work:
            deed(work, _own(work.session, account_id))
    except Refusal as refusal:
        return make_response(_drawn(account_id, message_of(refusal)), refusal.status)
    return redirect(url_for("accounts.one", account_id=account_id), 303)


def _kind(typed: str) -> AccountKind:
    if typed not in list(AccountKind):
        raise UnknownKind
    return AccountKind(typed)


def _own(session: Session, account_id: UUID) -> Account:
    account = session.get(Account, account_id)
    if account is None or account.center_id != current_center():
        raise UnknownAccount
    return account


def _list(message: str = "") -> str:
    with database().reading() as session:
        center = session.get_one(Center, current_center())
        query = select(Account).where(Account.center_id == center.id).order_by(Account.opened_at.desc())
        page = FindPage(center, list(session.scalars(query.limit(LATEST))))
    show_digits(center.digits)
    return render_template(
        "cashier/accounts.html", page=page, kinds=list(AccountKind), form=request.form, message=message
    )


def _drawn(account_id: UUID, message: str = "") -> str:
    moment: datetime = now()
    with database().reading() as session:
        page: AccountPage = read_account(session, _own(session, account_id), moment)
    show_digits(page.center.digits)
    today = service_day(moment).isoformat()
    return render_template("cashier/account.html", page=page, form=request.form, today=today, message=message)
