"""The keys of an axis: those that are told even when nothing happened there, and how they come from the database."""

from collections.abc import Hashable, Iterable
from typing import Any

from sqlalchemy.orm import Session

from singlewindow.places.records import CenterKind
from singlewindow.reports.cairo_days import day_of, number_of
from singlewindow.reports.request_scope import BY_DAY
from singlewindow.reports.scope import Axis, Scope, centers
from singlewindow.reports.span import Span

KINDS = (CenterKind.MAIN, CenterKind.MINI, CenterKind.MOBILE)


def all_keys(session: Session, scope: Scope, span: Span, axis: Axis) -> Iterable[Hashable]:
    """Give every center, kind (the car on its own), day or month of a report; of other axes none."""
    if axis is Axis.CENTER:
        return session.scalars(centers(scope)).all()
    if axis is Axis.KIND:
        return KINDS if scope.kind is None else (scope.kind,)
    if axis in BY_DAY:
        days = range(number_of(span.first), number_of(span.last) + 1)
        return dict.fromkeys(key_of(axis, number) for number in days)
    return ()


def key_of(axis: Axis, found: Any) -> Any:
    """Give a key as it was found, a day for its number, the first day of its month for a month."""
    if axis not in BY_DAY:
        return found
    day = day_of(found)
    return day if axis is Axis.DAY else day.replace(day=1)
