"""What each center received in each of several spans that follow each other: a row of trend lines."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from singlewindow.reports.request_parts import Part
from singlewindow.reports.request_sums import what_happened
from singlewindow.reports.scope import Axis, Scope, centers
from singlewindow.reports.span import Span


def received_in(session: Session, scope: Scope, spans: Sequence[Span], today: date) -> dict[UUID, list[int]]:
    """Give for each center of a scope how many requests it received in each span; `spans` in order, without gaps."""
    told = [what_happened(session, scope, span, Axis.CENTER) for span in spans]
    return {center: [found[center][Part.RECEIVED] for found in told] for center in session.scalars(centers(scope))}
