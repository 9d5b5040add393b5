"""Rotate and revoke devices, say when one is silent, mark estimated holidays, cancel booked times."""

import sqlalchemy as sa
from alembic import op

from singlewindow.records import Moment

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("device") as batch:
        batch.add_column(sa.Column("previous_hash", sa.String(), nullable=True))
        batch.add_column(sa.Column("revoked_because", sa.String(), nullable=False, server_default=""))
        batch.add_column(sa.Column("revoked_by", sa.Uuid(), nullable=True))
        batch.create_unique_constraint(op.f("uq_device_previous_hash"), ["previous_hash"])
        batch.create_foreign_key(op.f("fk_device_revoked_by"), "staff", ["revoked_by"], ["id"])
    with op.batch_alter_table("device") as batch:
        batch.alter_column("revoked_because", server_default=None)
    with op.batch_alter_table("center") as batch:
        batch.add_column(sa.Column("device_alarm_minutes", sa.Integer(), nullable=False, server_default="3"))
    with op.batch_alter_table("center") as batch:
        batch.alter_column("device_alarm_minutes", server_default=None)
    with op.batch_alter_table("holiday") as batch:
        batch.add_column(sa.Column("estimated", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch.add_column(sa.Column("source", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("holiday") as batch:
        batch.alter_column("estimated", server_default=None)
        batch.alter_column("source", server_default=None)
    with op.batch_alter_table("booking") as batch:
        batch.alter_column("place", existing_type=sa.Integer(), nullable=True)
        batch.add_column(sa.Column("cancelled_at", Moment(timezone=True), nullable=True))
        batch.add_column(sa.Column("cancelled_by", sa.Uuid(), nullable=True))
        batch.create_foreign_key(op.f("fk_booking_cancelled_by"), "staff", ["cancelled_by"], ["id"])


def downgrade():
    op.execute("DELETE FROM booking WHERE place IS NULL")
    with op.batch_alter_table("booking") as batch:
        batch.drop_constraint(op.f("fk_booking_cancelled_by"), type_="foreignkey")
        batch.drop_column("cancelled_by")
        batch.drop_column("cancelled_at")
        batch.alter_column("place", existing_type=sa.Integer(), nullable=False)
    with op.batch_alter_table("holiday") as batch:
        batch.drop_column("source")
        batch.drop_column("estimated")
    with op.batch_alter_table("center") as batch:
        batch.drop_column("device_alarm_minutes")
    with op.batch_alter_table("device") as batch:
        batch.drop_constraint(op.f("fk_device_revoked_by"), type_="foreignkey")
        batch.drop_constraint(op.f("uq_device_previous_hash"), type_="unique")
        batch.drop_column("revoked_by")
        batch.drop_column("revoked_because")
        batch.drop_column("previous_hash")
