"""Indexes by which the reports of requests and money find their rows; a request leaves its center once."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0021"
branch_labels = None
depends_on = None

GOING_ON = sa.text(
    "state IN ('received', 'under_review', 'awaiting_inspection', 'awaiting_papers', 'awaiting_payment', 'approved')"
)
ENDS = sa.text("deed IN ('make_ready', 'reject', 'withdraw', 'withdraw_file', 'deliver')")
LEAVES = sa.text(
    "deed IN ('make_ready', 'reject', 'withdraw', 'withdraw_file') AND state NOT IN ('rejected', 'ready')"
)
FACTS = ["center_id", "service_id", "received_at", "due_on"]
INDEXES = (
    ("ix_request_received", "request", ["received_at", "id"], ["center_id", "service_id"], None),
    ("ix_request_facts", "request", ["id"], FACTS, None),
    ("ix_request_still_open", "request", ["received_at", "id"], ["center_id", "service_id", "due_on"], GOING_ON),
    ("ix_request_period_ends", "request_period", ["ended_at", "request_id"], ["deed", "state"], ENDS),
    ("ix_request_stage_way", "request_stage", ["request_id", "department_id"], None, None),
    ("ix_request_stage_finished", "request_stage", ["finished_at"], None, None),
    ("ix_payment_paid", "payment", ["paid_at", "id"], ["center_id", "amount", "cashier_id", "window_id"], None),
    ("ix_tender_paid", "tender", ["payment_id"], ["method_id", "amount"], None),
    ("ix_paid_charge_paid", "paid_charge", ["payment_id"], ["charge_id", "amount"], None),
    ("ix_charge_item", "charge", ["id"], ["tariff_item_id"], None),
    ("ix_counter_entry_entered", "counter_entry", ["entered_at"], None, None),
    ("ix_cash_session_closed", "cash_session", ["closed_at"], None, None),
    ("ix_certificate_issued", "certificate", ["issued_at"], None, None),
)


def upgrade():
    op.create_index(
        "uq_request_period_leaves",
        "request_period",
        ["request_id"],
        unique=True,
        sqlite_where=LEAVES,
        postgresql_where=LEAVES,
        postgresql_include=["ended_at", "deed"],
    )
    for name, table, columns, beside, where in INDEXES:
        only = {"sqlite_where": where, "postgresql_where": where} if where is not None else {}
        op.create_index(name, table, columns, postgresql_include=beside, **only)
    op.drop_index("ix_request_stage_request_id", "request_stage")
    op.drop_index("ix_tender_payment_id", "tender")


def downgrade():
    op.create_index("ix_tender_payment_id", "tender", ["payment_id"])
    op.create_index("ix_request_stage_request_id", "request_stage", ["request_id"])
    for name, table, *_ in reversed(INDEXES):
        op.drop_index(name, table)
    op.drop_index("uq_request_period_leaves", "request_period")
