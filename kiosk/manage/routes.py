"""The editor of routes and forms: which departments a service's files go through, and what its form asks."""

from collections.abc import Sequence

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from kiosk.edge import database, now
from kiosk.guards import current_staff, needs
from kiosk.refusals import message_of
from singlewindow.catalogue.form_fields import FieldWish, set_fields
from singlewindow.catalogue.records import FieldKind, Sector, Service
from singlewindow.catalogue.services import sector_by_code, sectors, service_by_code, services_of
from singlewindow.errors import Refusal
from singlewindow.people.roles import Permission
from singlewindow.requests.answers import fields_of
from singlewindow.routes.records import RouteStage
from singlewindow.routes.routes import StageWish, WrongDays, departments, own_stages, set_route
from singlewindow.routes.stages import StageKind
from singlewindow.text import ascii_digits

routes = Blueprint("routes", __name__)

STAGE_ROWS = 8
FIELD_ROWS = 8


@routes.get("/manage/routes")
@needs(Permission.MANAGE_CATALOGUE)
def listed() -> str:
    """Show each sector's route, and which services have one of their own."""
    with database().reading() as session:
        own = set(session.scalars(select(RouteStage.service_id)))
        rows = [(sector, own_stages(session, sector), services_of(session, sector.id)) for sector in sectors(session)]
        names = {row.id: row for row in departments(session)}
    return render_template("manage/routes.html", rows=rows, own=own, departments=names)


@routes.get("/manage/routes/sectors/<code>")
@needs(Permission.MANAGE_CATALOGUE)
def sector(code: str) -> str:
    """Show the route of a sector."""
    return _drawn("sector", code)


@routes.get("/manage/routes/services/<code>")
@needs(Permission.MANAGE_CATALOGUE)
def service(code: str) -> str:
    """Show the route and the form of a service."""
    return _drawn("service", code)


@routes.post("/manage/routes/sectors/<code>")
@needs(Permission.MANAGE_CATALOGUE)
def set_sector(code: str) -> Response:
    """Set the route of a sector."""
    return _set("sector", code)


@routes.post("/manage/routes/services/<code>")
@needs(Permission.MANAGE_CATALOGUE)
def set_service(code: str) -> Response:
    """Set the route of a service."""
    return _set("service", code)


@routes.post("/manage/routes/services/<code>/form")
@needs(Permission.MANAGE_CATALOGUE)
def set_form(code: str) -> Response:
    """Set the form of a service."""
    try:
        with database().writing() as work:
            chosen = service_by_code(work.session, code)
            set_fields(work, chosen, _typed_fields(), current_staff().id, now())
    except Refusal as refusal:
        return make_response(_drawn("service", code, message_of(refusal)), refusal.status)
    return redirect(url_for("routes.service", code=code), 303)


def _set(kind: str, code: str) -> Response:
    try:
        with database().writing() as work:
            owner = _owner(work.session, kind, code)
            set_route(work, owner, _typed_stages(), current_staff().id, now())
    except Refusal as refusal:
        return make_response(_drawn(kind, code, message_of(refusal)), refusal.status)
    return redirect(url_for("routes.listed"), 303)


def _owner(session: Session, kind: str, code: str) -> Service | Sector:
    return sector_by_code(session, code) if kind == "sector" else service_by_code(session, code)


def _typed_stages() -> list[StageWish]:
    form = request.form
    rows = zip(form.getlist("department"), form.getlist("kind"), form.getlist("days"), strict=False)
    return [
        StageWish(department, StageKind(kind), _days(days))
        for department, kind, days in rows
        if kind in list(StageKind)
    ]


def _days(typed: str) -> int:
    plain = ascii_digits(typed).strip()
    if not (plain.isascii() and plain.isdigit() and len(plain) <= 3):
        raise WrongDays
    return int(plain)


def _typed_fields() -> list[FieldWish]:
    form = request.form
    names = zip(*(form.getlist(name) for name in ("name_ar", "name_en", "field_kind", "choices")), strict=False)
    required = set(form.getlist("required"))
    return [
        FieldWish(ar, en, FieldKind(kind), str(row) in required, choices)
        for row, (ar, en, kind, choices) in enumerate(names, 1)
        if (ar.strip() or en.strip()) and kind in list(FieldKind)
    ]


def _drawn(kind: str, code: str, message: str = "") -> str:
    with database().reading() as session:
        owner = _owner(session, kind, code)
        stages: Sequence[RouteStage] = own_stages(session, owner)
        page = {
            "owner": owner,
            "kind": kind,
            "stages": stages,
            "departments": departments(session),
            "fields": fields_of(session, owner.id) if kind == "service" else (),
        }
    rows = {"stage_rows": max(STAGE_ROWS, len(stages)), "field_rows": FIELD_ROWS}
    kinds = {"stage_kinds": list(StageKind), "field_kinds": list(FieldKind)}
    return render_template("manage/route.html", message=message, **page, **rows, **kinds)
