"""The facts of a report, and its charts as rows of bars."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from printing.papers.common import EVERY_PAPER
from printing.papers.facts import Optional, Shape, many, moment, needed, one_of, record, text, whole

TABLE: Shape = {"columns": many(text), "rows": many(many(text)), "totals": Optional(many(text), ())}
CHART: Shape = {
    "form": one_of("bars", "line"),
    "title": needed,
    "labels": many(text),
    "values": many(whole),
    "unit": Optional(text, ""),
}
SECTION: Shape = {
    "heading": text,
    "paragraph": Optional(text, ""),
    "table": Optional(record(TABLE), None),
    "chart": Optional(record(CHART), None),
}
REPORT: Shape = {
    **EVERY_PAPER,
    "orientation": Optional(one_of("portrait", "landscape"), "portrait"),
    "title": needed,
    "period": text,
    "scope": Optional(text, ""),
    "printed_at": moment,
    "sections": many(record(SECTION)),
}
"""Cells are text as it is to be read; `scope`: which centers the report is about."""


class Point(NamedTuple):
    """A value of a chart: its label, the value, and its share of the greatest, from 0 to 1."""

    label: str
    value: int
    share: float


def points_of(chart: dict[str, Any]) -> list[Point]:
    """The points of a chart. A label without a value, or a value without a label, is left to the shorter list."""
    values: Sequence[int] = chart["values"]
    greatest = max(values, default=0) or 1
    pairs = zip(chart["labels"], values, strict=False)
    return [Point(label, value, value / greatest) for label, value in pairs]
