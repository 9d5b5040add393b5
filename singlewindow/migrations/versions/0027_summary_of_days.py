"""The summary of past days for the reports, the triggers that break its seals, and indexes to count a day anew."""

import sqlalchemy as sa
from alembic import op

from singlewindow.reports.unsealing import statements, undoing

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

ENDS = sa.text("deed IN ('make_ready', 'reject', 'withdraw', 'withdraw_file', 'deliver')")
COUNTED = [("whole", sa.JSON()), ("services", sa.JSON()), ("departments", sa.JSON())]
PACKED = [
    *(("names", sa.JSON()), ("places", sa.LargeBinary())),
    *(("ends", sa.LargeBinary()), ("times", sa.LargeBinary())),
]
TABLES = {"requests_of_day": COUNTED, "open_of_day": COUNTED, "visits_of_day": PACKED}


def upgrade():
    for name, columns in TABLES.items():
        op.create_table(
            name,
            *(sa.Column(column, kind, nullable=False) for column, kind in columns),
            sa.Column("center_id", sa.Uuid(), nullable=False),
            sa.Column("day", sa.Date(), nullable=False),
            sa.Column("sealed", sa.Boolean(), nullable=False),
            sa.ForeignKeyConstraint(["center_id"], ["center.id"], name=op.f(f"fk_{name}_center_id")),
            sa.PrimaryKeyConstraint("center_id", "day", name=op.f(f"pk_{name}")),
        )
        where = {"sqlite_where": sa.text("sealed = 0"), "postgresql_where": sa.text("NOT sealed")}
        op.create_index(f"ix_{name}_broken", name, ["center_id", "day"], **where)
    op.create_index(
        "ix_request_center_received", "request", ["center_id", "received_at"], postgresql_include=["id", "service_id"]
    )
    op.create_index(
        "ix_request_period_center_ends",
        "request_period",
        ["center_id", "ended_at"],
        sqlite_where=ENDS,
        postgresql_where=ENDS,
        postgresql_include=["request_id", "deed", "state"],
    )
    for statement in statements(op.get_bind().dialect.name):
        op.get_bind().exec_driver_sql(statement)


def downgrade():
    for statement in undoing(op.get_bind().dialect.name):
        op.get_bind().exec_driver_sql(statement)
    op.drop_index("ix_request_period_center_ends", "request_period")
    op.drop_index("ix_request_center_received", "request")
    for name in TABLES:
        op.drop_index(f"ix_{name}_broken", name)
        op.drop_table(name)
