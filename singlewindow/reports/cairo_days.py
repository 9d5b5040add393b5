"""The Cairo day of a moment, in SQL: days numbered from 1 January 1970, so that they can be subtracted and grouped.

SQLite knows no time zones; `prepare_sqlite` teaches it the function.
"""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import Integer
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from singlewindow.places.clock import CAIRO, EPOCH


class cairo_day(FunctionElement[int]):  # noqa: N801 - it stands in queries as a function of SQL does
    """The number of the day, in Cairo, of a moment."""

    name = "cairo_day"
    type = Integer()
    inherit_cache = True


class date_number(FunctionElement[int]):  # noqa: N801
    """The number of a stored date."""

    name = "date_number"
    type = Integer()
    inherit_cache = True


def number_of(day: date) -> int:
    """Give the number of a day."""
    return (day - EPOCH).days


def day_of(number: int) -> date:
    """Give the day of a number."""
    return EPOCH + timedelta(days=number)


@compiles(cairo_day, "postgresql")
def _cairo_day_of_postgresql(element: cairo_day, compiler: SQLCompiler, **options: Any) -> str:
    moment = compiler.process(element.clauses, **options)
    return f"(CAST(timezone('{CAIRO.key}', {moment}) AS DATE) - DATE '{EPOCH}')"


@compiles(date_number, "postgresql")
def _date_number_of_postgresql(element: date_number, compiler: SQLCompiler, **options: Any) -> str:
    return f"({compiler.process(element.clauses, **options)} - DATE '{EPOCH}')"


@compiles(date_number, "sqlite")
def _date_number_of_sqlite(element: date_number, compiler: SQLCompiler, **options: Any) -> str:
    return f"CAST(julianday({compiler.process(element.clauses, **options)}) - julianday('{EPOCH}') AS INTEGER)"


@compiles(cairo_day, "sqlite")
def _cairo_day_of_sqlite(element: cairo_day, compiler: SQLCompiler, **options: Any) -> str:
    return f"cairo_day({compiler.process(element.clauses, **options)})"
