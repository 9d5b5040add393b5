"""Opening a request for the number being served: one form, one transaction with its payment."""

from contextlib import suppress
from uuid import UUID

from flask import Blueprint, abort, make_response, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from kiosk.counter.intake_form import IntakePage, read_intake_page
from kiosk.counter.money_form import Form, field_of, typed_amounts, typed_money
from kiosk.counter.typed import typed_key
from kiosk.edge import database, keyring, now, public_url, show_digits
from kiosk.guards import current_staff, needs, permitted
from kiosk.language import LANGUAGES
from kiosk.oversize import answer_too_large
from kiosk.refusals import message_of
from singlewindow.cash.pay import pay
from singlewindow.errors import N_, Invalid, Refusal
from singlewindow.people.roles import Permission
from singlewindow.requests.answers import AnswerWrong
from singlewindow.requests.applicant import Subject
from singlewindow.requests.draft import save_draft
from singlewindow.requests.papers import UnknownPaper
from singlewindow.requests.receive import Intake, receive
from singlewindow.requests.states import ApplicantKind

intake = Blueprint("intake", __name__)

ANSWER = "answer-"
LATER = "later"
NOT_KEPT = ("csrf_token", "form_key", LATER)


class FormTooLarge(Refusal):
    status = 413
    message = N_("That is too much text for a request. Here is what was kept while you typed: please send it shorter.")


@intake.get("/counter/request/new")
@needs(Permission.RECEIVE_REQUESTS)
def form() -> Response:
    """Show the empty form, or the request that has been opened already."""
    page = _read()
    if page.opened:
        return redirect(url_for("request_file.page", number=page.opened), 303)
    return make_response(_drawn(page, _typed(page), None))


@intake.post("/counter/request/draft")
@needs(Permission.RECEIVE_REQUESTS)
def keep() -> Response:
    """Keep what has been typed so far."""
    _keep()
    return make_response("", 204)


@intake.post("/counter/request")
@needs(Permission.RECEIVE_REQUESTS)
def take() -> Response:
    """Receive the request and, unless it is to be paid later, its payment: all of it or nothing.

    What was typed is kept when it is refused: the clerk may have to leave the page to mend it.
    """
    amounts: dict[UUID, int] = {}
    try:
        amounts = {} if LATER in request.form else typed_amounts(request.form)
        if amounts and not permitted(Permission.TAKE_PAYMENTS):
            abort(403)
        with database().writing() as work:
            received = receive(work, current_staff().id, _intake(request.form), now())
            if amounts and not received.repeated:
                pay(work, received, current_staff().id, typed_money(request.form, amounts), now())
    except Refusal as refusal:
        with suppress(Refusal):
            _keep()
        return make_response(_drawn(_read(), request.form, refusal), refusal.status)
    return redirect(url_for("request_file.page", number=received.request.number), 303)


def _keep() -> None:
    typed = {name: request.form.getlist(name) for name in request.form if name not in NOT_KEPT}
    with database().writing() as work:
        save_draft(work, current_staff().id, typed, now())


def _intake(form: Form) -> Intake:
    kind, language = form.get("applicant_kind", ""), form.get("paper_language", "ar")
    return Intake(
        form_key=form.get("form_key", ""),
        applicant_name=form.get("applicant_name", ""),
        national_id=form.get("national_id", ""),
        phone=form.get("phone", ""),
        papers=frozenset(typed_key(text, UnknownPaper) for text in form.getlist("papers")),
        kind=ApplicantKind(kind) if kind in list(ApplicantKind) else ApplicantKind.PERSON,
        commercial_register=form.get("commercial_register", ""),
        representative_name=form.get("representative_name", ""),
        power_of_attorney=form.get("power_of_attorney", ""),
        subject=Subject(*(form.get(name, "") for name in ("unit", "plot", "file_number", "address"))),
        answers={typed_key(name.removeprefix(ANSWER), AnswerWrong): form[name] for name in form if _asks(name)},
        language=language if language in LANGUAGES else "ar",
        public_url=public_url(),
        signer=keyring(),
    )


def _asks(name: str) -> bool:
    return name.startswith(ANSWER)


def _read() -> IntakePage:
    with database().reading() as session:
        return read_intake_page(session, current_staff().id, now())


def _drawn(page: IntakePage, form: Form, refusal: Refusal | None) -> str:
    show_digits(page.center.digits)
    message = message_of(refusal) if refusal else ""
    place = refusal.values.get("place") if refusal else None
    named = field_of(refusal, form) if isinstance(refusal, Invalid) else ""
    field = f"{ANSWER}{place}" if place else named
    return render_template("counter/intake.html", page=page, form=form, message=message, wrong=refusal, field=field)


def _typed(page: IntakePage) -> Form:
    return MultiDict([(name, text) for name, texts in page.draft.items() for text in texts])


def _too_large() -> str:
    page = _read()
    return _drawn(page, _typed(page), FormTooLarge())


answer_too_large(intake, "take", Permission.RECEIVE_REQUESTS, _too_large)
