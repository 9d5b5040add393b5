"""Lines of figures of requests from bases: numbers by key, counted from the rows."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from singlewindow.reports.request_parts import Basis, Part
from singlewindow.reports.request_scope import split
from singlewindow.reports.scope import Axis
from singlewindow.requests.records import Request


def lines(basis: Basis, axis: Axis, *beside: ColumnElement[Any]) -> Select[Any]:
    """Select the numbers of a basis by the key of an axis, and by what stands beside it; these come first.

    A request that goes through a department twice counts there once. Raises NotSplitThus.
    """
    query, key = split(basis.query, axis, basis.moment)
    if axis is not Axis.DEPARTMENT:
        return query.add_columns(key, *beside, *numbers(basis)).group_by(key, *beside)
    told = [condition.label(part) for part, condition in basis.parts.items()]
    asked = [column.label(f"key_{place}") for place, column in enumerate((key, *beside))]
    each = query.add_columns(Request.id, *asked, *told).distinct().subquery("each")
    keys = [each.c[column.name] for column in asked]
    return select(*keys, *(func.count().filter(each.c[part]) for part in basis.parts)).group_by(*keys)


def numbers(basis: Basis) -> list[Any]:
    """Give the numbers of a basis, in the order of its parts."""
    return [func.count().filter(condition) for condition in basis.parts.values()]


def counts(parts: Iterable[Part], row: Sequence[int]) -> Counter[Part]:
    """Give numbers, in the order of their parts, by part."""
    return Counter(dict(zip(parts, row, strict=True)))
