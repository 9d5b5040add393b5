"""A table as a text file (CSV): UTF-8 with its mark, line by line, text never taken for a formula.

A spreadsheet that opens a CSV runs a cell that begins like a formula. The rule here, after OWASP's "CSV Injection":
text that begins with one of FORMULA_SIGNS, in either width and whatever blanks stand before it, is written with an
apostrophe in front. Numbers and dates are written as they are, whose minus sign is not text.
"""

import csv
from collections.abc import Iterator, Sequence
from datetime import date
from io import StringIO

from singlewindow.reports.table import Cell, Column, ColumnKind, Table, plain

MARK = "\ufeff"
FORMULA_SIGNS = tuple("=+-@\t\r\n＝＋－＠")
PLACES = {ColumnKind.SHARE: 4, ColumnKind.SECONDS: 2, ColumnKind.MONEY: 2}


def csv_lines(table: Table) -> Iterator[str]:
    """Give the lines of a file: the mark of UTF-8 with the names of the columns, the rows as they come, the total."""
    yield MARK + _line([_harmless(column.name) for column in table.columns])
    for row in table.rows:
        yield _line(_cells(table.columns, row))
    if table.total is not None:
        yield _line(_cells(table.columns, table.total))


def _cells(columns: Sequence[Column], row: Sequence[Cell]) -> list[str]:
    return [_text(cell, column.kind) for column, cell in zip(columns, row, strict=True)]


def _text(cell: Cell, kind: ColumnKind) -> str:
    shown = plain(cell, kind)
    if shown is None:
        return ""
    if isinstance(shown, str):
        return _harmless(shown)
    if isinstance(shown, date):
        return shown.isoformat()
    return f"{shown:.{PLACES[kind]}f}" if kind in PLACES else str(shown)


def _harmless(text: str) -> str:
    dangerous = text.startswith(FORMULA_SIGNS) or text.lstrip().startswith(FORMULA_SIGNS)
    return f"'{text}" if dangerous else text


def _line(cells: Sequence[str]) -> str:
    line = StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue()
