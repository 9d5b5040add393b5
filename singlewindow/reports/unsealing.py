"""Breaking the seal of a summed day: triggers on every row that its numbers come from, on both engines.

A trigger says, for the row as it was and as it is, of which center and from which day to which day the summary may have
become wrong. It may say a day too many, never one too few. The day of a moment in Cairo is that of a clock two or three
hours ahead of UTC: both are said, so that no database needs to know when Cairo's clock changes.

On PostgreSQL a writer also shares a lock of its center with other writers until it commits, and who seals must have it
alone: so no row is written between counting a day and sealing it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlalchemy import DDL, MetaData, event

from singlewindow.requests.records import ENDS, GOING_ON, LEAVES

LOCKS = 27
"""The family of the locks, one for each center, that sealing has alone and writers share."""
EARLIEST, LATEST = 2, 3
"""How many hours the clock of Cairo is ahead of UTC, in winter and in summer."""
EVER = "9999-12-31"
PG, LITE = "postgresql", "sqlite"


@dataclass(frozen=True)
class Touch:
    """Which days of which center a row bears on in one table of the summary, in SQL."""

    sums: str
    center: str
    first: str
    last: str
    source: str = ""
    where: str = ""

    def select(self, row: str) -> str:
        """Give the question for them; `row` names the row in question, or the table of all of them."""
        tables = [table for table in (self.source, row if row == FRESH else "") if table]
        source = f" FROM {', '.join(tables)}" if tables else ""
        where = f" WHERE {self.where}" if self.where else ""
        days = f"{self.first} AS first_day, {self.last} AS last_day"
        return f"SELECT DISTINCT {self.center} AS center_id, {days}{source}{where}"


FRESH = "fresh"
Touches = Callable[[str, str], Iterator[Touch]]


def _day(moment: str, hours: int, engine: str) -> str:
    if engine == LITE:
        return f"date({moment}, '+{hours} hours')"
    return f"CAST({moment} AT TIME ZONE 'UTC' + interval '{hours} hours' AS date)"


def _date(text: str, engine: str) -> str:
    return f"'{text}'" if engine == LITE else f"DATE '{text}'"


def _ticket(row: str, _engine: str) -> Iterator[Touch]:
    yield Touch("visits_of_day", f"{row}.center_id", f"{row}.day", f"{row}.day")


def _ticket_period(row: str, _engine: str) -> Iterator[Touch]:
    yield Touch("visits_of_day", "t.center_id", "t.day", "t.day", "ticket t", f"t.id = {row}.ticket_id")


def _on(moment: str, center: str, source: str, where: str, engine: str) -> Touch:
    first, last = (_day(moment, hours, engine) for hours in (EARLIEST, LATEST))
    return Touch("requests_of_day", center, first, last, source, where)


def _from(moment: str, center: str, source: str, where: str, engine: str) -> Touch:
    return Touch("open_of_day", center, _day(moment, EARLIEST, engine), _date(EVER, engine), source, where)


def _request(row: str, engine: str) -> Iterator[Touch]:
    received, center = f"{row}.received_at", f"{row}.center_id"
    yield _on(received, center, "", "", engine)
    yield from _ended(row, engine)
    yield _from(received, center, "", "", engine)


def _ended(row: str, engine: str) -> Iterator[Touch]:
    """Say on which days something of a request ended."""
    yield _on("p.ended_at", f"{row}.center_id", "request_period p", f"p.request_id = {row}.id AND p.{ENDS}", engine)


def _due(row: str, engine: str) -> Iterator[Touch]:
    """Say when a request was late by its due date as it was, and isn't as it is now, or the other way round."""
    yield from _ended(row, engine)
    dues = [f"coalesce({each}.due_on, {_date(EVER, engine)})" for each in ("OLD", "NEW")]
    first, last = (
        f"{name}({', '.join(dues)})" for name in (("min", "max") if engine == LITE else ("least", "greatest"))
    )
    yield Touch("open_of_day", f"{row}.center_id", first, last)


def _reopened(row: str, engine: str) -> Iterator[Touch]:
    again = f"NEW.{GOING_ON} AND NOT OLD.{GOING_ON}"
    yield _from(f"{row}.received_at", f"{row}.center_id", "", again, engine)


def _request_period(row: str, engine: str) -> Iterator[Touch]:
    own = f"q.id = {row}.request_id AND {row}.{ENDS}"
    for moment in (f"{row}.ended_at", "q.received_at"):
        yield _on(moment, "q.center_id", "request q", own, engine)
    left = f"q.id = {row}.request_id AND {row}.{str(LEAVES).replace('state', f'{row}.state')}"
    yield _from(f"{row}.ended_at", "q.center_id", "request q", left, engine)


def _request_stage(row: str, engine: str) -> Iterator[Touch]:
    own = f"q.id = {row}.request_id"
    yield _on("q.received_at", "q.center_id", "request q", own, engine)
    its = f"{own} AND p.request_id = q.id AND p.{ENDS}"
    yield _on("p.ended_at", "q.center_id", "request q, request_period p", its, engine)
    again = f"s.request_id = q.id AND s.department_id = {row}.department_id AND s.id <> {row}.id"
    new = f"{own} AND NOT EXISTS (SELECT 1 FROM request_stage s WHERE {again})"
    yield _from("q.received_at", "q.center_id", "request q", new, engine)


@dataclass(frozen=True)
class Watch:
    """A table whose changes may break seals; of an update only one of `columns`, all where none are named."""

    table: str
    touches: Touches
    columns: tuple[str, ...] = ()
    events: tuple[str, ...] = ("INSERT", "UPDATE", "DELETE")
    both: bool = True

    def rows(self, happening: str) -> tuple[str, ...]:
        """Give by what names the rows in question go."""
        return {"INSERT": ("NEW",), "DELETE": ("OLD",)}.get(happening, ("OLD", "NEW") if self.both else ("NEW",))

    def name(self, happening: str) -> str:
        """Give the name of the trigger of an event."""
        of = f"_{self.columns[0]}" if self.columns and happening == "UPDATE" else ""
        return f"unseal_{self.table}_{happening.lower()}{of}"


PLACES = ("center_id", "day", "service_id", "lane", "state", "issued_at", "state_since", "window_id", "staff_id")
WATCHES = (
    Watch("ticket", _ticket, (*PLACES, "outcome")),
    Watch("ticket_period", _ticket_period),
    Watch("booking", _ticket, ("ticket_id", "starts_at", "center_id", "day")),
    Watch("request", _request, ("received_at", "service_id", "center_id")),
    Watch("request", _due, ("due_on",), ("UPDATE",), both=False),
    Watch("request", _reopened, ("state",), ("UPDATE",), both=False),
    Watch("request_period", _request_period),
    Watch("request_stage", _request_stage, ("department_id", "request_id")),
)
TABLES = tuple(dict.fromkeys(watch.table for watch in WATCHES))


def statements(engine: str) -> Iterator[str]:
    """Give the statements that make an engine (`sqlite` or `postgresql`) break seals."""
    make = _sqlite if engine == LITE else _postgresql
    for watch in WATCHES:
        for happening in watch.events:
            yield from make(watch, happening)
    if engine == PG:
        yield from _emptied()


def undoing(engine: str) -> Iterator[str]:
    """Give the statements that take all of it back."""
    for watch in WATCHES:
        for happening in watch.events:
            on = f" ON {watch.table}" if engine == PG else ""
            yield f"DROP TRIGGER IF EXISTS {watch.name(happening)}{on}"
            if engine == PG:
                yield f"DROP FUNCTION IF EXISTS shubbak_{watch.name(happening)}()"
    if engine == PG:
        yield from (f"DROP TRIGGER IF EXISTS unseal_{table}_truncate ON {table}" for table in TABLES)
        yield "DROP FUNCTION IF EXISTS shubbak_unseal_all()"


def _sqlite(watch: Watch, happening: str) -> Iterator[str]:
    body = "; ".join(
        f"UPDATE {touch.sums} SET sealed = 0 WHERE rowid IN (SELECT s.rowid FROM ({touch.select(row)}) hit"
        f" JOIN {touch.sums} s ON s.center_id = hit.center_id AND s.day BETWEEN hit.first_day AND hit.last_day"
        " AND s.sealed = 1)"
        for row in watch.rows(happening)
        for touch in watch.touches(row, LITE)
    )
    what = _what(watch, happening)
    yield f"CREATE TRIGGER IF NOT EXISTS {watch.name(happening)} AFTER {what} ON {watch.table} BEGIN {body}; END"


def _postgresql(watch: Watch, happening: str) -> Iterator[str]:
    """Rows that are added are looked at a statement at a time, so that many at once cost little."""
    added = happening == "INSERT"
    names = (FRESH,) if added else watch.rows(happening)
    body = " ".join(_unseal(touch, touch.select(row)) for row in names for touch in watch.touches(row, PG))
    name = watch.name(happening)
    each = f"REFERENCING NEW TABLE AS {FRESH} FOR EACH STATEMENT" if added else "FOR EACH ROW"
    yield _function(f"shubbak_{name}", body)
    yield (
        f"CREATE OR REPLACE TRIGGER {name} AFTER {_what(watch, happening)} ON {watch.table} {each}"
        f" EXECUTE FUNCTION shubbak_{name}()"
    )


def _unseal(touch: Touch, hit: str) -> str:
    return (
        f"PERFORM pg_advisory_xact_lock_shared({LOCKS}, hashtext(CAST(hit.center_id AS text))) FROM ({hit}) hit;"
        f" UPDATE {touch.sums} s SET sealed = false FROM ({hit}) hit"
        " WHERE s.center_id = hit.center_id AND s.day BETWEEN hit.first_day AND hit.last_day AND s.sealed;"
    )


def _emptied() -> Iterator[str]:
    all_of_it = ("visits_of_day", "requests_of_day", "open_of_day")
    yield _function("shubbak_unseal_all", " ".join(f"UPDATE {sums} SET sealed = false;" for sums in all_of_it))
    for table in TABLES:
        yield (
            f"CREATE OR REPLACE TRIGGER unseal_{table}_truncate AFTER TRUNCATE ON {table} FOR EACH STATEMENT"
            " EXECUTE FUNCTION shubbak_unseal_all()"
        )


def _function(name: str, body: str) -> str:
    return (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} RETURN NULL; END $$"
    )


def _what(watch: Watch, happening: str) -> str:
    of = f" OF {', '.join(watch.columns)}" if watch.columns and happening == "UPDATE" else ""
    return f"{happening}{of}"


def watch_over(metadata: MetaData) -> None:
    """Let all tables be created with their triggers."""
    for engine in (LITE, PG):
        for statement in statements(engine):
            ddl = DDL(statement)  # type: ignore[no-untyped-call]
            event.listen(metadata, "after_create", ddl.execute_if(dialect=engine))
