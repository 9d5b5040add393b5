"""The audit's chain, second steps and locks of sign-ins, and centers to practise in."""

import sqlalchemy as sa
from alembic import op

from singlewindow.records import Moment

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

KINDS = ("main", "mini", "mobile")
MORE_KINDS = (*KINDS, "practice")
GUARDS = {
    "sqlite": (
        "CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON audit_entry "
        "BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END",
        "CREATE TRIGGER audit_entry_no_delete BEFORE DELETE ON audit_entry "
        "BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END",
        "CREATE TRIGGER audit_entry_no_replace BEFORE INSERT ON audit_entry WHEN EXISTS "
        "(SELECT 1 FROM audit_entry WHERE site = NEW.site AND sequence = NEW.sequence) "
        "BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END",
    ),
    "postgresql": (
        "CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the audit is append-only'; END $$",
        "CREATE TRIGGER audit_entry_no_change BEFORE UPDATE OR DELETE ON audit_entry "
        "FOR EACH ROW EXECUTE FUNCTION audit_is_append_only()",
        "CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON audit_entry "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only()",
    ),
}


def _kind(values):
    return sa.Enum(*values, name="centerkind", native_enum=False, create_constraint=True, length=24)


def upgrade():
    _people()
    _audit()
    with op.batch_alter_table("center") as batch:
        batch.alter_column("kind", existing_type=_kind(KINDS), type_=_kind(MORE_KINDS))


def _people():
    with op.batch_alter_table("staff") as batch:
        batch.add_column(
            sa.Column("must_change_password", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("staff") as batch:
        batch.alter_column("must_change_password", server_default=None)
    with op.batch_alter_table("sign_in") as batch:
        batch.add_column(sa.Column("waits_for_code", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("sign_in") as batch:
        batch.alter_column("waits_for_code", server_default=None)
        batch.create_index(op.f("ix_sign_in_staff_id"), ["staff_id"])
    op.create_table(
        "sign_in_try",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_at", Moment(timezone=True), nullable=False),
        sa.Column("locked_until", Moment(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_sign_in_try")),
    )
    op.create_index(op.f("ix_sign_in_try_last_at"), "sign_in_try", ["last_at"])
    op.create_table(
        "second_step",
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("secret", sa.String(), nullable=False),
        sa.Column("last_step", sa.Integer(), nullable=False),
        sa.Column("set_at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_second_step_staff_id")),
        sa.PrimaryKeyConstraint("staff_id", name=op.f("pk_second_step")),
    )
    op.create_table(
        "recovery_code",
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("code_hash", sa.String(), nullable=False),
        sa.Column("used_at", Moment(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_recovery_code_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_code")),
    )
    op.create_index(op.f("ix_recovery_code_staff_id"), "recovery_code", ["staff_id"])


def _audit():
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("seal", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )
    op.create_table(
        "audit_entry",
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("done_at", Moment(timezone=True), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=True),
        sa.Column("center_id", sa.Uuid(), nullable=True),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("previous", sa.String(), nullable=False),
        sa.Column("seal", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_audit_entry_staff_id")),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name=op.f("fk_audit_entry_center_id")),
        sa.PrimaryKeyConstraint("site", "sequence", name=op.f("pk_audit_entry")),
    )
    op.create_index("ix_audit_entry_done_at", "audit_entry", ["done_at"])
    op.create_index("ix_audit_entry_subject", "audit_entry", ["subject"])
    op.create_index(op.f("ix_audit_entry_staff_id"), "audit_entry", ["staff_id"])
    for guard in GUARDS[op.get_bind().dialect.name]:
        op.execute(guard)


def downgrade():
    with op.batch_alter_table("center") as batch:
        batch.alter_column("kind", existing_type=_kind(MORE_KINDS), type_=_kind(KINDS))
    op.drop_table("audit_entry")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION audit_is_append_only()")
    for table in ("audit_head", "recovery_code", "second_step", "sign_in_try"):
        op.drop_table(table)
    with op.batch_alter_table("sign_in") as batch:
        batch.drop_index(op.f("ix_sign_in_staff_id"))
        batch.drop_column("waits_for_code")
    with op.batch_alter_table("staff") as batch:
        batch.drop_column("must_change_password")
