"""A request's page: its facts, its money, its papers, and the certificate that can be asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from kiosk.cashier.account_form import typed_certificate
from kiosk.counter.money_form import Form, MoneyForm, field_of, read_money_form, typed_amounts, typed_money
from kiosk.edge import database, now, show_digits
from kiosk.guards import current_center, current_staff, needs
from kiosk.refusals import message_of
from singlewindow.cash.certificate import certificates_of, certify
from singlewindow.cash.charges import Debtor, Owed, standing, unpaid
from singlewindow.cash.pay import pay, payments_of
from singlewindow.cash.records import Charge, CounterEntry, Payment
from singlewindow.cash.request_refund import Refundable, awaited_refund, refund_of
from singlewindow.catalogue.records import Service
from singlewindow.documents.records import Document
from singlewindow.documents.standing import ended_of
from singlewindow.errors import Invalid, Refusal
from singlewindow.people.identity import REASONS, shows_identity, view_identity
from singlewindow.people.roles import Permission
from singlewindow.places.clock import service_day
from singlewindow.places.records import Center
from singlewindow.requests.answers import answers_of
from singlewindow.requests.calendar import due_of
from singlewindow.requests.clock import Due
from singlewindow.requests.correct import CORRECTION_REASONS, FIELD_NAMES, corrections_of, require_correctable
from singlewindow.requests.moving import request_by_number
from singlewindow.requests.national_id import NationalId, read_national_id
from singlewindow.requests.outcomes import fixed_fee
from singlewindow.requests.receive import reopen
from singlewindow.requests.records import ApplicantCorrection, Request, RequestAnswer, RequestPaper, RequestScan
from singlewindow.requests.scans import LARGEST_SCAN, ScanTooLarge, scans_of
from singlewindow.requests.states import CLOSED
from singlewindow.requests.tracking import TrackedStage, tracked_stages

request_file = Blueprint("request_file", __name__)


@dataclass(frozen=True)
class RequestPage:
    center: Center
    request: Request
    identity: NationalId | None
    service: Service
    papers: Sequence[RequestPaper]
    charges: Sequence[Charge]
    owed: Sequence[Owed]
    payments: Sequence[Payment]
    entries: Sequence[CounterEntry]
    documents: Sequence[Document]
    ended: frozenset[UUID]
    money: MoneyForm
    shows_identity: bool
    answers: Sequence[RequestAnswer]
    scans: Sequence[RequestScan]
    stages: Sequence[TrackedStage]
    due: Due
    fixed_fee: int | None
    closed: bool
    refundable: Refundable | None
    refund: CounterEntry | None
    corrections: Sequence[tuple[ApplicantCorrection, str]]
    may_correct: bool


@request_file.get("/counter/requests/<number>")
@needs(Permission.RECEIVE_REQUESTS)
def page(number: str) -> str:
    """Show a request of the clerk's own center."""
    return drawn(number)


@request_file.post("/counter/requests/<number>/certificates")
@needs(Permission.ISSUE_CERTIFICATES)
def issue_certificate(number: str) -> Response:
    """Issue a payment certificate, once for each form key."""
    try:
        wish = typed_certificate(request.form)
        with database().writing() as work:
            found = request_by_number(work.session, current_center(), number)
            certify(work, found, current_staff().id, wish, now())
    except Refusal as refusal:
        return make_response(drawn(number, message_of(refusal)), refusal.status)
    return redirect(url_for("request_file.page", number=number), 303)


@request_file.post("/counter/requests/<number>/payments")
@needs(Permission.TAKE_PAYMENTS)
def take_payment(number: str) -> Response:
    """Take the payment of a request that was saved without one, once for each form key."""
    try:
        amounts = typed_amounts(request.form)
        with database().writing() as work:
            found = reopen(work, current_center(), number)
            pay(work, found, current_staff().id, typed_money(request.form, amounts), now())
    except Refusal as refusal:
        field = field_of(refusal, request.form) if isinstance(refusal, Invalid) else ""
        return make_response(drawn(number, message_of(refusal), field), refusal.status)
    return redirect(url_for("request_file.page", number=number), 303)


@request_file.post("/counter/requests/<number>/identity")
@needs(Permission.READ_IDENTITY)
def read_identity(number: str) -> Response:
    """Show the applicant for a while, for a reason that is noted."""
    try:
        with database().writing() as work:
            found = request_by_number(work.session, current_center(), number)
            view_identity(work, current_staff(), found, request.form.get("reason", ""), now())
    except Refusal as refusal:
        return make_response(drawn(number, message_of(refusal), "reason"), refusal.status)
    return redirect(url_for("request_file.page", number=number), 303)


def drawn(number: str, message: str = "", field: str = "", form: Form | None = None) -> str:
    """Draw a request of the clerk's own center, with a message above it if there is one; raises UnknownRequest.

    What was typed stands in `form` when the form that was sent can't be read.
    """
    with database().reading() as session:
        found = _read(session, number)
    show_digits(found.center.digits)
    return render_template(
        "counter/request.html",
        page=found,
        message=message,
        form=request.form if form is None else form,
        field=field,
        reasons=REASONS,
        largest_scan=LARGEST_SCAN,
        correction_reasons=CORRECTION_REASONS,
        field_names=FIELD_NAMES,
        scan_too_large=ScanTooLarge.message,
    )


def _read(session: Session, number: str) -> RequestPage:
    found = request_by_number(session, current_center(), number)
    papers = select(RequestPaper).where(RequestPaper.request_id == found.id).order_by(RequestPaper.position)
    charges = standing(session, Debtor(request_id=found.id))
    payments = payments_of(session, found.id)
    documents = _documents(session, found, payments)
    return RequestPage(
        center=session.get_one(Center, found.center_id),
        request=found,
        identity=read_national_id(found.national_id, service_day(now())) if found.national_id else None,
        service=session.get_one(Service, found.service_id),
        papers=session.scalars(papers).all(),
        charges=charges,
        owed=unpaid(session, Debtor(request_id=found.id)),
        payments=payments,
        entries=_entries(session, payments),
        documents=documents,
        ended=ended_of(session, [paper.id for paper in documents]),
        money=read_money_form(
            session, current_staff().id, found.service_id, now(), frozenset(charge.tariff_item_id for charge in charges)
        ),
        shows_identity=shows_identity(session, current_staff(), found, now()),
        answers=answers_of(session, found.id),
        scans=scans_of(session, found.id),
        stages=tracked_stages(session, found),
        due=due_of(session, found),
        fixed_fee=fixed_fee(session, found),
        closed=found.state in CLOSED,
        refundable=awaited_refund(session, found),
        refund=refund_of(session, found.id),
        corrections=corrections_of(session, found.id),
        may_correct=_may_correct(session, found),
    )


def _may_correct(session: Session, found: Request) -> bool:
    try:
        require_correctable(session, current_staff(), found, now())
    except Refusal:
        return False
    return True


def _entries(session: Session, payments: Sequence[Payment]) -> Sequence[CounterEntry]:
    own = CounterEntry.payment_id.in_([payment.id for payment in payments])
    return session.scalars(select(CounterEntry).where(own).order_by(CounterEntry.serial)).all()


def _documents(session: Session, found: Request, payments: Sequence[Payment]) -> Sequence[Document]:
    receipts = Document.payment_id.in_([payment.id for payment in payments])
    certificates = Document.certificate_id.in_([certificate.id for certificate in certificates_of(session, found.id)])
    own = receipts | certificates | (Document.request_id == found.id)
    return session.scalars(select(Document).where(own).order_by(Document.wanted_at)).all()
