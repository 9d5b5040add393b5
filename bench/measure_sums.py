"""What reading the sums of a governorate's month costs at the size of ten million numbers a year, on PostgreSQL.

The sums are made up and there are no rows behind them, so that the size needs no hours: 128 centers, 26 open days, 320
numbers and 160 requests a day in each. Cold is after PostgreSQL was started anew with none of its files in memory.
"""

import random
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import create_engine, insert, select
from sqlalchemy.orm import Session

from bench.measure_reports import MONTH, TODAY, Question, cost
from singlewindow.catalogue.records import Service
from singlewindow.database import Database
from singlewindow.demonstration.fill import fill
from singlewindow.everything import metadata
from singlewindow.places.centers import COUNTS
from singlewindow.places.records import Center, Governorate, Window
from singlewindow.records import new_key
from singlewindow.reports.records import OpenOfDay, RequestsOfDay, VisitsOfDay
from singlewindow.reports.request_days import DayCounts
from singlewindow.reports.request_parts import OPEN_PARTS, Part
from singlewindow.reports.requests import requests_by
from singlewindow.reports.scope import Axis, Scope
from singlewindow.reports.visit_packs import pack
from singlewindow.reports.visits import heat, visits, visits_by
from singlewindow.tickets.states import Lane, State
from tests.servers import PostgresServer

NUMBERS, DEPARTMENTS, FRIDAY = 320, 12, 4


@dataclass(frozen=True)
class Visit:
    """A visit as it is packed."""

    service_id: UUID
    window_id: UUID | None
    staff_id: UUID | None
    lane: Lane
    hour: int
    weekday: int
    state: State
    waiting: int
    walking: int
    service: int
    total: int


def main(quick: bool) -> int:
    """Print what each report of the month costs; give 1 if a visit is missing."""
    with PostgresServer() as server:
        engine = create_engine(server.new_database())
        metadata.create_all(engine)
        database = Database(engine)
        with database.writing() as work:
            fill(work)
            made = _fill(work.session, NUMBERS // 20 if quick else NUMBERS)
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")
        with database.reading() as session:
            scope = Scope(session.scalars(select(Governorate.id)).one())
            missing = made - visits(session, scope, MONTH).arrived
        print(f"sums of a month: {made:,} numbers")
        for name, question in _questions(scope).items():
            server.restart()
            cold, warm = cost(database, question)
            print(f"  {name:40} {cold:8.1f} ms cold, {warm:8.1f} ms warm", flush=True)
        engine.dispose()
    return int(missing != 0)


def _questions(scope: Scope) -> dict[str, Question]:
    return {
        "month of 128 centers": lambda s: requests_by(s, scope, MONTH, TODAY, Axis.CENTER),
        "month by service": lambda s: requests_by(s, scope, MONTH, TODAY, Axis.SERVICE),
        "month by department": lambda s: requests_by(s, scope, MONTH, TODAY, Axis.DEPARTMENT),
        "month of 128 centers, visits": lambda s: visits_by(s, scope, MONTH, Axis.CENTER),
        "month, visits": lambda s: visits(s, scope, MONTH),
        "month by service, visits": lambda s: visits_by(s, scope, MONTH, Axis.SERVICE),
        "month, heat of waits": lambda s: heat(s, scope, MONTH),
    }


def _fill(session: Session, numbers: int) -> int:
    """Put the sums of the month into the tables and give how many numbers they tell of."""
    chance = random.Random(1)
    services = session.scalars(select(Service.id)).all()
    departments = [new_key() for _ in range(DEPARTMENTS)]
    made = 0
    for center in session.scalars(select(Center.id).where(COUNTS)).all():
        windows = [*session.scalars(select(Window.id).where(Window.center_id == center)), None]
        rows: dict[Any, list[dict[str, Any]]] = {RequestsOfDay: [], OpenOfDay: [], VisitsOfDay: []}
        for day in MONTH.each():
            own = {"center_id": center, "day": day, "sealed": True}
            came = list(_visits(day, services, windows, numbers, chance)) if day.weekday() != FRIDAY else []
            made += len(came)
            happened = [part for part in Part if part not in OPEN_PARTS]
            rows[RequestsOfDay].append({**own, **_counts(happened, services, departments, chance)})
            rows[OpenOfDay].append({**own, **_counts(OPEN_PARTS, services, departments, chance)})
            rows[VisitsOfDay].append({**own, **asdict(pack(came))})
        for sums, those in rows.items():
            session.execute(insert(sums), those)
    return made


def _visits(day: date, services: Any, windows: Any, numbers: int, chance: random.Random) -> Iterator[Visit]:
    for _ in range(numbers):
        waiting, walking, serving = (int(chance.expovariate(1 / mean)) for mean in (900, 40, 420))
        yield Visit(
            *(chance.choice(services), chance.choice(windows), chance.choice(windows)),
            *(Lane.ORDINARY, chance.randrange(8, 15), day.weekday(), State.FINISHED),
            *(waiting, walking, serving, waiting + walking + serving),
        )


def _counts(parts: Any, services: Any, departments: Any, chance: random.Random) -> dict[str, Any]:
    def some() -> dict[str, int]:
        return {part.value: chance.randrange(1, 9) for part in parts if chance.random() < 0.6}

    by_service, by_department = ({str(key): some() for key in keys} for keys in (services, departments))
    return asdict(DayCounts({part.value: 160 for part in parts}, by_service, by_department))
