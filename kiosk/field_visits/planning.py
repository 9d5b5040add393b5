"""Planning field visits, moving and cancelling them."""

from uuid import UUID

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response

from kiosk.attempting import attempted
from kiosk.counter.typed import typed_key, typed_reason
from kiosk.edge import database, now
from kiosk.field_visits.pages import visit_refused
from kiosk.guards import current_staff, needs
from kiosk.refusals import message_of
from singlewindow.errors import Invalid, Refusal
from singlewindow.field_visits.planning import (
    FURTHEST_PLAN,
    UnknownVisitor,
    VisitPlan,
    cancel_visit,
    move_plan,
    plan_visit,
    visitors,
)
from singlewindow.people.roles import Permission
from singlewindow.places.centers import COUNTS
from singlewindow.places.clock import service_day
from singlewindow.places.records import Center

visit_plans = Blueprint("visit_plans", __name__)


@visit_plans.get("/field-visits/plan")
@needs(Permission.VISIT_CENTERS)
def form() -> str:
    """Show the form of a plan."""
    return _drawn()


@visit_plans.post("/field-visits/plan")
@needs(Permission.VISIT_CENTERS)
def plan() -> Response:
    """Plan a field visit, once for each form key."""
    try:
        typed = _plan()
        visit = attempted(lambda work: plan_visit(work, typed, current_staff().id, now()))
    except Refusal as refusal:
        return make_response(_drawn(refusal), refusal.status)
    return redirect(url_for("field_visits.page", number=visit.number), 303)


@visit_plans.post("/field-visits/<number>/move")
@needs(Permission.VISIT_CENTERS)
def move(number: str) -> Response:
    """Plan a field visit for another day or visitor."""
    try:
        typed = _plan()
        attempted(lambda work: move_plan(work, number, typed, typed_reason(), current_staff().id, now()))
    except Refusal as refusal:
        return visit_refused(number, refusal)
    return redirect(url_for("field_visits.page", number=number), 303)


@visit_plans.post("/field-visits/<number>/cancel")
@needs(Permission.VISIT_CENTERS)
def cancel(number: str) -> Response:
    """Cancel a field visit."""
    try:
        attempted(lambda work: cancel_visit(work, number, typed_reason(), current_staff().id, now()))
    except Refusal as refusal:
        return visit_refused(number, refusal)
    return redirect(url_for("field_visits.page", number=number), 303)


def _plan() -> VisitPlan:
    form = request.form
    visitor: UUID = typed_key(form.get("visitor", ""), UnknownVisitor)
    return VisitPlan(
        center=form.get("center", ""),
        planned_on=form.get("planned_on", ""),
        visitor=visitor,
        purpose=form.get("purpose", ""),
        form_key=form.get("form_key", ""),
    )


def _drawn(refusal: Refusal | None = None) -> str:
    with database().reading() as session:
        centers = session.scalars(select(Center).where(COUNTS).order_by(Center.number)).all()
        people = visitors(session)
    return render_template(
        "field_visits/plan.html",
        centers=centers,
        visitors=people,
        today=service_day(now()),
        furthest=FURTHEST_PLAN,
        form=request.form,
        message=message_of(refusal) if refusal else "",
        field=refusal.field if isinstance(refusal, Invalid) else "",
    )
