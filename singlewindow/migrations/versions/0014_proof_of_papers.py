"""What becomes of issued papers, and papers found by their number."""

import sqlalchemy as sa
from alembic import op

from singlewindow.records import Moment

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

ENDS = sa.text("kind IN ('cancelled', 'replaced')")


def upgrade():
    op.create_table(
        "paper_event",
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                *("reprinted", "cancelled", "replaced"),
                name="papereventkind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("at", Moment(timezone=True), nullable=False),
        sa.Column("form_key", sa.String(), nullable=False),
        sa.Column("copy_number", sa.Integer(), nullable=False),
        sa.Column("successor_id", sa.Uuid(), nullable=True),
        sa.Column("center_id", sa.Uuid(), nullable=False),
        sa.Column("center_version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_paper_event_reason")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_paper_event_document_id")),
        sa.ForeignKeyConstraint(["successor_id"], ["document.id"], name=op.f("fk_paper_event_successor_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_paper_event_staff_id")),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name=op.f("fk_paper_event_center_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_event")),
        sa.UniqueConstraint("form_key", name=op.f("uq_paper_event_form_key")),
    )
    op.create_index(op.f("ix_paper_event_document_id"), "paper_event", ["document_id"])
    op.create_index(
        "ix_paper_event_end", "paper_event", ["document_id"], unique=True, sqlite_where=ENDS, postgresql_where=ENDS
    )
    op.create_index(op.f("ix_document_serial"), "document", ["serial"])


def downgrade():
    op.drop_index(op.f("ix_document_serial"), table_name="document")
    op.drop_table("paper_event")
