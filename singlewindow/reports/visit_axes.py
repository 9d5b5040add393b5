"""What splits visits: the columns and expressions of visit facts for each axis, and the keys as they are read."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Subquery, extract

from singlewindow.reports.scope import Axis
from singlewindow.reports.seconds import civil_hour, civil_weekday
from singlewindow.reports.span import Span
from singlewindow.reports.visit_facts import NotOfTheHall

COLUMNS = {
    Axis.CENTER: "center_id",
    Axis.KIND: "kind",
    Axis.MARKAZ: "markaz",
    Axis.SECTOR: "sector_id",
    Axis.SERVICE: "service_id",
    Axis.WINDOW: "window_id",
    Axis.LANE: "lane",
    Axis.DAY: "day",
    Axis.CLERK: "staff_id",
}
HUNDRED = 100


def split(facts: Subquery, span: Span, axis: Axis) -> ColumnElement[Any]:
    """Give what an axis splits visit facts by. Raises NotOfTheHall for an axis that splits no visits."""
    if axis is Axis.HOUR:
        return civil_hour(facts.c.issued_at, span)
    if axis is Axis.WEEKDAY:
        return civil_weekday(facts.c.issued_at, span)
    if axis is Axis.MONTH:
        return extract("year", facts.c.day) * HUNDRED + extract("month", facts.c.day)
    if axis not in COLUMNS:
        raise NotOfTheHall
    return facts.c[COLUMNS[axis]]


def key_of(axis: Axis, found: Any) -> Any:
    """Give the key of an axis from what `split` gave: of a month its first day."""
    return date(int(found) // HUNDRED, int(found) % HUNDRED, 1) if axis is Axis.MONTH else found


def at(facts: Subquery, span: Span, place: Mapping[Axis, Any]) -> list[ColumnElement[bool]]:
    """Give the conditions for visit facts to lie at the keys of axes. Raises NotOfTheHall as `split` does."""
    return [split(facts, span, axis) == _found(axis, key) for axis, key in place.items()]


def _found(axis: Axis, key: Any) -> Any:
    return key.year * HUNDRED + key.month if axis is Axis.MONTH else key
