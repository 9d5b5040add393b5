"""Requests from before the request file: the migration gives each a state, a moment and a code of its own."""

from datetime import UTC, datetime, time
from pathlib import Path

import sqlalchemy as sa
from flask_migrate import upgrade

from kiosk.settings import Settings
from singlewindow.migrations import FOLDER
from singlewindow.records import new_key
from wsgi import create_app

MOMENT = datetime(2026, 11, 1, 8, tzinfo=UTC)
PLAIN = {sa.String: "", sa.Integer: 0, sa.Boolean: False, sa.DateTime: MOMENT, sa.Date: MOMENT.date(), sa.Time: time(8)}
CHOICES = {"kind": "main", "digits": "arab", "role": "clerk", "lane": "ordinary", "state": "finished"}


def put(connection: sa.Connection, name: str, **values: object) -> object:
    """Put a row into a table as it stands in the database, the rest of its columns plain; give its key."""
    table = sa.Table(name, sa.MetaData(), autoload_with=connection)
    row = {"id": new_key()} | values
    for column in table.columns:
        if column.name not in row and not column.nullable:
            kind = next(kind for kind in PLAIN if isinstance(column.type, kind))
            row[column.name] = CHOICES.get(column.name, PLAIN[kind])
    if connection.dialect.name == "sqlite":
        row = {key: value.hex if hasattr(value, "hex") and key.endswith("id") else value for key, value in row.items()}
    connection.execute(table.insert().values(**row))
    return row["id"]


def test_former_requests_stand_as_received_with_a_code_of_their_own(database_url: str, tmp_path: Path) -> None:
    app = create_app(Settings(data_dir=tmp_path, database_url=database_url, secret_key="x" * 40))
    engine = app.extensions["database"].engine
    with app.app_context():
        upgrade(str(FOLDER), revision="0003")
        with engine.begin() as connection:
            governorate = put(connection, "governorate", code="g")
            center = put(connection, "center", governorate_id=governorate, code="c")
            sector = put(connection, "sector", code="s", letter="B")
            service = put(connection, "service", code="v", sector_id=sector)
            staff = put(connection, "staff", center_id=center, username="u")
            of = {"center_id": center, "service_id": service}
            for number in (1, 2):
                codes = {"form_key": f"t{number}", "follow_code": f"f{number}"}
                ticket = put(connection, "ticket", **of, sector_id=sector, number=number, **codes)
                keys = {"number": f"n{number}", "serial": number, "form_key": f"r{number}"}
                put(connection, "request", **of, ticket_id=ticket, received_by=staff, **keys)
        upgrade(str(FOLDER))
        with engine.connect() as connection:
            table = sa.table("request", sa.column("state"), sa.column("track_code"), sa.column("state_since"))
            rows = connection.execute(sa.select(table)).all()
    engine.dispose()
    assert {row.state for row in rows} == {"received"}
    assert len({row.track_code for row in rows}) == 2
    assert all(len(row.track_code) == 26 and row.state_since is not None for row in rows)
