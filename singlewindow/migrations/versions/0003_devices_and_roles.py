"""Devices, more roles, more kinds of paper, and the device that asked for a paper."""

import sqlalchemy as sa
from alembic import op

from singlewindow.records import Moment

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ROLES = ("receiver", "clerk", "supervisor", "manager")
MORE_ROLES = (
    *("receiver", "clerk", "cashier", "supervisor", "manager"),
    *("officer", "head", "auditor", "governorate", "administrator"),
)
KINDS = ("ticket", "receipt", "certificate")
MORE_KINDS = ("ticket", "papers_list", "slip", "receipt", "certificate", "cash_statement", "report", "card")


def _choice(name, values):
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=24)


def upgrade():
    op.create_table(
        "device",
        sa.Column("center_id", sa.Uuid(), nullable=True),
        sa.Column("role", _choice("devicerole", ("kiosk", "board")), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("windows", sa.String(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=True),
        sa.Column("token_since", Moment(timezone=True), nullable=True),
        sa.Column("pairing_code", sa.String(), nullable=True),
        sa.Column("pairing_until", Moment(timezone=True), nullable=True),
        sa.Column("paired_at", Moment(timezone=True), nullable=True),
        sa.Column("paired_by", sa.Uuid(), nullable=True),
        sa.Column("revoked_at", Moment(timezone=True), nullable=True),
        sa.Column("seen_at", Moment(timezone=True), nullable=True),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("printer", sa.String(), nullable=False),
        sa.Column("fallback", sa.String(), nullable=False),
        sa.Column(
            "printer_state",
            _choice("printerstate", ("unknown", "ready", "paper_out", "cover_open", "offline", "refused")),
            nullable=False,
        ),
        sa.Column("printer_since", Moment(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name=op.f("fk_device_center_id")),
        sa.ForeignKeyConstraint(["paired_by"], ["staff.id"], name=op.f("fk_device_paired_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_device_token_hash")),
        sa.UniqueConstraint("pairing_code", name=op.f("uq_device_pairing_code")),
    )
    op.create_index(op.f("ix_device_center_id"), "device", ["center_id"])
    with op.batch_alter_table("staff") as batch:
        batch.alter_column("role", existing_type=_choice("role", ROLES), type_=_choice("role", MORE_ROLES))
    with op.batch_alter_table("document") as batch:
        batch.alter_column(
            "kind", existing_type=_choice("documentkind", KINDS), type_=_choice("documentkind", MORE_KINDS)
        )
        batch.add_column(sa.Column("device_id", sa.Uuid(), nullable=True))
        batch.create_foreign_key(op.f("fk_document_device_id"), "device", ["device_id"], ["id"])


def downgrade():
    with op.batch_alter_table("document") as batch:
        batch.drop_constraint(op.f("fk_document_device_id"), type_="foreignkey")
        batch.drop_column("device_id")
        batch.alter_column(
            "kind", existing_type=_choice("documentkind", MORE_KINDS), type_=_choice("documentkind", KINDS)
        )
    with op.batch_alter_table("staff") as batch:
        batch.alter_column("role", existing_type=_choice("role", MORE_ROLES), type_=_choice("role", ROLES))
    op.drop_index(op.f("ix_device_center_id"), table_name="device")
    op.drop_table("device")

