"""A table of a report: one plain value that the page, the sheet, the text file and the paper are all written from.

Standard library only.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

Cell = str | int | float | date | None
"""None: there is nothing to tell, for instance the median of no waits."""


class ColumnKind(StrEnum):
    """`share` is a fraction of one; `seconds` are shown as minutes, `hours` are seconds shown as hours, and `money` is
    piastres shown as pounds."""

    TEXT = "text"
    COUNT = "count"
    SHARE = "share"
    SECONDS = "seconds"
    HOURS = "hours"
    MONEY = "money"
    DATE = "date"


@dataclass(frozen=True)
class Column:
    """A column: its name in the reader's language, and how its cells are to be read."""

    name: str
    kind: ColumnKind = ColumnKind.TEXT


@dataclass(frozen=True)
class Table:
    """Rows under named columns. `total` is the row of sums, whose cells are None where a measure does not add up.

    `rows` may be an iterator that is read once, so that a long table is never held as a whole.
    """

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]
    total: Sequence[Cell] | None = None


def plain(cell: Cell, kind: ColumnKind) -> Cell:
    """Give a cell in the unit that readers see: minutes or hours for seconds, pounds for piastres; else as it is."""
    if isinstance(cell, int | float):
        if kind is ColumnKind.SECONDS:
            return cell / 60
        if kind is ColumnKind.HOURS:
            return cell / 3600
        if kind is ColumnKind.MONEY:
            return cell / 100
    return cell
