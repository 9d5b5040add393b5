"""Complaints: the form for anyone, the same at the counter, the answers, and the page of one complaint."""

from uuid import UUID

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from kiosk.attempting import attempted
from kiosk.edge import database, now, show_digits
from kiosk.guards import current_staff, needs, permitted
from kiosk.limits import limiter
from kiosk.refusals import message_of
from singlewindow.catalogue.records import Service
from singlewindow.complaints.complaints import (
    ComplaintWords,
    UnknownComplaint,
    answer,
    complain,
    complaint_by_number,
    complaints_of,
    figures_of,
)
from singlewindow.complaints.records import Complaint, ComplaintKind
from singlewindow.errors import Refusal
from singlewindow.people.roles import Permission
from singlewindow.places.centers import center_by_code
from singlewindow.places.clock import service_day
from singlewindow.places.records import Center

complaints = Blueprint("complaints", __name__)


@complaints.get("/complaints")
def form() -> str:
    """Show the form."""
    return _form()


@complaints.post("/complaints")
@limiter.limit("5/minute;30/hour")
def send() -> Response:
    """Take a complaint from anyone, or from a clerk for who stands at the window."""
    sent = request.form
    fields = ("form_key", "kind", "words", "service", "request", "complainant", "phone")
    typed = ComplaintWords(**{name: sent.get(name, "") for name in fields})
    clerk = current_staff().id if permitted(Permission.RECEIVE_REQUESTS) else None
    try:
        with database().reading() as session:
            center_id = center_by_code(session, sent.get("center", "")).id
        complaint = attempted(lambda work: complain(work, center_id, typed, clerk, now()))
    except Refusal as refusal:
        return make_response(_form(refusal), refusal.status)
    return redirect(url_for("complaints.page", code=complaint.code), 303)


@complaints.get("/complaints/<code>")
@limiter.limit("60/minute")
def page(code: str) -> str:
    """Show a complaint's number, when an answer is due, and the answer, to who has its code."""
    with database().reading() as session:
        complaint = session.scalar(select(Complaint).where(Complaint.code == code.upper()))
        if complaint is None:
            raise UnknownComplaint
        center = session.get_one(Center, complaint.center_id)
    show_digits(center.digits)
    return render_template("complaints/page.html", complaint=complaint, center=center)


@complaints.get("/complaints/desk")
@needs(Permission.ANSWER_COMPLAINTS)
def desk() -> str:
    """Show the complaints, those without an answer first, and the figures."""
    return _desk("")


@complaints.get("/complaints/desk/<number>")
@needs(Permission.ANSWER_COMPLAINTS)
def one(number: str) -> str:
    """Show one complaint above the list."""
    return _desk(number)


@complaints.post("/complaints/desk/<number>")
@needs(Permission.ANSWER_COMPLAINTS)
def reply(number: str) -> Response:
    """Answer a complaint, once."""
    own, words = current_staff(), request.form.get("answer", "")
    try:
        attempted(
            lambda work: answer(work, complaint_by_number(work.session, number, own.center_id), own.id, words, now())
        )
    except Refusal as refusal:
        return make_response(_desk(number, message_of(refusal)), refusal.status)
    return redirect(url_for("complaints.desk"), 303)


def _form(refusal: Refusal | None = None) -> str:
    with database().reading() as session:
        centers = session.scalars(select(Center).order_by(Center.number)).all()
        services = session.scalars(select(Service).order_by(Service.position)).all()
    message = message_of(refusal) if refusal else ""
    return render_template(
        "complaints/form.html",
        centers=centers,
        services=services,
        kinds=list(ComplaintKind),
        message=message,
        form=request.form,
        chosen=current_staff().center_id if permitted(Permission.RECEIVE_REQUESTS) else None,
    )


def _desk(number: str, message: str = "") -> str:
    own = current_staff().center_id
    with database().reading() as session:
        chosen = complaint_by_number(session, number, own) if number else None
        rows = complaints_of(session, own)
        center = session.get(Center, own) if own else None
        page: dict[str, object] = {
            "center": center,
            "rows": rows,
            "chosen": chosen,
            "figures": figures_of(session, own),
        }
        page |= {"names": _names(session), "today": service_day(now())}
    if center:
        show_digits(center.digits)
    return render_template("complaints/desk.html", message=message, **page)


def _names(session: Session) -> dict[UUID, Center | Service]:
    named = [*session.scalars(select(Center)), *session.scalars(select(Service))]
    return {record.id: record for record in named}
