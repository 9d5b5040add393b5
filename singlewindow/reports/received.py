"""What each center received in each of several spans that follow each other: one question for a row of trend lines."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, func
from sqlalchemy.orm import Session

from singlewindow.reports.request_parts import bases
from singlewindow.reports.scope import Scope, centers
from singlewindow.reports.span import Span
from singlewindow.requests.records import Request


def received_in(session: Session, scope: Scope, spans: Sequence[Span], today: date) -> dict[UUID, list[int]]:
    """Give for each center of a scope how many requests it received in each span; `spans` in order, without gaps."""
    found = {center: [0] * len(spans) for center in session.scalars(centers(scope))}
    received = bases(scope, Span(spans[0].first, spans[-1].last), today)[0].query
    counts = [func.count().filter(_within(span)) for span in spans]
    for center, *numbers in session.execute(
        received.add_columns(Request.center_id, *counts).group_by(Request.center_id)
    ):
        found[center] = numbers
    return found


def _within(span: Span) -> ColumnElement[bool]:
    began, over = span.moments()
    return (Request.received_at >= began) & (Request.received_at < over)
