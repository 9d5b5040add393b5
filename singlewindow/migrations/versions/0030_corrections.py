"""What was corrected of an applicant's data."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "applicant_correction",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("center_id", sa.Uuid(), nullable=False),
        sa.Column("center_version", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("before", sa.String(), nullable=False),
        sa.Column("after", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("corrected_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("corrected_by", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name=op.f("fk_applicant_correction_center_id")),
        sa.ForeignKeyConstraint(["request_id"], ["request.id"], name=op.f("fk_applicant_correction_request_id")),
        sa.ForeignKeyConstraint(["corrected_by"], ["staff.id"], name=op.f("fk_applicant_correction_corrected_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_applicant_correction")),
    )
    op.create_index(op.f("ix_applicant_correction_request_id"), "applicant_correction", ["request_id"])


def downgrade():
    op.drop_table("applicant_correction")
