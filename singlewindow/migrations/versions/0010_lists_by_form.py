"""Let a form that asks for a paper and nothing else make it once."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("document") as batch:
        batch.add_column(sa.Column("form_key", sa.String(), nullable=True))
        batch.create_unique_constraint(op.f("uq_document_form_key"), ["form_key"])


def downgrade():
    with op.batch_alter_table("document") as batch:
        batch.drop_constraint(op.f("uq_document_form_key"), type_="unique")
        batch.drop_column("form_key")
