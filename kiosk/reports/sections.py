"""The sections of a report's paper, written as its page writes them."""

from collections.abc import Iterator, Sequence
from typing import Any

from kiosk.reports.measures import named
from kiosk.reports.reader import Reader
from kiosk.reports.report import Report
from kiosk.reports.trend import Trend
from kiosk.reports.written import date_text, written
from singlewindow.reports.table import Cell, Column, ColumnKind, Table, plain
from singlewindow.text import ARABIC_DIGITS

MOST_POINTS = 31


def sections_of(report: Report) -> list[dict[str, Any]]:
    """Give the sections: the comparisons, a line a measure; the course of time; the parts."""
    return [*_compared(report), *_trend(report.trend, report.reader), *_parts(report)]


def _compared(report: Report) -> Iterator[dict[str, Any]]:
    for _, _, table in report.compared_tables():
        yield {"heading": table.title, "table": _turned(table, report.reader)}


def _turned(table: Table, reader: Reader) -> dict[str, Any]:
    """Give a table with a line for each of its columns: it has many of them and few rows."""
    rows = list(table.rows)
    lines = [
        [_name(column.name, reader), *(_text(row[place], column, reader) for row in rows)]
        for place, column in enumerate(table.columns)
    ]
    head, *measures = lines
    return {"columns": head, "rows": measures}


def _trend(trend: Trend | None, reader: Reader) -> Iterator[dict[str, Any]]:
    if trend is not None and 1 < len(trend.points) <= MOST_POINTS:
        form = "d" if trend.axis.value == "day" else "MMM"
        labels = [date_text(day, form, reader.language, reader.arabic) for day, _ in trend.points]
        for measure in trend.measures[:2]:
            values = [_whole(measure.read(figures), measure.kind) for _, figures in trend.points]
            chart = {"form": "line", "title": named(measure), "labels": labels, "values": values}
            yield {"heading": "", "chart": chart}


def _whole(value: Cell, kind: ColumnKind) -> int:
    """Give a value as a chart of a paper draws it, in whole units as they are read; below zero is nothing."""
    shown = plain(value, kind)
    return max(0, round(shown)) if isinstance(shown, int | float) else 0


def _parts(report: Report) -> Iterator[dict[str, Any]]:
    table = report.split()
    if table is not None:
        yield {
            "heading": table.title,
            "table": {
                "columns": [_name(column.name, report.reader) for column in table.columns],
                "rows": [_line(row, table.columns, report.reader) for row in table.rows],
                "totals": _line(table.total or (), table.columns, report.reader),
            },
        }


def _line(row: Sequence[Cell], columns: Sequence[Column], reader: Reader) -> list[str]:
    """Give a row in words; a dash for what has nothing to tell."""
    return [_text(cell, column, reader) for cell, column in zip(row, columns, strict=True)]


def _text(cell: Cell, column: Column, reader: Reader) -> str:
    return _name(written(cell, column.kind, reader.language, reader.arabic), reader)


def _name(text: str, reader: Reader) -> str:
    """Give a text in the digits of the reader, as the page writes names that hold a number."""
    return text.translate(ARABIC_DIGITS) if reader.arabic else text
