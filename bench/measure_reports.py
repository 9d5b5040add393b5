"""What reports cost over a made-up year on PostgreSQL: the month of 128 centers cold, and drill-downs.

`SHUBBAK_BENCH_SCALE` sets how large the year is; 13.3 makes five million requests and ten million numbers.
"""

import os
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bench.measure_made_year import YEAR, made_database
from singlewindow.database import Database
from singlewindow.places.records import Center, Governorate
from singlewindow.reports.request_parts import Part
from singlewindow.reports.request_rows import request_rows
from singlewindow.reports.requests import requests, requests_by
from singlewindow.reports.scope import Axis, Scope
from singlewindow.reports.span import Span
from singlewindow.reports.visits import visits_by
from singlewindow.requests.records import Request
from singlewindow.tickets.records import Ticket
from tests.servers import PostgresServer

MONTH, TODAY = Span.month(YEAR, 3), date(YEAR, 12, 31)
REPEATS = 5
Question = Callable[[Session], Any]


def main(quick: bool) -> int:
    """Print what each report costs; give 1 when the centers of a month do not add up to the governorate."""
    scale = float(os.environ.get("SHUBBAK_BENCH_SCALE", "0.005" if quick else "0.3"))
    with PostgresServer() as server:
        database = made_database(server.new_database(), scale)
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")
        faults = _measure(database)
        database.engine.dispose()
    return faults


def _measure(database: Database) -> int:
    with database.reading() as session:
        scope = Scope(session.scalars(select(Governorate.id)).one())
        center = session.scalars(select(Center.id).where(Center.number == 2)).one()
        sizes = [session.scalar(select(func.count()).select_from(record)) or 0 for record in (Request, Ticket)]
        whole = requests(session, scope, MONTH, TODAY).received
        parts = requests_by(session, scope, MONTH, TODAY, Axis.CENTER)
    of_center = replace(scope, center_id=center)
    floor = _cost(database, lambda session: session.scalar(_bare(MONTH)))
    print(f"reports over {sizes[0]:,} requests and {sizes[1]:,} numbers, {whole:,} requests in the month")
    print(f"  floor: received of the month counted by center, bare {floor[0]:.1f} ms cold, {floor[1]:.1f} ms warm")
    questions: dict[str, Question] = {
        "month of 128 centers": lambda s: requests_by(s, scope, MONTH, TODAY, Axis.CENTER),
        "month of 128 centers, visits": lambda s: visits_by(s, scope, MONTH, Axis.CENTER),
        "a center by service": lambda s: requests_by(s, of_center, MONTH, TODAY, Axis.SERVICE),
        "a center by day": lambda s: requests_by(s, of_center, MONTH, TODAY, Axis.DAY),
        "a center's visits by window": lambda s: visits_by(s, of_center, MONTH, Axis.WINDOW),
        "rows behind a number": lambda s: request_rows(s, of_center, MONTH, TODAY, Part.RECEIVED, None, 50),
    }
    for name, question in questions.items():
        cold, warm = _cost(database, question)
        print(f"  {name:30} {cold:8.1f} ms cold, {warm:8.1f} ms warm ({warm / floor[1]:.1f} × the floor)")
    return int(sum(each.received for each in parts.values()) != whole)


def _bare(span: Span) -> Any:
    began, ended = span.moments()
    received = (Request.received_at >= began, Request.received_at < ended)
    by_center = select(Request.center_id, func.count().label("count")).where(*received).group_by(Request.center_id)
    return select(func.sum(by_center.subquery().c.count))


def _cost(database: Database, question: Question) -> tuple[float, float]:
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
