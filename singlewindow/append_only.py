"""Tables whose rows are only ever added: the database itself refuses to change or delete them, on both engines."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import DDL, ColumnElement, Table, UniqueConstraint, event

REFUSE = "shubbak_refuse"
REFUSE_FUNCTION = f"""
CREATE OR REPLACE FUNCTION {REFUSE}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '%% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; END $$
"""


def refusals(table: str, columns: Sequence[str] = (), when: str = "") -> Iterator[tuple[str, str]]:
    """Give the statements that guard a table, each with its engine (`sqlite` or `postgresql`).

    Deleting is always refused. Changing is refused for `columns`, or for all where none are named; `when` is a
    condition on the row as it was (`OLD.…`), without which it is refused always.
    """
    scope = f" OF {', '.join(columns)}" if columns else ""
    name = "_".join(("keep", table, columns[0] if columns else "row"))
    condition = f" WHEN ({when})" if when else ""
    abort = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    for suffix, what, only in ((name, f"UPDATE{scope}", condition), (f"keep_{table}", "DELETE", "")):
        trigger = f"{suffix}_{what.split()[0].lower()}"
        yield "sqlite", f"CREATE TRIGGER IF NOT EXISTS {trigger} BEFORE {what} ON {table}{only} {abort}"
        yield "postgresql", REFUSE_FUNCTION
        yield (
            "postgresql",
            f"CREATE OR REPLACE TRIGGER {trigger} BEFORE {what} ON {table} FOR EACH ROW{only}"
            f" EXECUTE FUNCTION {REFUSE}()",
        )


def whole_refusals(table: str, keys: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Give the statements that refuse what no trigger on a changed row sees, each with its engine.

    SQLite lets `INSERT OR REPLACE` take a row's place: refused where a row stands for which one of `keys`, conditions
    with the new row as `NEW`, is true. PostgreSQL lets TRUNCATE empty a table.
    """
    stands = " OR ".join(f"({key})" for key in keys)
    abort = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    yield (
        "sqlite",
        f"CREATE TRIGGER IF NOT EXISTS keep_{table}_whole BEFORE INSERT ON {table}"
        f" WHEN EXISTS (SELECT 1 FROM {table} WHERE {stands}) {abort}",
    )
    yield "postgresql", REFUSE_FUNCTION
    yield (
        "postgresql",
        f"CREATE OR REPLACE TRIGGER keep_{table}_whole BEFORE TRUNCATE ON {table} FOR EACH STATEMENT"
        f" EXECUTE FUNCTION {REFUSE}()",
    )


def keys_of(table: Table) -> list[str]:
    """Give the keys by which a row of a table is the only one, as `whole_refusals` takes them."""
    unique = (constraint for constraint in table.constraints if isinstance(constraint, UniqueConstraint))
    keys = [_same(each.columns) for each in (table.primary_key, *unique)]
    partial = (index for index in table.indexes if index.unique)
    return keys + [f"{_same(each.columns)} AND {each.dialect_options['sqlite']['where']}" for each in partial]


def _same(columns: Iterable[ColumnElement[Any]]) -> str:
    return " AND ".join(f"{column.key} = NEW.{column.key}" for column in columns)


def keep(table: Table, columns: Sequence[str] = (), when: str = "") -> None:
    """Let a table be created with its guards; see `refusals` and `whole_refusals`."""
    statements = (*refusals(table.name, columns, when), *whole_refusals(table.name, keys_of(table)))
    for engine, statement in statements:
        ddl = DDL(statement)  # type: ignore[no-untyped-call]
        event.listen(table, "after_create", ddl.execute_if(dialect=engine))
