"""Exports as papers of the press with their progress, papers that are cancelled, and reports made by themselves."""

import sqlalchemy as sa
from alembic import op

from singlewindow.records import Moment

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

KINDS = ("ticket", "papers_list", "slip", "receipt", "certificate", "cash_statement", "report", "card")
MORE_KINDS = (*KINDS[:7], "export", "card")
STATES = ("wanted", "rendering", "done", "set_aside")
MORE_STATES = (*STATES, "cancelled")
REPORTS = ("daily_reports", "weekly_reports", "monthly_reports")


def _choice(name, values):
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=24)


def upgrade():
    with op.batch_alter_table("document") as batch:
        batch.alter_column(
            "kind", existing_type=_choice("documentkind", KINDS), type_=_choice("documentkind", MORE_KINDS)
        )
        batch.alter_column(
            "state", existing_type=_choice("documentstate", STATES), type_=_choice("documentstate", MORE_STATES)
        )
        batch.add_column(sa.Column("asked_by", sa.Uuid(), nullable=True))
        batch.add_column(sa.Column("cancelled_at", Moment(timezone=True), nullable=True))
        batch.add_column(sa.Column("rows_made", sa.Integer(), nullable=False, server_default="0"))
        batch.add_column(sa.Column("rows_known", sa.Integer(), nullable=True))
        batch.create_foreign_key(op.f("fk_document_asked_by"), "staff", ["asked_by"], ["id"])
    with op.batch_alter_table("document") as batch:
        batch.alter_column("rows_made", server_default=None)
    for table, wanted in (("governorate", sa.true()), ("center", sa.false())):
        with op.batch_alter_table(table) as batch:
            for name in REPORTS:
                batch.add_column(sa.Column(name, sa.Boolean(), nullable=False, server_default=wanted))
        with op.batch_alter_table(table) as batch:
            for name in REPORTS:
                batch.alter_column(name, server_default=None)


def downgrade():
    for table in ("center", "governorate"):
        with op.batch_alter_table(table) as batch:
            for name in REPORTS:
                batch.drop_column(name)
    op.execute("UPDATE document SET state = 'set_aside' WHERE state = 'cancelled' OR kind = 'export'")
    op.execute("UPDATE document SET kind = 'report' WHERE kind = 'export'")
    with op.batch_alter_table("document") as batch:
        batch.drop_constraint(op.f("fk_document_asked_by"), type_="foreignkey")
        for name in ("rows_known", "rows_made", "cancelled_at", "asked_by"):
            batch.drop_column(name)
        batch.alter_column(
            "state", existing_type=_choice("documentstate", MORE_STATES), type_=_choice("documentstate", STATES)
        )
        batch.alter_column(
            "kind", existing_type=_choice("documentkind", MORE_KINDS), type_=_choice("documentkind", KINDS)
        )
