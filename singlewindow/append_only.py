"""Tables whose rows are only ever added: the database itself refuses to change or delete them, on both engines."""

from collections.abc import Iterator, Sequence

from sqlalchemy import DDL, Table, event

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


def keep(table: Table, columns: Sequence[str] = (), when: str = "") -> None:
    """Let a table be created with its guards; see `refusals`."""
    for engine, statement in refusals(table.name, columns, when):
        ddl = DDL(statement)  # type: ignore[no-untyped-call]
        event.listen(table, "after_create", ddl.execute_if(dialect=engine))
