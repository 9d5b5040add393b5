"""No row of money is taken the place of, and no table of it emptied: what triggers on a changed row do not see."""

import sqlalchemy as sa
from alembic import op

from singlewindow.append_only import whole_refusals

revision = "0026"
down_revision = "0023"
branch_labels = None
depends_on = None

KEYS = {
    "charge": (
        "id = NEW.id",
    ),
    "charge_withdrawal": (
        "charge_id = NEW.charge_id",
        "id = NEW.id",
    ),
    "cash_count": (
        "session_id = NEW.session_id AND denomination = NEW.denomination",
    ),
    "payment": (
        "center_id = NEW.center_id AND fiscal_year = NEW.fiscal_year AND serial = NEW.serial",
        "form_key = NEW.form_key",
        "id = NEW.id",
        "receipt_number = NEW.receipt_number",
    ),
    "tender": (
        "id = NEW.id",
    ),
    "paid_charge": (
        "payment_id = NEW.payment_id AND charge_id = NEW.charge_id",
    ),
    "counter_entry": (
        "center_id = NEW.center_id AND fiscal_year = NEW.fiscal_year AND serial = NEW.serial",
        "form_key = NEW.form_key",
        "id = NEW.id",
        "number = NEW.number",
        "payment_id = NEW.payment_id AND kind = 'cancellation'",
    ),
    "certificate": (
        "center_id = NEW.center_id AND fiscal_year = NEW.fiscal_year AND serial = NEW.serial",
        "fee_payment_id = NEW.fee_payment_id",
        "form_key = NEW.form_key",
        "id = NEW.id",
        "number = NEW.number",
    ),
    "certificate_payment": (
        "certificate_id = NEW.certificate_id AND payment_id = NEW.payment_id",
    ),
    "request_refund": (
        "entry_id = NEW.entry_id",
        "request_id = NEW.request_id",
    ),
    "cash_session": (
        "cashier_id = NEW.cashier_id AND closed_at IS NULL",
        "center_id = NEW.center_id AND fiscal_year = NEW.fiscal_year AND serial = NEW.serial",
        "form_key = NEW.form_key",
        "id = NEW.id",
        "number = NEW.number",
        "window_id = NEW.window_id AND closed_at IS NULL",
    ),
    "tariff_item": (
        "id = NEW.id",
        "service_id = NEW.service_id AND code = NEW.code AND valid_from = NEW.valid_from",
    ),
}


def upgrade():
    for table, keys in KEYS.items():
        for engine, statement in whole_refusals(table, keys):
            if engine == op.get_bind().dialect.name:
                op.execute(sa.text(statement.replace(":", r"\:").replace("%%", "%")))


def downgrade():
    for table in KEYS:
        if op.get_bind().dialect.name == "sqlite":
            op.execute(f"DROP TRIGGER IF EXISTS keep_{table}_whole")
        else:
            op.execute(f"DROP TRIGGER IF EXISTS keep_{table}_whole ON {table}")
