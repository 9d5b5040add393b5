"""Indexes by which the reports of requests and money find their rows; a request leaves its center once."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0020"
branch_labels = None
depends_on = None

ENDS = sa.text("deed IN ('make_ready', 'reject', 'withdraw', 'withdraw_file', 'deliver')")
LEAVES = sa.text(
    "deed IN ('make_ready', 'reject', 'withdraw', 'withdraw_file') AND state NOT IN ('rejected', 'ready')"
)


def upgrade():
    op.create_index(
        "ix_request_received", "request", ["received_at", "id"], postgresql_include=["center_id", "service_id"]
    )
    op.create_index(
        "uq_request_period_leaves",
        "request_period",
        ["request_id"],
        unique=True,
        sqlite_where=LEAVES,
        postgresql_where=LEAVES,
        postgresql_include=["ended_at", "deed"],
    )
    op.create_index(
        "ix_request_period_ends",
        "request_period",
        ["ended_at", "request_id"],
        sqlite_where=ENDS,
        postgresql_where=ENDS,
        postgresql_include=["deed", "state"],
    )


def downgrade():
    op.drop_index("ix_request_period_ends", "request_period")
    op.drop_index("uq_request_period_leaves", "request_period")
    op.drop_index("ix_request_received", "request")
