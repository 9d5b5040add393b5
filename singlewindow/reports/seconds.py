"""Moments as whole seconds, alike on both engines, and the civil time of Cairo in SQL."""

from datetime import datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, case
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from singlewindow.places.clock import local
from singlewindow.reports.span import DAY, Span

HOUR = timedelta(hours=1)
HOUR_SECONDS = 3_600
DAY_SECONDS = 86_400
THURSDAY = 3


class Seconds(FunctionElement[int]):
    """The whole seconds from 1970 to a moment; what is less than a second is left off."""

    name = "seconds"
    type = BigInteger()
    inherit_cache = True


@compiles(Seconds, "sqlite")
def _sqlite(element: Seconds, compiler: SQLCompiler, **options: Any) -> str:
    return f"CAST(strftime('%s', substr({compiler.process(element.clauses, **options)}, 1, 19)) AS INTEGER)"


@compiles(Seconds, "postgresql")
def _postgresql(element: Seconds, compiler: SQLCompiler, **options: Any) -> str:
    return f"CAST(floor(date_part('epoch', {compiler.process(element.clauses, **options)})) AS BIGINT)"


def civil_day(moment: ColumnElement[datetime] | InstrumentedAttribute[datetime], span: Span) -> ColumnElement[int]:
    """Give the number of the day, in Cairo, of a moment within a span; `day_of` tells which it is."""
    return _civil(moment, span) // DAY_SECONDS


def civil_hour(moment: ColumnElement[datetime], span: Span) -> ColumnElement[int]:
    """Give the hour (0 to 23) in Cairo of a moment within a span."""
    return _civil(moment, span) % DAY_SECONDS // HOUR_SECONDS


def civil_weekday(moment: ColumnElement[datetime], span: Span) -> ColumnElement[int]:
    """Give the weekday (0 Monday … 6 Sunday) in Cairo of a moment within a span."""
    return (_civil(moment, span) // DAY_SECONDS + THURSDAY) % 7


def _civil(moment: ColumnElement[datetime] | InstrumentedAttribute[datetime], span: Span) -> ColumnElement[int]:
    """Give the seconds from 1970 that a clock in Cairo shows; its changes are those that this program knows."""
    offsets = _offsets(*span.moments())
    seconds: ColumnElement[int] = Seconds(moment)
    changes = [(moment < until, offset) for (_, offset), (until, _) in pairwise(offsets)]
    return seconds + (case(*changes, else_=offsets[-1][1]) if changes else offsets[-1][1])


@lru_cache(maxsize=64)
def _offsets(begins: datetime, over: datetime) -> list[tuple[datetime, int]]:
    """Give from which moments on the clock of Cairo is how many seconds ahead of UTC."""
    found = [(begins, _offset(begins))]
    for days in range(1, (over - begins) // DAY + 2):
        at = min(begins + days * DAY, over)
        if _offset(at) != found[-1][1]:
            found.append((_change(at), _offset(at)))
    return found


def _change(after: datetime) -> datetime:
    """Give the full hour at which the offset that holds at a moment began, within the day before it."""
    hour = after.replace(minute=0, second=0)
    return next(hour - n * HOUR for n in range(25) if _offset(hour - (n + 1) * HOUR) != _offset(after))


def _offset(moment: datetime) -> int:
    return int((local(moment).utcoffset() or timedelta(0)).total_seconds())
