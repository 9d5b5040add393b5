"""Print jobs and their steps, what is known of printers, and papers tried again."""

import sqlalchemy as sa
from alembic import op

from singlewindow.records import Moment

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

JOB_STATES = ("wanted", "printing", "printed", "paper_out", "cover_open", "offline", "refused", "dropped")
PRINTER_STATES = ("unknown", "ready", "paper_out", "cover_open", "offline", "refused")
UNPRINTED = sa.text("state IN ('wanted', 'printing', 'paper_out', 'cover_open', 'offline')")


def _choice(name, values):
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=24)


def upgrade():
    with op.batch_alter_table("center") as batch:
        batch.add_column(sa.Column("ticket_printer", sa.String(), nullable=False, server_default=""))
        batch.add_column(sa.Column("paper_printer", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("center") as batch:
        batch.alter_column("ticket_printer", server_default=None)
        batch.alter_column("paper_printer", server_default=None)
    with op.batch_alter_table("document") as batch:
        batch.add_column(sa.Column("damaged_at", Moment(timezone=True), nullable=True))
    op.create_table(
        "printer",
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("state", _choice("printerstate", PRINTER_STATES), nullable=False),
        sa.Column("detail", sa.String(), nullable=False),
        sa.Column("since", Moment(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_printer")),
        sa.UniqueConstraint("address", name=op.f("uq_printer_address")),
    )
    op.create_table(
        "document_retry",
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("trouble", sa.String(), nullable=False),
        sa.Column("asked_at", Moment(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_document_retry_document_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_document_retry_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_retry")),
    )
    op.create_index(op.f("ix_document_retry_document_id"), "document_retry", ["document_id"])
    op.create_table(
        "print_job",
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("printer", sa.String(), nullable=False),
        sa.Column("state", _choice("jobstate", JOB_STATES), nullable=False),
        sa.Column("since", Moment(timezone=True), nullable=False),
        sa.Column("wanted_at", Moment(timezone=True), nullable=False),
        sa.Column("lease_until", Moment(timezone=True), nullable=True),
        sa.Column("sends", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("maybe_printed", sa.Boolean(), nullable=False),
        sa.Column("instead_of", sa.Uuid(), nullable=True),
        sa.Column("center_id", sa.Uuid(), nullable=False),
        sa.Column("center_version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_print_job_document_id")),
        sa.ForeignKeyConstraint(["instead_of"], ["print_job.id"], name=op.f("fk_print_job_instead_of")),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name=op.f("fk_print_job_center_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_print_job")),
        sa.UniqueConstraint("document_id", "printer", name=op.f("uq_print_job_document_id_printer")),
    )
    where = {"sqlite_where": UNPRINTED, "postgresql_where": UNPRINTED}
    op.create_index("ix_print_job_unprinted", "print_job", ["printer", "id"], **where)
    op.create_table(
        "print_step",
        sa.Column("job_id", sa.Uuid(), nullable=False),
        sa.Column("state", _choice("jobstate", JOB_STATES), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("at", Moment(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["job_id"], ["print_job.id"], name=op.f("fk_print_step_job_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_print_step")),
    )
    op.create_index(op.f("ix_print_step_job_id"), "print_step", ["job_id"])


def downgrade():
    op.drop_index(op.f("ix_print_step_job_id"), table_name="print_step")
    op.drop_table("print_step")
    op.drop_index("ix_print_job_unprinted", table_name="print_job")
    op.drop_table("print_job")
    op.drop_index(op.f("ix_document_retry_document_id"), table_name="document_retry")
    op.drop_table("document_retry")
    op.drop_table("printer")
    with op.batch_alter_table("document") as batch:
        batch.drop_column("damaged_at")
    with op.batch_alter_table("center") as batch:
        batch.drop_column("paper_printer")
        batch.drop_column("ticket_printer")
