"""What reports cost over a made-up year on PostgreSQL: the month of 128 centers cold, drill-downs, and summing it up.

Cold is after PostgreSQL was started anew with none of its files in memory. `SHUBBAK_BENCH_SCALE` sets how large the
year is; 13.3 makes five million requests and ten million numbers.
"""

import os
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from bench.measure_made_year import YEAR, made_database
from singlewindow.database import Database
from singlewindow.places.records import Center, Governorate
from singlewindow.reports.records import SUMMARY
from singlewindow.reports.request_parts import Part
from singlewindow.reports.request_rows import request_rows
from singlewindow.reports.requests import requests, requests_by
from singlewindow.reports.scope import Axis, Scope
from singlewindow.reports.sealing import seal_due
from singlewindow.reports.span import Span
from singlewindow.reports.visits import heat, visits, visits_by
from singlewindow.requests.records import Request
from singlewindow.tickets.records import Ticket
from tests.servers import PostgresServer

MONTH, WHOLE_YEAR, TODAY = Span.month(YEAR, 3), Span.year(YEAR), date(YEAR + 1, 1, 1)
NEW_YEAR = datetime(YEAR + 1, 1, 1, 8, tzinfo=UTC)
REPEATS = 3
EVERYTHING = 10**6
Question = Callable[[Session], Any]


def main(quick: bool) -> int:
    """Print what each report costs; give how many of them say something else than the rows."""
    scale = float(os.environ.get("SHUBBAK_BENCH_SCALE", "0.005" if quick else "0.3"))
    with PostgresServer() as server:
        began = time.perf_counter()
        database = made_database(server.new_database(), scale)
        made = time.perf_counter() - began
        batches = seal_due(database, NEW_YEAR, EVERYTHING)
        summed = time.perf_counter() - began - made
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")
        print(f"reports: a year of scale {scale} made in {made:.0f} s, summed in {summed:.0f} s ({batches} batches)")
        faults = _measure(database, server)
        database.engine.dispose()
    return faults


def _measure(database: Database, server: PostgresServer) -> int:
    with database.reading() as session:
        scope = Scope(session.scalars(select(Governorate.id)).one())
        center = session.scalars(select(Center.id).where(Center.number == 2)).one()
        sizes = [session.scalar(select(func.count()).select_from(record)) or 0 for record in (Request, Ticket)]
    of_center = replace(scope, center_id=center)
    print(f"  {sizes[0]:,} requests and {sizes[1]:,} numbers")
    faults = 0
    for name, question in _questions(scope, of_center).items():
        server.restart()
        cold, warm = cost(database, question)
        print(f"  {name:40} {cold:8.1f} ms cold, {warm:8.1f} ms warm", flush=True)
    for name, question in list(_questions(scope, of_center).items())[:4]:
        took, same = _from_rows(database, question)
        print(f"  {name:40} {took:8.1f} ms from the rows{'' if same else ': SOMETHING ELSE'}", flush=True)
        faults += not same
    return faults


def _questions(scope: Scope, of_center: Scope) -> dict[str, Question]:
    return {
        "month of 128 centers": lambda s: requests_by(s, scope, MONTH, TODAY, Axis.CENTER),
        "month of 128 centers, visits": lambda s: visits_by(s, scope, MONTH, Axis.CENTER),
        "month by service": lambda s: requests_by(s, scope, MONTH, TODAY, Axis.SERVICE),
        "month by department": lambda s: requests_by(s, scope, MONTH, TODAY, Axis.DEPARTMENT),
        "month, visits": lambda s: visits(s, scope, MONTH),
        "month by service, visits": lambda s: visits_by(s, scope, MONTH, Axis.SERVICE),
        "month, heat of waits": lambda s: heat(s, scope, MONTH),
        "year": lambda s: requests(s, scope, WHOLE_YEAR, TODAY),
        "year by month": lambda s: requests_by(s, scope, WHOLE_YEAR, TODAY, Axis.MONTH),
        "a center by service": lambda s: requests_by(s, of_center, MONTH, TODAY, Axis.SERVICE),
        "a center by day": lambda s: requests_by(s, of_center, MONTH, TODAY, Axis.DAY),
        "a center's visits by window": lambda s: visits_by(s, of_center, MONTH, Axis.WINDOW),
        "a center's visits of a year by service": lambda s: visits_by(s, of_center, WHOLE_YEAR, Axis.SERVICE),
        "rows behind a number": lambda s: request_rows(s, of_center, MONTH, TODAY, Part.RECEIVED, None, 50),
    }


def cost(database: Database, question: Question) -> tuple[float, float]:
    """Give the milliseconds of a question over a new connection, and the median of those that follow on it."""
    database.engine.dispose()
    with database.reading() as session:
        session.connection()
        spent = []
        for _ in range(1 + REPEATS):
            began = time.perf_counter()
            question(session)
            spent.append((time.perf_counter() - began) * 1000)
    return spent[0], statistics.median(spent[1:])


def _from_rows(database: Database, question: Question) -> tuple[float, bool]:
    """Give the milliseconds of a question when no day is sealed, and whether the answer is the same."""
    with database.reading() as session:
        summed = question(session)
        for sums in SUMMARY:
            session.execute(update(sums).values(sealed=False))
        began = time.perf_counter()
        counted = question(session)
        return (time.perf_counter() - began) * 1000, counted == summed
