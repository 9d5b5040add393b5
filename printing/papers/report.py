"""The facts of a report, and its charts as rows of bars."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from printing.papers.common import EVERY_PAPER
from printing.papers.facts import Optional, Shape, many, moment, needed, one_of, record, text, whole
from printing.papers.writing import is_figure

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


NO_FIGURE = ("—", "")


class Point(NamedTuple):
    """A value of a chart: its label, the value, and its share of the greatest, from 0 to 1."""

    label: str
    value: int
    share: float


def figure_columns(table: dict[str, Any]) -> list[bool]:
    """Tell of each column whether it holds figures; a dash, or nothing, stands for one that can't be told."""
    columns = zip(*table["rows"], strict=True) if table["rows"] else ()
    return [any(column) and all(is_figure(cell) or cell in NO_FIGURE for cell in column) for column in columns] or [
        False
    ] * len(table["columns"])


def points_of(chart: dict[str, Any]) -> list[Point]:
    """The points of a chart. A label without a value, or a value without a label, is left to the shorter list."""
    values: Sequence[int] = chart["values"]
    greatest = max(values, default=0) or 1
    pairs = zip(chart["labels"], values, strict=False)
    return [Point(label, value, value / greatest) for label, value in pairs]
