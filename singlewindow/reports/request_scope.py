"""Narrowing queries of requests to the scope of a report, and splitting them by an axis."""

from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import InstrumentedAttribute

from singlewindow.catalogue.records import Service
from singlewindow.errors import N_, Invalid
from singlewindow.places.records import Center
from singlewindow.reports.cairo_days import cairo_day
from singlewindow.reports.scope import Axis, Scope, centers
from singlewindow.requests.records import Request, RequestStage
from singlewindow.tickets.records import Ticket

BY_DAY = (Axis.DAY, Axis.MONTH)


class NotSplitThus(Invalid):
    message = N_("This figure is not split that way.")


def in_scope(query: Select[Any], scope: Scope) -> Select[Any]:
    """Keep the requests of a scope. A department's are those whose way leads, or led, through it."""
    query = query.where(Request.center_id.in_(centers(scope)))
    if scope.service_id is not None:
        query = query.where(Request.service_id == scope.service_id)
    if scope.sector_id is not None:
        query = query.where(Request.service_id.in_(select(Service.id).where(Service.sector_id == scope.sector_id)))
    if scope.department_id is not None:
        there = select(RequestStage.request_id).where(RequestStage.department_id == scope.department_id)
        query = query.where(Request.id.in_(there))
    tickets = {Ticket.window_id: scope.window_id, Ticket.lane: scope.lane}
    only = [column == value for column, value in tickets.items() if value is not None]
    return query.where(Request.ticket_id.in_(select(Ticket.id).where(*only))) if only else query


def split(query: Select[Any], axis: Axis, moment: InstrumentedAttribute[Any]) -> tuple[Select[Any], Any]:
    """Give a query joined with what an axis needs, and the column of its key; months are told by their days, and a
    request has a row for each of its stages where it is split by departments.

    Raises NotSplitThus.
    """
    if axis in BY_DAY:
        return query, cairo_day(moment)
    if axis in (Axis.KIND, Axis.MARKAZ):
        joined = query.join(Center, Center.id == Request.center_id)
        return joined, Center.kind if axis is Axis.KIND else Center.markaz_ar
    if axis is Axis.SECTOR:
        return query.join(Service, Service.id == Request.service_id), Service.sector_id
    if axis is Axis.DEPARTMENT:
        return query.join(RequestStage, RequestStage.request_id == Request.id), RequestStage.department_id
    plain = {Axis.CENTER: Request.center_id, Axis.SERVICE: Request.service_id}
    if axis not in plain:
        raise NotSplitThus
    return query, plain[axis]
