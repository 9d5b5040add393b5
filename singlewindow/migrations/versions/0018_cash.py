"""Cash sessions, accounts, payments in parts, money given back, a tariff with rules, and rows that only grow."""

import sqlalchemy as sa
from alembic import op

from singlewindow.append_only import refusals
from singlewindow.records import Moment, new_key

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

OF_ONE = "(request_id IS NULL) <> (account_id IS NULL)"
RAISED = """UPDATE charge SET
raised_at = (SELECT received_at FROM request WHERE request.id = charge.request_id),
raised_by = (SELECT received_by FROM request WHERE request.id = charge.request_id)"""
PAID = """INSERT INTO paid_charge (payment_id, charge_id, amount)
SELECT payment.id, charge.id, charge.amount FROM payment JOIN charge ON charge.request_id = payment.request_id"""
OPENING = ("center_id", "number", "fiscal_year", "serial", "cashier_id", "window_id", "day", "opening_float", "opened_at")
GUARDS = (
    *((table, (), "") for table in (
        "charge", "charge_withdrawal", "cash_count", "payment", "tender", "paid_charge", "counter_entry", "certificate",
        "certificate_payment",
    )),
    ("cash_session", OPENING, ""),
    ("cash_session", ("closed_at", "expected", "counted", "explanation"), "OLD.closed_at IS NOT NULL"),
    ("cash_session", ("reviewed_at", "reviewed_by", "review"), "OLD.reviewed_at IS NOT NULL OR OLD.closed_at IS NULL"),
    ("tariff_item", ("service_id", "code", "name_ar", "name_en", "rule", "amount", "valid_from", "source"), ""),
    ("tariff_item", ("valid_to",), "OLD.valid_to IS NOT NULL"),
)


def upgrade():
    op.create_table('account',
    sa.Column('kind', sa.Enum('unit', 'file', 'licence', name='accountkind', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('number', sa.String(), nullable=False),
    sa.Column('holder', sa.String(), nullable=False),
    sa.Column('national_id', sa.String(), nullable=False),
    sa.Column('subject', sa.String(), nullable=False),
    sa.Column('complete_since', sa.Date(), nullable=True),
    sa.Column('opened_at', Moment(timezone=True), nullable=False),
    sa.Column('opened_by', sa.Uuid(), nullable=False),
    sa.Column('center_id', sa.Uuid(), nullable=False),
    sa.Column('center_version', sa.Integer(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['center_id'], ['center.id'], name=op.f('fk_account_center_id')),
    sa.ForeignKeyConstraint(['opened_by'], ['staff.id'], name=op.f('fk_account_opened_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_account')),
    sa.UniqueConstraint('center_id', 'kind', 'number', name=op.f('uq_account_center_id_kind_number'))
    )
    op.create_table('tariff_change',
    sa.Column('service_id', sa.Uuid(), nullable=False),
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('rule', sa.Enum('fixed', 'per_unit', 'percentage', 'assessed', name='rule', native_enum=False, create_constraint=True, length=24), nullable=True),
    sa.Column('amount', sa.Integer(), nullable=True),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('source', sa.String(), nullable=False),
    sa.Column('proposed_by', sa.Uuid(), nullable=False),
    sa.Column('proposed_at', Moment(timezone=True), nullable=False),
    sa.Column('settled_by', sa.Uuid(), nullable=True),
    sa.Column('settled_at', Moment(timezone=True), nullable=True),
    sa.Column('approved', sa.Boolean(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('name_ar', sa.String(), nullable=False),
    sa.Column('name_en', sa.String(), nullable=False),
    sa.CheckConstraint('NOT approved OR settled_by <> proposed_by', name=op.f('ck_tariff_change_second_person')),
    sa.ForeignKeyConstraint(['proposed_by'], ['staff.id'], name=op.f('fk_tariff_change_proposed_by')),
    sa.ForeignKeyConstraint(['service_id'], ['service.id'], name=op.f('fk_tariff_change_service_id')),
    sa.ForeignKeyConstraint(['settled_by'], ['staff.id'], name=op.f('fk_tariff_change_settled_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_tariff_change'))
    )
    op.create_table('cash_session',
    sa.Column('number', sa.String(), nullable=False),
    sa.Column('fiscal_year', sa.String(), nullable=False),
    sa.Column('serial', sa.Integer(), nullable=False),
    sa.Column('form_key', sa.String(), nullable=False),
    sa.Column('cashier_id', sa.Uuid(), nullable=False),
    sa.Column('window_id', sa.Uuid(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('opening_float', sa.Integer(), nullable=False),
    sa.Column('opened_at', Moment(timezone=True), nullable=False),
    sa.Column('closed_at', Moment(timezone=True), nullable=True),
    sa.Column('expected', sa.Integer(), nullable=True),
    sa.Column('counted', sa.Integer(), nullable=True),
    sa.Column('explanation', sa.String(), nullable=False),
    sa.Column('reviewed_at', Moment(timezone=True), nullable=True),
    sa.Column('reviewed_by', sa.Uuid(), nullable=True),
    sa.Column('review', sa.String(), nullable=False),
    sa.Column('center_id', sa.Uuid(), nullable=False),
    sa.Column('center_version', sa.Integer(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.CheckConstraint("counted IS NULL OR counted = expected OR explanation <> ''", name=op.f('ck_cash_session_explained')),
    sa.CheckConstraint('(closed_at IS NULL) = (counted IS NULL)', name=op.f('ck_cash_session_counted')),
    sa.CheckConstraint('opening_float >= 0', name=op.f('ck_cash_session_opening_float')),
    sa.CheckConstraint('reviewed_by IS NULL OR reviewed_by <> cashier_id', name=op.f('ck_cash_session_second_person')),
    sa.ForeignKeyConstraint(['cashier_id'], ['staff.id'], name=op.f('fk_cash_session_cashier_id')),
    sa.ForeignKeyConstraint(['center_id'], ['center.id'], name=op.f('fk_cash_session_center_id')),
    sa.ForeignKeyConstraint(['reviewed_by'], ['staff.id'], name=op.f('fk_cash_session_reviewed_by')),
    sa.ForeignKeyConstraint(['window_id'], ['window.id'], name=op.f('fk_cash_session_window_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_cash_session')),
    sa.UniqueConstraint('center_id', 'fiscal_year', 'serial', name=op.f('uq_cash_session_center_id_fiscal_year_serial')),
    sa.UniqueConstraint('form_key', name=op.f('uq_cash_session_form_key')),
    sa.UniqueConstraint('number', name=op.f('uq_cash_session_number'))
    )
    with op.batch_alter_table('cash_session') as batch:
        batch.create_index('uq_cash_session_of_cashier', ['cashier_id'], unique=True, sqlite_where=sa.text('closed_at IS NULL'), postgresql_where=sa.text('closed_at IS NULL'))
        batch.create_index('uq_cash_session_of_window', ['window_id'], unique=True, sqlite_where=sa.text('closed_at IS NULL'), postgresql_where=sa.text('closed_at IS NULL'))

    op.create_table('cash_count',
    sa.Column('session_id', sa.Uuid(), nullable=False),
    sa.Column('denomination', sa.Integer(), nullable=False),
    sa.Column('count', sa.Integer(), nullable=False),
    sa.CheckConstraint('count > 0', name=op.f('ck_cash_count_count')),
    sa.ForeignKeyConstraint(['session_id'], ['cash_session.id'], name=op.f('fk_cash_count_session_id')),
    sa.PrimaryKeyConstraint('session_id', 'denomination', name=op.f('pk_cash_count'))
    )
    op.create_table('charge_withdrawal',
    sa.Column('charge_id', sa.Uuid(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('withdrawn_at', Moment(timezone=True), nullable=False),
    sa.Column('withdrawn_by', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['charge_id'], ['charge.id'], name=op.f('fk_charge_withdrawal_charge_id')),
    sa.ForeignKeyConstraint(['withdrawn_by'], ['staff.id'], name=op.f('fk_charge_withdrawal_withdrawn_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_charge_withdrawal')),
    sa.UniqueConstraint('charge_id', name=op.f('uq_charge_withdrawal_charge_id'))
    )
    op.create_table('counter_entry',
    sa.Column('kind', sa.Enum('cancellation', 'refund', name='counterentrykind', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('number', sa.String(), nullable=False),
    sa.Column('fiscal_year', sa.String(), nullable=False),
    sa.Column('serial', sa.Integer(), nullable=False),
    sa.Column('form_key', sa.String(), nullable=False),
    sa.Column('payment_id', sa.Uuid(), nullable=False),
    sa.Column('session_id', sa.Uuid(), nullable=True),
    sa.Column('amount', sa.Integer(), nullable=False),
    sa.Column('drawer_amount', sa.Integer(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('entered_at', Moment(timezone=True), nullable=False),
    sa.Column('entered_by', sa.Uuid(), nullable=False),
    sa.Column('center_id', sa.Uuid(), nullable=False),
    sa.Column('center_version', sa.Integer(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.CheckConstraint('amount > 0', name=op.f('ck_counter_entry_amount')),
    sa.ForeignKeyConstraint(['center_id'], ['center.id'], name=op.f('fk_counter_entry_center_id')),
    sa.ForeignKeyConstraint(['entered_by'], ['staff.id'], name=op.f('fk_counter_entry_entered_by')),
    sa.ForeignKeyConstraint(['payment_id'], ['payment.id'], name=op.f('fk_counter_entry_payment_id')),
    sa.ForeignKeyConstraint(['session_id'], ['cash_session.id'], name=op.f('fk_counter_entry_session_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_counter_entry')),
    sa.UniqueConstraint('center_id', 'fiscal_year', 'serial', name=op.f('uq_counter_entry_center_id_fiscal_year_serial')),
    sa.UniqueConstraint('form_key', name=op.f('uq_counter_entry_form_key')),
    sa.UniqueConstraint('number', name=op.f('uq_counter_entry_number'))
    )
    with op.batch_alter_table('counter_entry') as batch:
        batch.create_index(batch.f('ix_counter_entry_payment_id'), ['payment_id'], unique=False)
        batch.create_index(batch.f('ix_counter_entry_session_id'), ['session_id'], unique=False)
        batch.create_index('uq_counter_entry_cancels', ['payment_id'], unique=True, sqlite_where=sa.text("kind = 'cancellation'"), postgresql_where=sa.text("kind = 'cancellation'"))

    op.create_table('paid_charge',
    sa.Column('payment_id', sa.Uuid(), nullable=False),
    sa.Column('charge_id', sa.Uuid(), nullable=False),
    sa.Column('amount', sa.Integer(), nullable=False),
    sa.CheckConstraint('amount > 0', name=op.f('ck_paid_charge_amount')),
    sa.ForeignKeyConstraint(['charge_id'], ['charge.id'], name=op.f('fk_paid_charge_charge_id')),
    sa.ForeignKeyConstraint(['payment_id'], ['payment.id'], name=op.f('fk_paid_charge_payment_id')),
    sa.PrimaryKeyConstraint('payment_id', 'charge_id', name=op.f('pk_paid_charge'))
    )
    with op.batch_alter_table('paid_charge') as batch:
        batch.create_index(batch.f('ix_paid_charge_charge_id'), ['charge_id'], unique=False)

    op.create_table('tender',
    sa.Column('payment_id', sa.Uuid(), nullable=False),
    sa.Column('method_id', sa.Uuid(), nullable=False),
    sa.Column('amount', sa.Integer(), nullable=False),
    sa.Column('reference', sa.String(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.CheckConstraint('amount > 0', name=op.f('ck_tender_amount')),
    sa.ForeignKeyConstraint(['method_id'], ['payment_method.id'], name=op.f('fk_tender_method_id')),
    sa.ForeignKeyConstraint(['payment_id'], ['payment.id'], name=op.f('fk_tender_payment_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_tender'))
    )
    with op.batch_alter_table('tender') as batch:
        batch.create_index(batch.f('ix_tender_payment_id'), ['payment_id'], unique=False)

    with op.batch_alter_table('payment_method') as batch:
        batch.add_column(sa.Column('drawer', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch.add_column(sa.Column('ceiling', sa.Integer(), nullable=True))
        batch.create_check_constraint(op.f('ck_payment_method_ceiling'), 'ceiling > 0')
    op.execute("UPDATE payment_method SET drawer = (code = 'cash')")
    with op.batch_alter_table('payment_method') as batch:
        batch.alter_column('drawer', existing_type=sa.Boolean(), server_default=None)

    with op.batch_alter_table('tariff_item') as batch:
        batch.add_column(sa.Column('rule', sa.Enum('fixed', 'per_unit', 'percentage', 'assessed', name='rule', native_enum=False, create_constraint=True, length=24), nullable=True))
    op.execute("UPDATE tariff_item SET rule = CASE WHEN amount IS NULL THEN 'assessed' ELSE 'fixed' END")
    with op.batch_alter_table('tariff_item') as batch:
        batch.alter_column('rule', existing_type=sa.String(24), nullable=False)
        batch.create_check_constraint(op.f('ck_tariff_item_figure'), "(amount IS NULL) = (rule = 'assessed')")

    with op.batch_alter_table('charge') as batch:
        batch.add_column(sa.Column('account_id', sa.Uuid(), nullable=True))
        batch.add_column(sa.Column('basis', sa.Integer(), nullable=True))
        batch.add_column(sa.Column('period_from', sa.Date(), nullable=True))
        batch.add_column(sa.Column('period_to', sa.Date(), nullable=True))
        batch.add_column(sa.Column('due_on', sa.Date(), nullable=True))
        batch.add_column(sa.Column('raised_at', Moment(timezone=True), nullable=True))
        batch.add_column(sa.Column('raised_by', sa.Uuid(), nullable=True))
        batch.alter_column('request_id',
               existing_type=sa.Uuid(),
               nullable=True)
        batch.create_index(batch.f('ix_charge_account_id'), ['account_id'], unique=False)
        batch.create_foreign_key(batch.f('fk_charge_raised_by'), 'staff', ['raised_by'], ['id'])
        batch.create_foreign_key(batch.f('fk_charge_account_id'), 'account', ['account_id'], ['id'])
        batch.create_check_constraint(op.f('ck_charge_of_one'), OF_ONE)
        batch.create_check_constraint(op.f('ck_charge_period'), 'period_from <= period_to')
    op.execute(RAISED)
    with op.batch_alter_table('charge') as batch:
        batch.alter_column('raised_at', existing_type=Moment(timezone=True), nullable=False)
        batch.alter_column('raised_by', existing_type=sa.Uuid(), nullable=False)
    _tender_each_payment()
    op.execute(PAID)

    with op.batch_alter_table('payment') as batch:
        batch.add_column(sa.Column('account_id', sa.Uuid(), nullable=True))
        batch.add_column(sa.Column('session_id', sa.Uuid(), nullable=True))
        batch.alter_column('request_id',
               existing_type=sa.Uuid(),
               nullable=True)
        batch.create_index(batch.f('ix_payment_account_id'), ['account_id'], unique=False)
        batch.create_index(batch.f('ix_payment_session_id'), ['session_id'], unique=False)
        batch.drop_constraint(batch.f('fk_payment_method_id'), type_='foreignkey')
        batch.create_foreign_key(batch.f('fk_payment_account_id'), 'account', ['account_id'], ['id'])
        batch.create_foreign_key(batch.f('fk_payment_session_id'), 'cash_session', ['session_id'], ['id'])
        batch.drop_column('method_id')
        batch.drop_column('reference')
        batch.create_check_constraint(op.f('ck_payment_of_one'), OF_ONE)

    with op.batch_alter_table('certificate') as batch:
        batch.add_column(sa.Column('account_id', sa.Uuid(), nullable=True))
        batch.add_column(sa.Column('valid_until', sa.Date(), nullable=True))
        batch.add_column(sa.Column('period_from', sa.Date(), nullable=True))
        batch.add_column(sa.Column('period_to', sa.Date(), nullable=True))
        batch.add_column(sa.Column('balance', sa.Integer(), nullable=True))
        batch.add_column(sa.Column('fee_payment_id', sa.Uuid(), nullable=True))
        batch.add_column(sa.Column('no_fee_because', sa.String(), nullable=False, server_default=''))
        batch.alter_column('request_id',
               existing_type=sa.Uuid(),
               nullable=True)
        batch.create_index(batch.f('ix_certificate_account_id'), ['account_id'], unique=False)
        batch.create_unique_constraint(batch.f('uq_certificate_fee_payment_id'), ['fee_payment_id'])
        batch.create_foreign_key(batch.f('fk_certificate_account_id'), 'account', ['account_id'], ['id'])
        batch.create_foreign_key(batch.f('fk_certificate_fee_payment_id'), 'payment', ['fee_payment_id'], ['id'])
        batch.create_check_constraint(op.f('ck_certificate_of_one'), OF_ONE)
    with op.batch_alter_table('certificate') as batch:
        batch.alter_column('no_fee_because', existing_type=sa.String(), server_default=None)
    _guard()


def downgrade():
    _unguard()
    with op.batch_alter_table("payment") as batch:
        batch.add_column(sa.Column("method_id", sa.Uuid(), nullable=True))
        batch.add_column(sa.Column("reference", sa.String(), nullable=False, server_default=""))
    op.execute(
        "UPDATE payment SET method_id = (SELECT min(method_id) FROM tender WHERE payment_id = payment.id)"
        if op.get_bind().dialect.name == "sqlite"
        else "UPDATE payment SET method_id = (SELECT method_id FROM tender WHERE payment_id = payment.id LIMIT 1)"
    )
    for table in ("paid_charge", "tender", "cash_count", "charge_withdrawal", "counter_entry", "tariff_change"):
        op.drop_table(table)
    op.execute("DELETE FROM certificate_payment WHERE certificate_id IN (SELECT id FROM certificate WHERE request_id IS NULL)")
    for table in ("certificate", "charge", "payment"):
        op.execute(f"DELETE FROM {table} WHERE request_id IS NULL")
    with op.batch_alter_table("certificate") as batch:
        batch.drop_constraint(op.f("ck_certificate_of_one"), type_="check")
        batch.drop_index(op.f("ix_certificate_account_id"))
        batch.drop_constraint(op.f("uq_certificate_fee_payment_id"), type_="unique")
        batch.drop_constraint(op.f("fk_certificate_account_id"), type_="foreignkey")
        batch.drop_constraint(op.f("fk_certificate_fee_payment_id"), type_="foreignkey")
        batch.alter_column("request_id", existing_type=sa.Uuid(), nullable=False)
        for column in ("account_id", "valid_until", "period_from", "period_to", "balance", "fee_payment_id", "no_fee_because"):
            batch.drop_column(column)
    with op.batch_alter_table("charge") as batch:
        batch.drop_constraint(op.f("ck_charge_of_one"), type_="check")
        batch.drop_constraint(op.f("ck_charge_period"), type_="check")
        batch.drop_index(op.f("ix_charge_account_id"))
        batch.drop_constraint(op.f("fk_charge_raised_by"), type_="foreignkey")
        batch.drop_constraint(op.f("fk_charge_account_id"), type_="foreignkey")
        batch.alter_column("request_id", existing_type=sa.Uuid(), nullable=False)
        for column in ("account_id", "basis", "period_from", "period_to", "due_on", "raised_at", "raised_by"):
            batch.drop_column(column)
    with op.batch_alter_table("payment") as batch:
        batch.drop_constraint(op.f("ck_payment_of_one"), type_="check")
        batch.drop_index(op.f("ix_payment_account_id"))
        batch.drop_index(op.f("ix_payment_session_id"))
        batch.drop_constraint(op.f("fk_payment_account_id"), type_="foreignkey")
        batch.drop_constraint(op.f("fk_payment_session_id"), type_="foreignkey")
        batch.create_foreign_key(op.f("fk_payment_method_id"), "payment_method", ["method_id"], ["id"])
        batch.alter_column("request_id", existing_type=sa.Uuid(), nullable=False)
        batch.alter_column("method_id", existing_type=sa.Uuid(), nullable=False)
        batch.alter_column("reference", existing_type=sa.String(), server_default=None)
        batch.drop_column("account_id")
        batch.drop_column("session_id")
    with op.batch_alter_table("tariff_item") as batch:
        batch.drop_constraint(op.f("ck_tariff_item_figure"), type_="check")
        batch.drop_constraint(op.f("ck_tariff_item_rule"), type_="check")
        batch.drop_column("rule")
    with op.batch_alter_table("payment_method") as batch:
        batch.drop_constraint(op.f("ck_payment_method_ceiling"), type_="check")
        batch.drop_column("drawer")
        batch.drop_column("ceiling")
    op.drop_table("cash_session")
    op.drop_table("account")


def _tender_each_payment():
    """Each payment was paid in one way: it becomes its only tender."""
    connection = op.get_bind()
    tender = sa.table("tender", *(sa.column(n, sa.Uuid()) for n in ("id", "payment_id", "method_id")),
                      sa.column("amount"), sa.column("reference"))
    payment = sa.table("payment", sa.column("id", sa.Uuid()), sa.column("method_id", sa.Uuid()),
                       sa.column("amount"), sa.column("reference"))
    for row in connection.execute(sa.select(payment)).all():
        connection.execute(sa.insert(tender).values(
            id=new_key(), payment_id=row.id, method_id=row.method_id, amount=row.amount, reference=row.reference))


def _guards():
    engine = op.get_bind().dialect.name
    return [s for guard in GUARDS for dialect, s in refusals(*guard) if dialect == engine]


def _guard():
    for statement in _guards():
        op.execute(sa.text(statement.replace(":", r"\:").replace("%%", "%")))


def _unguard():
    for statement in _guards():
        if "TRIGGER" in statement and "FUNCTION shubbak" not in statement.split("BEFORE")[0]:
            name = statement.split("TRIGGER ")[1].removeprefix("IF NOT EXISTS ").split()[0]
            on = f" ON {statement.split(' ON ')[1].split()[0]}" if op.get_bind().dialect.name == "postgresql" else ""
            op.execute(f"DROP TRIGGER IF EXISTS {name}{on}")
