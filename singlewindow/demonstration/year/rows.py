"""The rows of a made-up year, written many at a time, each after those it refers to.

SQLite is given the text of keys and moments as SQLAlchemy would write it, in a quarter of the time.
"""

from collections.abc import Callable
from datetime import datetime
from operator import itemgetter
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Column, Connection, Table, Uuid

from singlewindow.cash.records import CashCount, CashSession, Charge, CounterEntry, PaidCharge, Payment, Tender
from singlewindow.people.records import Staff
from singlewindow.records import Base, Moment
from singlewindow.requests.records import LateNote, Request, RequestPaper, RequestPeriod, RequestStage
from singlewindow.tickets.records import Period, Ticket

ENOUGH = 40_000
CACHE = "PRAGMA cache_size = -200000"
"""How much SQLite keeps in memory while it writes, in KiB below zero: the indexes of millions of rows."""
ORDER: tuple[type[Base], ...] = (
    *(Staff, Ticket, Period, CashSession, CashCount),
    *(Request, RequestPaper, RequestStage, RequestPeriod, LateNote),
    *(Charge, Payment, Tender, PaidCharge, CounterEntry),
)
Values = dict[str, Any]
Row = tuple[type[Base], Values]
Given = Callable[[Any], Any]


class Rows:
    """Rows that wait to be written over one connection; written by `write`, in the order of their tables."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._tables = {record: _Into(connection, cast(Table, record.__table__)) for record in ORDER}
        self._count = 0
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql(CACHE)

    def add(self, record: type[Base], values: Values) -> None:
        """Let a row wait; columns that are not named get their default."""
        self._tables[record].waiting.append(values)
        self._count += 1

    def write_if_many(self) -> None:
        """Write when many wait; all that they refer to must wait or be written."""
        if self._count >= ENOUGH:
            self.write()

    def write(self) -> None:
        """Write all that waits."""
        for into in self._tables.values():
            into.write()
        self._count = 0


class _Into:
    """Rows for one table."""

    def __init__(self, connection: Connection, table: Table) -> None:
        self.waiting: list[Values] = []
        self._connection = connection
        self._name = table.name
        self._names = [column.name for column in table.columns]
        self._defaults = {column.name: _default(column) for column in table.columns}
        self._given = [(n, g) for n, column in enumerate(table.columns) if (g := _given(connection, column))]
        self._copied = connection.dialect.name == "postgresql"

    def write(self) -> None:
        if self.waiting:
            rows = list(self._tuples())
            self._copy(rows) if self._copied else self._insert(rows)
            self.waiting = []

    def _tuples(self) -> Any:
        in_order, defaults, given = itemgetter(*self._names), self._defaults, self._given
        for values in self.waiting:
            row = list(in_order({**defaults, **values}))
            for place, convert in given:
                if row[place] is not None:
                    row[place] = convert(row[place])
            yield tuple(row)

    def _insert(self, rows: list[tuple[Any, ...]]) -> None:
        places = ", ".join("?" * len(self._names))
        self._connection.exec_driver_sql(f"INSERT INTO {self._name} ({self._columns}) VALUES ({places})", rows)

    def _copy(self, rows: list[tuple[Any, ...]]) -> None:
        driver: Any = self._connection.connection.driver_connection
        with driver.cursor() as cursor, cursor.copy(f"COPY {self._name} ({self._columns}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)

    @property
    def _columns(self) -> str:
        return ", ".join(f'"{name}"' for name in self._names)


def _default(column: Column[Any]) -> Any:
    default: Any = column.default
    return default.arg if default is not None and default.is_scalar else None


def _given(connection: Connection, column: Column[Any]) -> Given | None:
    """Give what turns a value of a column into what the driver takes, none where it is taken as it is."""
    dialect = connection.dialect
    if dialect.name == "sqlite" and isinstance(column.type, Uuid):
        return _key
    if dialect.name == "sqlite" and isinstance(column.type, Moment):
        return _moment
    return cast(Given | None, column.type.dialect_impl(dialect).bind_processor(dialect))


def _key(key: UUID) -> str:
    return f"{key.int:032x}"


def _moment(moment: datetime) -> str:
    """Write a moment, which is in UTC."""
    return moment.isoformat(" ", "microseconds")[:26]
