"""Departments and routes, the request's file with its stages and periods, late notes, complaints, breaches."""

import secrets

import sqlalchemy as sa
from alembic import op

from singlewindow.records import Moment

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def _fill_former_requests():
    """Requests from before stand as received since they came, each with a code of its own."""
    bind = op.get_bind()
    request = sa.table(
        "request",
        sa.column("id", sa.Uuid()),
        sa.column("track_code"),
        sa.column("state_since"),
        sa.column("received_at"),
    )
    bind.execute(sa.update(request).values(state_since=request.c.received_at))
    for key in bind.execute(sa.select(request.c.id)).scalars().all():
        code = secrets.token_hex(13).upper()
        bind.execute(sa.update(request).where(request.c.id == key).values(track_code=code))


def upgrade():
    op.create_table(
        "department",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("illustrative", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name_ar", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_department")),
        sa.UniqueConstraint("code", name=op.f("uq_department_code")),
    )
    op.create_table(
        "reject_reason",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("illustrative", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name_ar", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reject_reason")),
        sa.UniqueConstraint("code", name=op.f("uq_reject_reason_code")),
    )
    op.create_table(
        "late_reason",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("department_id", sa.Uuid(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("illustrative", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name_ar", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["department_id"], ["department.id"], name=op.f("fk_late_reason_department_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_late_reason")),
        sa.UniqueConstraint("code", name=op.f("uq_late_reason_code")),
    )
    op.create_table(
        "route_stage",
        sa.Column("service_id", sa.Uuid(), nullable=True),
        sa.Column("sector_id", sa.Uuid(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "review",
                "inspection",
                "fee_fixing",
                "decision",
                "issue",
                name="stagekind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("illustrative", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("(service_id IS NULL) <> (sector_id IS NULL)", name=op.f("ck_route_stage_owner")),
        sa.CheckConstraint("days >= 0", name=op.f("ck_route_stage_days")),
        sa.ForeignKeyConstraint(["department_id"], ["department.id"], name=op.f("fk_route_stage_department_id")),
        sa.ForeignKeyConstraint(["sector_id"], ["sector.id"], name=op.f("fk_route_stage_sector_id")),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_route_stage_service_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_route_stage")),
        sa.UniqueConstraint("sector_id", "position", name=op.f("uq_route_stage_sector_id_position")),
        sa.UniqueConstraint("service_id", "position", name=op.f("uq_route_stage_service_id_position")),
    )
    op.create_table(
        "service_field",
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "text",
                "number",
                "date",
                "choice",
                "file_number",
                name="fieldkind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("required", sa.Boolean(), nullable=False),
        sa.Column("choices", sa.String(), nullable=False),
        sa.Column("illustrative", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name_ar", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_service_field_service_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_field")),
        sa.UniqueConstraint("service_id", "position", name=op.f("uq_service_field_service_id_position")),
    )
    op.create_table(
        "intake_draft",
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("ticket_id", sa.Uuid(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("saved_at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_intake_draft_staff_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_intake_draft_ticket_id")),
        sa.PrimaryKeyConstraint("staff_id", "ticket_id", name=op.f("pk_intake_draft")),
    )
    op.create_table(
        "breach",
        sa.Column(
            "kind",
            sa.Enum(
                "own_reception",
                "own_review",
                "chosen_file",
                "other_department",
                "may_not_decide",
                name="breachkind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("tried_at", Moment(timezone=True), nullable=False),
        sa.Column("center_id", sa.Uuid(), nullable=False),
        sa.Column("center_version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name=op.f("fk_breach_center_id")),
        sa.ForeignKeyConstraint(["request_id"], ["request.id"], name=op.f("fk_breach_request_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_breach_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_breach")),
    )
    with op.batch_alter_table("breach", schema=None) as batch_op:
        batch_op.create_index("ix_breach_center", ["center_id", "tried_at"], unique=False)

    op.create_table(
        "complaint",
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("form_key", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "service",
                "center",
                "delay",
                "request",
                "conduct",
                "other",
                name="complaintkind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("service_id", sa.Uuid(), nullable=True),
        sa.Column("request_id", sa.Uuid(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("complainant", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("received_at", Moment(timezone=True), nullable=False),
        sa.Column("received_by", sa.Uuid(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("answered_at", Moment(timezone=True), nullable=True),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("center_id", sa.Uuid(), nullable=False),
        sa.Column("center_version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["answered_by"], ["staff.id"], name=op.f("fk_complaint_answered_by")),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name=op.f("fk_complaint_center_id")),
        sa.ForeignKeyConstraint(["received_by"], ["staff.id"], name=op.f("fk_complaint_received_by")),
        sa.ForeignKeyConstraint(["request_id"], ["request.id"], name=op.f("fk_complaint_request_id")),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_complaint_service_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint")),
        sa.UniqueConstraint("center_id", "year", "serial", name=op.f("uq_complaint_center_id_year_serial")),
        sa.UniqueConstraint("code", name=op.f("uq_complaint_code")),
        sa.UniqueConstraint("form_key", name=op.f("uq_complaint_form_key")),
        sa.UniqueConstraint("number", name=op.f("uq_complaint_number")),
    )
    with op.batch_alter_table("complaint", schema=None) as batch_op:
        batch_op.create_index("ix_complaint_center", ["center_id", "received_at"], unique=False)

    op.create_table(
        "late_note",
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("reason_id", sa.Uuid(), nullable=False),
        sa.Column("obstacle", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("promised_on", sa.Date(), nullable=False),
        sa.Column("noted_at", Moment(timezone=True), nullable=False),
        sa.Column("noted_by", sa.Uuid(), nullable=False),
        sa.Column("center_id", sa.Uuid(), nullable=False),
        sa.Column("center_version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name=op.f("fk_late_note_center_id")),
        sa.ForeignKeyConstraint(["noted_by"], ["staff.id"], name=op.f("fk_late_note_noted_by")),
        sa.ForeignKeyConstraint(["owner_id"], ["staff.id"], name=op.f("fk_late_note_owner_id")),
        sa.ForeignKeyConstraint(["reason_id"], ["late_reason.id"], name=op.f("fk_late_note_reason_id")),
        sa.ForeignKeyConstraint(["request_id"], ["request.id"], name=op.f("fk_late_note_request_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_late_note")),
    )
    with op.batch_alter_table("late_note", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_late_note_request_id"), ["request_id"], unique=False)

    op.create_table(
        "request_answer",
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "text",
                "number",
                "date",
                "choice",
                "file_number",
                name="fieldkind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name_ar", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["request_id"], ["request.id"], name=op.f("fk_request_answer_request_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request_answer")),
        sa.UniqueConstraint("request_id", "position", name=op.f("uq_request_answer_request_id_position")),
    )
    with op.batch_alter_table("request_answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_request_answer_request_id"), ["request_id"], unique=False)

    op.create_table(
        "request_stage",
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "review",
                "inspection",
                "fee_fixing",
                "decision",
                "issue",
                name="stagekind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "ahead",
                "here",
                "done",
                "sent_back",
                "skipped",
                name="stagestate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("entered_at", Moment(timezone=True), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("officer_id", sa.Uuid(), nullable=True),
        sa.Column("taken_at", Moment(timezone=True), nullable=True),
        sa.Column("finished_at", Moment(timezone=True), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=True),
        sa.Column("center_id", sa.Uuid(), nullable=False),
        sa.Column("center_version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_request_stage_amount")),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name=op.f("fk_request_stage_center_id")),
        sa.ForeignKeyConstraint(["department_id"], ["department.id"], name=op.f("fk_request_stage_department_id")),
        sa.ForeignKeyConstraint(["officer_id"], ["staff.id"], name=op.f("fk_request_stage_officer_id")),
        sa.ForeignKeyConstraint(["request_id"], ["request.id"], name=op.f("fk_request_stage_request_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request_stage")),
        sa.UniqueConstraint("request_id", "round", "position", name=op.f("uq_request_stage_request_id_round_position")),
    )
    with op.batch_alter_table("request_stage", schema=None) as batch_op:
        batch_op.create_index(
            "ix_request_stage_here",
            ["center_id", "department_id"],
            unique=False,
            sqlite_where=sa.text("state = 'here'"),
            postgresql_where=sa.text("state = 'here'"),
        )
        batch_op.create_index(batch_op.f("ix_request_stage_officer_id"), ["officer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_request_stage_request_id"), ["request_id"], unique=False)

    op.create_table(
        "request_period",
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("center_id", sa.Uuid(), nullable=False),
        sa.Column("center_version", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "received",
                "under_review",
                "awaiting_inspection",
                "awaiting_papers",
                "awaiting_payment",
                "approved",
                "rejected",
                "ready",
                "delivered",
                "withdrawn",
                name="requeststate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("stage_id", sa.Uuid(), nullable=True),
        sa.Column(
            "deed",
            sa.Enum(
                "begin_review",
                "begin_inspection",
                "take",
                "give_back",
                "assign",
                "transfer",
                "to_review",
                "to_inspection",
                "send_back",
                "skip",
                "ask_papers",
                "complete_papers",
                "await_payment",
                "approve",
                "reject",
                "issue",
                "make_ready",
                "deliver",
                "withdraw",
                "withdraw_file",
                name="requestdeed",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("began_at", Moment(timezone=True), nullable=False),
        sa.Column("ended_at", Moment(timezone=True), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("began_at <= ended_at", name=op.f("ck_request_period_order")),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name=op.f("fk_request_period_center_id")),
        sa.ForeignKeyConstraint(["request_id"], ["request.id"], name=op.f("fk_request_period_request_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_request_period_staff_id")),
        sa.ForeignKeyConstraint(["stage_id"], ["request_stage.id"], name=op.f("fk_request_period_stage_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request_period")),
    )
    with op.batch_alter_table("request_period", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_request_period_request_id"), ["request_id"], unique=False)

    op.create_table(
        "request_scan",
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("paper_id", sa.Uuid(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("added_at", Moment(timezone=True), nullable=False),
        sa.Column("added_by", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["added_by"], ["staff.id"], name=op.f("fk_request_scan_added_by")),
        sa.ForeignKeyConstraint(["paper_id"], ["request_paper.id"], name=op.f("fk_request_scan_paper_id")),
        sa.ForeignKeyConstraint(["request_id"], ["request.id"], name=op.f("fk_request_scan_request_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request_scan")),
        sa.UniqueConstraint("paper_id", "sha256", name=op.f("uq_request_scan_paper_id_sha256")),
    )
    with op.batch_alter_table("request_scan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_request_scan_request_id"), ["request_id"], unique=False)

    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.add_column(sa.Column("request_id", sa.Uuid(), nullable=True))
        batch_op.create_index(batch_op.f("ix_document_request_id"), ["request_id"], unique=False)
        batch_op.create_foreign_key(batch_op.f("fk_document_request_id"), "request", ["request_id"], ["id"])

    with op.batch_alter_table("paper", schema=None) as batch_op:
        batch_op.add_column(sa.Column("identity", sa.Boolean(), nullable=False, server_default=sa.false()))

    with op.batch_alter_table("request", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "applicant_kind",
                sa.Enum(
                    "person",
                    "company",
                    "representative",
                    name="applicantkind",
                    native_enum=False,
                    create_constraint=True,
                    length=24,
                ),
                nullable=False,
                server_default="person",
            )
        )
        batch_op.add_column(sa.Column("commercial_register", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("representative_name", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("power_of_attorney", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("unit", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("plot", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("file_number", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("address", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(
            sa.Column(
                "state",
                sa.Enum(
                    "received",
                    "under_review",
                    "awaiting_inspection",
                    "awaiting_papers",
                    "awaiting_payment",
                    "approved",
                    "rejected",
                    "ready",
                    "delivered",
                    "withdrawn",
                    name="requeststate",
                    native_enum=False,
                    create_constraint=True,
                    length=24,
                ),
                nullable=False,
                server_default="received",
            )
        )
        batch_op.add_column(sa.Column("state_since", Moment(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("set_days", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("set_working", sa.Boolean(), nullable=False, server_default=sa.true()))
        batch_op.add_column(sa.Column("clock_since", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("due_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("track_code", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("reject_reason_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("closing_words", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("collection_ticket_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("collected_by", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("collector_digits", sa.String(), nullable=False, server_default=""))

    _fill_former_requests()
    with op.batch_alter_table("request", schema=None) as batch_op:
        batch_op.alter_column("state_since", existing_type=Moment(timezone=True), nullable=False)
        batch_op.alter_column("track_code", existing_type=sa.String(), nullable=False)
        batch_op.create_index(
            "ix_request_going_on",
            ["center_id", "due_on"],
            unique=False,
            sqlite_where=sa.text(
                "state IN ('received', 'under_review', 'awaiting_inspection', 'awaiting_papers', 'awaiting_payment', 'approved')"
            ),
            postgresql_where=sa.text(
                "state IN ('received', 'under_review', 'awaiting_inspection', 'awaiting_papers', 'awaiting_payment', 'approved')"
            ),
        )
        batch_op.create_unique_constraint(batch_op.f("uq_request_collection_ticket_id"), ["collection_ticket_id"])
        batch_op.create_unique_constraint(batch_op.f("uq_request_track_code"), ["track_code"])
        batch_op.create_foreign_key(
            batch_op.f("fk_request_collection_ticket_id"), "ticket", ["collection_ticket_id"], ["id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_request_reject_reason_id"), "reject_reason", ["reject_reason_id"], ["id"]
        )

    with op.batch_alter_table("request_paper", schema=None) as batch_op:
        batch_op.add_column(sa.Column("handed_in_at", Moment(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("identity", sa.Boolean(), nullable=False, server_default=sa.false()))

    with op.batch_alter_table("staff", schema=None) as batch_op:
        batch_op.add_column(sa.Column("department_id", sa.Uuid(), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_staff_department_id"), "department", ["department_id"], ["id"])


def downgrade():
    with op.batch_alter_table("staff", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_staff_department_id"), type_="foreignkey")
        batch_op.drop_column("department_id")

    with op.batch_alter_table("request_paper", schema=None) as batch_op:
        batch_op.drop_column("identity")
        batch_op.drop_column("handed_in_at")

    with op.batch_alter_table("request", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_request_reject_reason_id"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_request_collection_ticket_id"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("uq_request_track_code"), type_="unique")
        batch_op.drop_constraint(batch_op.f("uq_request_collection_ticket_id"), type_="unique")
        batch_op.drop_index(
            "ix_request_going_on",
            sqlite_where=sa.text(
                "state IN ('received', 'under_review', 'awaiting_inspection', 'awaiting_papers', 'awaiting_payment', 'approved')"
            ),
            postgresql_where=sa.text(
                "state IN ('received', 'under_review', 'awaiting_inspection', 'awaiting_papers', 'awaiting_payment', 'approved')"
            ),
        )
        batch_op.drop_constraint(op.f("ck_request_requeststate"), type_="check")
        batch_op.drop_constraint(op.f("ck_request_applicantkind"), type_="check")
        batch_op.drop_column("collector_digits")
        batch_op.drop_column("collected_by")
        batch_op.drop_column("collection_ticket_id")
        batch_op.drop_column("closing_words")
        batch_op.drop_column("reject_reason_id")
        batch_op.drop_column("track_code")
        batch_op.drop_column("due_on")
        batch_op.drop_column("clock_since")
        batch_op.drop_column("set_working")
        batch_op.drop_column("set_days")
        batch_op.drop_column("state_since")
        batch_op.drop_column("state")
        batch_op.drop_column("address")
        batch_op.drop_column("file_number")
        batch_op.drop_column("plot")
        batch_op.drop_column("unit")
        batch_op.drop_column("power_of_attorney")
        batch_op.drop_column("representative_name")
        batch_op.drop_column("commercial_register")
        batch_op.drop_column("applicant_kind")

    with op.batch_alter_table("paper", schema=None) as batch_op:
        batch_op.drop_column("identity")

    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_document_request_id"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_document_request_id"))
        batch_op.drop_column("request_id")

    with op.batch_alter_table("request_scan", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_request_scan_request_id"))

    op.drop_table("request_scan")
    with op.batch_alter_table("request_period", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_request_period_request_id"))

    op.drop_table("request_period")
    with op.batch_alter_table("request_stage", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_request_stage_request_id"))
        batch_op.drop_index(batch_op.f("ix_request_stage_officer_id"))
        batch_op.drop_index(
            "ix_request_stage_here", sqlite_where=sa.text("state = 'here'"), postgresql_where=sa.text("state = 'here'")
        )

    op.drop_table("request_stage")
    with op.batch_alter_table("request_answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_request_answer_request_id"))

    op.drop_table("request_answer")
    with op.batch_alter_table("late_note", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_late_note_request_id"))

    op.drop_table("late_note")
    with op.batch_alter_table("complaint", schema=None) as batch_op:
        batch_op.drop_index("ix_complaint_center")

    op.drop_table("complaint")
    with op.batch_alter_table("breach", schema=None) as batch_op:
        batch_op.drop_index("ix_breach_center")

    op.drop_table("breach")
    op.drop_table("intake_draft")
    op.drop_table("service_field")
    op.drop_table("route_stage")
    op.drop_table("late_reason")
    op.drop_table("reject_reason")
    op.drop_table("department")
