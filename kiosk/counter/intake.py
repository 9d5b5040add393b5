"""Opening a request for the number being served: one form, one transaction with its payment."""

from uuid import UUID

from flask import Blueprint, abort, make_response, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from kiosk.counter.intake_form import AMOUNT, IntakePage, field_of, read_intake_page
from kiosk.edge import database, now, public_url, show_digits
from kiosk.guards import current_staff, needs, permitted
from kiosk.language import LANGUAGES
from kiosk.refusals import message_of
from singlewindow.cash.money import read_amount
from singlewindow.cash.pay import Money, UnknownTariffItem, pay
from singlewindow.errors import Invalid
from singlewindow.people.roles import Permission
from singlewindow.requests.receive import Intake, UnknownPaper, receive

intake = Blueprint("intake", __name__)

Form = MultiDict[str, str]


@intake.get("/counter/request/new")
@needs(Permission.RECEIVE_REQUESTS)
def form() -> Response:
    """Show the empty form, or the request that has been opened already."""
    page = _read()
    if page.opened:
        return redirect(url_for("request_file.page", number=page.opened), 303)
    return _drawn(page, MultiDict(), None)


@intake.post("/counter/request")
@needs(Permission.RECEIVE_REQUESTS)
def take() -> Response:
    """Receive the request and, when something is owed, its payment: all of it or nothing."""
    amounts: dict[UUID, int] = {}
    try:
        amounts = _amounts(request.form)
        if amounts and not permitted(Permission.TAKE_PAYMENTS):
            abort(403)
        with database().writing() as work:
            received = receive(work, current_staff().id, _intake(request.form), now())
            if amounts:
                pay(work, received, current_staff().id, _money(request.form, amounts), now())
    except Invalid as refusal:
        return _drawn(_read(), request.form, refusal)
    return redirect(url_for("request_file.page", number=received.request.number), 303)


def _intake(form: Form) -> Intake:
    return Intake(
        form_key=form.get("form_key", ""),
        applicant_name=form.get("applicant_name", ""),
        national_id=form.get("national_id", ""),
        phone=form.get("phone", ""),
        papers=frozenset(_key(text, UnknownPaper) for text in form.getlist("papers")),
    )


def _amounts(form: Form) -> dict[UUID, int]:
    """Read what was typed beside the tariff's items; empty and zero are left out."""
    typed = {name.removeprefix(AMOUNT): text for name, text in form.items() if name.startswith(AMOUNT) and text.strip()}
    amounts = {_key(name, UnknownTariffItem): read_amount(text) for name, text in typed.items()}
    return {key: amount for key, amount in amounts.items() if amount}


def _money(form: Form, amounts: dict[UUID, int]) -> Money:
    paper_language = form.get("paper_language", "ar")
    return Money(
        amounts=amounts,
        method=form.get("method", ""),
        reference=form.get("reference", ""),
        form33=form.get("form33", ""),
        language=paper_language if paper_language in LANGUAGES else "ar",
        public_url=public_url(),
    )


def _key(text: str, refusal: type[Invalid]) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise refusal from error


def _read() -> IntakePage:
    with database().reading() as session:
        return read_intake_page(session, current_staff().id, now())


def _drawn(page: IntakePage, form: Form, refusal: Invalid | None) -> Response:
    show_digits(page.center.digits)
    message = message_of(refusal) if refusal else ""
    field = field_of(refusal, form) if refusal else ""
    html = render_template("counter/intake.html", page=page, form=form, message=message, wrong=refusal, field=field)
    return make_response(html, refusal.status if refusal else 200)
