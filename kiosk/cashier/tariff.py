"""The tariff: what each service costs from when on, and changes that one person proposes and another approves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from kiosk.cashier.account_form import typed_day
from kiosk.edge import database, now
from kiosk.guards import current_staff, needs
from kiosk.refusals import message_of
from singlewindow.cash.money import read_amount
from singlewindow.cash.tariff import Rule
from singlewindow.cash.tariff_changes import DayPassed, TariffWish, approve, open_changes, propose, refuse
from singlewindow.catalogue.records import Service, TariffChange, TariffItem
from singlewindow.catalogue.services import service_by_code
from singlewindow.errors import N_, Invalid, Refusal
from singlewindow.people.records import Staff
from singlewindow.people.roles import Permission

tariff = Blueprint("tariff", __name__)


class UnknownRule(Invalid):
    message = N_("Please say by which rule the item is computed.")


@dataclass(frozen=True)
class Proposal:
    """A proposal, its service and the code of who made it."""

    change: TariffChange
    service: Service
    by: str


@dataclass(frozen=True)
class TariffPage:
    services: Sequence[Service]
    chosen: Service | None
    items: Sequence[TariffItem]
    proposals: Sequence[Proposal]


@tariff.get("/manage/tariff")
@needs(Permission.MANAGE_TARIFF)
def page() -> str:
    """Show the proposals, and a service's items past, present and to come."""
    return _drawn(request.args.get("service", ""))


@tariff.post("/manage/tariff")
@needs(Permission.MANAGE_TARIFF)
def suggest() -> Response:
    """Propose a change of an item, or a new one."""
    service = request.form.get("service", "")
    try:
        with database().writing() as work:
            propose(work, _wish(service), current_staff().id, now())
    except Refusal as refusal:
        return make_response(_drawn(service, message_of(refusal)), refusal.status)
    return redirect(url_for("tariff.page", service=service), 303)


@tariff.post("/manage/tariff/<uuid:change_id>/approve")
@needs(Permission.MANAGE_TARIFF)
def accept(change_id: UUID) -> Response:
    """Put a proposal of someone else into the tariff."""
    try:
        with database().writing() as work:
            approve(work, change_id, current_staff().id, now())
    except Refusal as refusal:
        return make_response(_drawn("", message_of(refusal)), refusal.status)
    return redirect(url_for("tariff.page"), 303)


@tariff.post("/manage/tariff/<uuid:change_id>/refuse")
@needs(Permission.MANAGE_TARIFF)
def turn_down(change_id: UUID) -> Response:
    """Turn a proposal down, or take one's own back."""
    try:
        with database().writing() as work:
            refuse(work, change_id, current_staff().id, now())
    except Refusal as refusal:
        return make_response(_drawn("", message_of(refusal)), refusal.status)
    return redirect(url_for("tariff.page"), 303)


def _wish(service: str) -> TariffWish:
    form = request.form
    if form.get("rule") not in (*Rule, "ends"):
        raise UnknownRule
    rule = None if form["rule"] == "ends" else Rule(form["rule"])
    typed = form.get("figure", "").strip()
    begins: date | None = typed_day(form, "valid_from")
    if begins is None:
        raise DayPassed
    return TariffWish(
        service=service,
        code=form.get("code", ""),
        name_ar=form.get("name_ar", ""),
        name_en=form.get("name_en", ""),
        rule=rule,
        figure=read_amount(typed) if typed else None,
        valid_from=begins,
        source=form.get("source", ""),
    )


def _drawn(code: str, message: str = "") -> str:
    with database().reading() as session:
        found = _read(session, code)
    return render_template("cashier/tariff.html", page=found, rules=list(Rule), form=request.form, message=message)


def _read(session: Session, code: str) -> TariffPage:
    chosen = service_by_code(session, code) if code else None
    of_chosen = select(TariffItem).where(TariffItem.service_id == (chosen.id if chosen else None))
    return TariffPage(
        services=session.scalars(select(Service).order_by(Service.position)).all(),
        chosen=chosen,
        items=session.scalars(of_chosen.order_by(TariffItem.position, TariffItem.valid_from)).all(),
        proposals=[_proposal(session, change) for change in open_changes(session)],
    )


def _proposal(session: Session, change: TariffChange) -> Proposal:
    by = session.get_one(Staff, change.proposed_by).code
    return Proposal(change, session.get_one(Service, change.service_id), by)
