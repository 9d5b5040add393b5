"""How long personal data is kept, and scans that were removed."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None
KINDS = ("identity", "phones", "scans", "drafts", "complaints")


def upgrade():
    op.create_table(
        "retention_period",
        sa.Column("center_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(*KINDS, name="personaldata", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("set_by", sa.Uuid(), nullable=False),
        sa.CheckConstraint("days > 0", name=op.f("ck_retention_period_days")),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name=op.f("fk_retention_period_center_id")),
        sa.ForeignKeyConstraint(["set_by"], ["staff.id"], name=op.f("fk_retention_period_set_by")),
        sa.PrimaryKeyConstraint("center_id", "kind", name=op.f("pk_retention_period")),
    )
    with op.batch_alter_table("request_scan") as batch:
        batch.add_column(sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True))
        batch.create_index(op.f("ix_request_scan_sha256"), ["sha256"])


def downgrade():
    with op.batch_alter_table("request_scan") as batch:
        batch.drop_index(op.f("ix_request_scan_sha256"))
        batch.drop_column("removed_at")
    op.drop_table("retention_period")
