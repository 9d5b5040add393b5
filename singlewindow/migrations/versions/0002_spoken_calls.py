"""Let a center's board speak English after Arabic."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("center") as batch:
        batch.add_column(sa.Column("speaks_english", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("center") as batch:
        batch.alter_column("speaks_english", server_default=None)


def downgrade():
    with op.batch_alter_table("center") as batch:
        batch.drop_column("speaks_english")
