"""Tables frozen with the paper of a report, and read back: its files say for ever what the paper says."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from singlewindow.reports.table import Cell, Column, ColumnKind, Table


def frozen(tables: Mapping[str, Table]) -> list[dict[str, Any]]:
    """Give tables, by the names under which they are asked for, as facts of a paper."""
    return [
        {
            "key": key,
            "title": table.title,
            "columns": [[column.name, column.kind.value] for column in table.columns],
            "rows": [[_kept(cell) for cell in row] for row in table.rows],
            "total": None if table.total is None else [_kept(cell) for cell in table.total],
        }
        for key, table in tables.items()
    ]


def thawed(facts: Mapping[str, Any]) -> dict[str, Table]:
    """Give the tables of a paper by their names; none for a paper that was made before they were kept."""
    return {kept["key"]: _table(kept) for kept in facts.get("tables", ())}


def _table(kept: Mapping[str, Any]) -> Table:
    columns = [Column(name, ColumnKind(kind)) for name, kind in kept["columns"]]
    rows = [_row(columns, row) for row in kept["rows"]]
    return Table(kept["title"], columns, rows, None if kept["total"] is None else _row(columns, kept["total"]))


def _row(columns: list[Column], row: list[Any]) -> list[Cell]:
    return [_cell(cell, column.kind) for cell, column in zip(row, columns, strict=True)]


def _kept(cell: Cell) -> Cell:
    return cell.isoformat() if isinstance(cell, date) else cell


def _cell(cell: Any, kind: ColumnKind) -> Cell:
    return date.fromisoformat(cell) if kind is ColumnKind.DATE and cell is not None else cell
