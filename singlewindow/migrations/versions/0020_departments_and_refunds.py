"""Refunds that belong to a request, and reasons of rejection that belong to a department."""

import sqlalchemy as sa
from alembic import op

from singlewindow.append_only import refusals

revision = "0020"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "request_refund",
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["request_id"], ["request.id"], name=op.f("fk_request_refund_request_id")),
        sa.ForeignKeyConstraint(["entry_id"], ["counter_entry.id"], name=op.f("fk_request_refund_entry_id")),
        sa.PrimaryKeyConstraint("request_id", name=op.f("pk_request_refund")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_request_refund_entry_id")),
    )
    for dialect, statement in refusals("request_refund"):
        if dialect == op.get_bind().dialect.name:
            op.execute(sa.text(statement.replace(":", r"\:").replace("%%", "%")))
    with op.batch_alter_table("reject_reason") as batch:
        batch.add_column(sa.Column("department_id", sa.Uuid(), nullable=True))
        batch.create_foreign_key(op.f("fk_reject_reason_department_id"), "department", ["department_id"], ["id"])


def downgrade():
    with op.batch_alter_table("reject_reason") as batch:
        batch.drop_constraint(op.f("fk_reject_reason_department_id"), type_="foreignkey")
        batch.drop_column("department_id")
    op.drop_table("request_refund")
