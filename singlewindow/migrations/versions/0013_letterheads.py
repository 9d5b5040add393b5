"""The letterhead of a center's papers: logo, header lines, footer line."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0011"
branch_labels = None
depends_on = None

COLUMNS = ("logo", "header_ar", "header_en", "footer_ar", "footer_en")


def upgrade():
    for name in COLUMNS:
        op.add_column("center", sa.Column(name, sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("center") as batch:
        for name in COLUMNS:
            batch.alter_column(name, server_default=None)


def downgrade():
    with op.batch_alter_table("center") as batch:
        for name in COLUMNS:
            batch.drop_column(name)
