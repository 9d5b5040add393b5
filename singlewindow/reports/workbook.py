"""Tables as a workbook (XLSX): a sheet for each, real numbers and dates, text never taken for a formula."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import islice
from pathlib import Path
from typing import IO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from singlewindow.reports.table import Cell, Column, ColumnKind, Table, plain

FORMATS = {
    ColumnKind.TEXT: "@",
    ColumnKind.COUNT: "#,##0",
    ColumnKind.SHARE: "0.00%",
    ColumnKind.SECONDS: "#,##0.0",
    ColumnKind.HOURS: "#,##0.0",
    ColumnKind.MONEY: "#,##0.00",
    ColumnKind.DATE: "yyyy-mm-dd",
}
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
REFUSED_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
LONGEST_NAME, LONGEST_TEXT = 31, 32_767
MOST_ROWS = 1_048_574
"""A sheet ends at row 1,048,576: one is the head, one may be the total."""
WIDEST, NARROWEST = 60, 10


def write_workbook(file: IO[bytes], tables: Iterable[Table], right_to_left: bool, folder: Path | None = None) -> None:
    """Write `tables` into `file`, each on a sheet of its own, which is laid out from the right for Arabic.

    Rows are written as they come and not kept (`constant_memory`); a table longer than a sheet goes on in the next.
    Until the end they lie in `folder`, which is cleared by whoever gives it.
    """
    with Workbook(file, OPTIONS | ({"tmpdir": str(folder)} if folder else {})) as book:
        names: set[str] = set()
        for table in tables:
            rows, full = iter(table.rows), True
            while full:
                sheet = book.add_worksheet(_sheet_name(table.title, names))
                full = _write(book, sheet, table, islice(rows, MOST_ROWS), right_to_left)


def _write(book: Workbook, sheet: Worksheet, table: Table, rows: Iterable[Sequence[Cell]], right_to_left: bool) -> bool:
    """Write a sheet of a table; tell whether it is full, so that the next goes on."""
    if right_to_left:
        sheet.right_to_left()
    sheet.freeze_panes(1, 1)
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, _width(column))
    for place, column in enumerate(table.columns):
        sheet.write_string(0, place, column.name[:LONGEST_TEXT], head)
    written = 0
    plain_formats, bold_formats = _formats(book), _formats(book, bold=True, top=1)
    for written, row in enumerate(rows, 1):
        _write_row(sheet, written, table.columns, row, plain_formats)
    if written:
        sheet.autofilter(0, 0, written, len(table.columns) - 1)
    full = written == MOST_ROWS
    if table.total is not None and not full:
        _write_row(sheet, written + 1, table.columns, table.total, bold_formats)
    return full


def _write_row(
    sheet: Worksheet, line: int, columns: Sequence[Column], row: Sequence[Cell], formats: dict[ColumnKind, Format]
) -> None:
    for place, (column, cell) in enumerate(zip(columns, row, strict=True)):
        shown, form = plain(cell, column.kind), formats[column.kind]
        if shown is None:
            sheet.write_blank(line, place, None, form)
        elif isinstance(shown, str):
            sheet.write_string(line, place, shown[:LONGEST_TEXT], form)
        elif isinstance(shown, date):
            sheet.write_datetime(line, place, shown, form)
        else:
            sheet.write_number(line, place, shown, form)


def _formats(book: Workbook, **looks: bool | int) -> dict[ColumnKind, Format]:
    return {kind: book.add_format({"num_format": form, **looks}) for kind, form in FORMATS.items()}


def _width(column: Column) -> float:
    least = 28 if column.kind is ColumnKind.TEXT else NARROWEST
    return min(max(least, len(column.name) * 0.6 + 2), WIDEST)


def _sheet_name(title: str, taken: set[str]) -> str:
    """Give a name that a sheet may have and no other one of the book has, letters compared as spreadsheets do."""
    clean = REFUSED_IN_NAMES.sub(" ", title).strip().strip("'")[:LONGEST_NAME].strip().strip("'") or "1"
    name, count = clean, 1
    while name.casefold() in taken:
        count += 1
        name = f"{clean[: LONGEST_NAME - 5]} ({count})"
    taken.add(name.casefold())
    return name
