"""The measures of the waiting hall: how many came, how it ended for them, and how long it took.

All come from the rows of numbers and of their periods, those of past days as they were packed when the day was sealed.
The median of a whole can't be made from the medians of its parts, so figures are never added up: each question is asked
of all visits.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from singlewindow.people.records import Staff
from singlewindow.reports.scope import Axis, Scope
from singlewindow.reports.span import Span
from singlewindow.reports.visit_figures import NO_VISITS, HeatCell, VisitFigures, plain
from singlewindow.reports.visit_sums import visit_figures


def visits(session: Session, scope: Scope, span: Span) -> VisitFigures:
    """Give the figures of a scope and span. Raises NotOfTheHall for the scope of a department."""
    return visit_figures(session, scope, span, []).get((), NO_VISITS)


def visits_by(session: Session, scope: Scope, span: Span, axis: Axis) -> dict[Any, VisitFigures]:
    """Give the figures of each part into which an axis splits a scope and span, but for empty parts, ordered by key.

    A key is an id, a value, an hour (0 to 23), a weekday (0 Monday … 6 Sunday), a day or the first day of a month; it
    is None, at the end, for those who never came to a window. Clerks stand by name, with counts and medians only.
    Raises NotOfTheHall as `visits` does, and for an axis that splits no visits.
    """
    found = {key: figures for (key,), figures in visit_figures(session, scope, span, [axis]).items()}
    if axis is Axis.CLERK:
        return {key: plain(found[key]) for key in _by_name(session, found)}
    return dict(sorted(found.items(), key=lambda item: (item[0] is None, item[0])))


def heat(session: Session, scope: Scope, span: Span) -> dict[tuple[int, int], HeatCell]:
    """Give by weekday (0 Monday … 6 Sunday) and hour of arrival how many came and the median of their waits.

    Raises NotOfTheHall for the scope of a department.
    """
    groups = visit_figures(session, scope, span, [Axis.WEEKDAY, Axis.HOUR])
    cells = {(day, hour): HeatCell(cell.arrived, cell.waiting.median) for (day, hour), cell in groups.items()}
    return dict(sorted(cells.items()))


def _by_name(session: Session, found: Mapping[UUID | None, VisitFigures]) -> list[UUID | None]:
    named = select(Staff.id).where(Staff.id.in_([key for key in found if key])).order_by(Staff.full_name, Staff.id)
    return [*session.scalars(named), *(key for key in found if key is None)]
