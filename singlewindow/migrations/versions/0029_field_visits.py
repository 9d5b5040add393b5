"""Field visits: the checklist, the visits with what was found, their pictures, what follows from them."""

import sqlalchemy as sa
from alembic import op

from singlewindow.append_only import refusals, whole_refusals
from singlewindow.records import Moment

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

KINDS = ("ticket", "papers_list", "slip", "receipt", "certificate", "cash_statement", "report", "export", "card")
TABLES = (
    *("checklist_question", "field_visit", "field_visit_step", "finding", "finding_picture", "follow_up"),
    *("follow_up_step", "field_visit_draft"),
)
GUARDS = (
    ("field_visit", ("center_id", "number", "year", "serial", "form_key", "planned_by"), ""),
    (
        "field_visit",
        ("state", "summary", "planned_on", "visitor_id", "purpose", "begun_at", "closed_at"),
        "OLD.state IN ('closed', 'cancelled')",
    ),
    ("field_visit_step", (), ""),
    ("finding", ("visit_id", "question_id", "position", "kind", "name_ar", "name_en"), ""),
    ("finding", ("answer", "remark", "severity", "frozen"), "OLD.frozen"),
    ("finding_picture", (), ""),
    ("follow_up", ("visit_id", "finding_id", "form_key", "words", "owner_id", "department_id"), ""),
    ("follow_up_step", (), ""),
)
KEYS = {
    "field_visit": (
        "id = NEW.id",
        "center_id = NEW.center_id AND year = NEW.year AND serial = NEW.serial",
        "form_key = NEW.form_key",
        "number = NEW.number",
    ),
    "field_visit_step": ("id = NEW.id",),
    "finding": ("id = NEW.id", "visit_id = NEW.visit_id AND position = NEW.position"),
    "finding_picture": ("id = NEW.id", "finding_id = NEW.finding_id AND sha256 = NEW.sha256"),
    "follow_up": ("id = NEW.id", "finding_id = NEW.finding_id AND form_key = NEW.form_key"),
    "follow_up_step": ("id = NEW.id",),
}


def upgrade():
    op.create_table('checklist_question',
    sa.Column('governorate_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.Enum('yes_no', 'scale', 'text', name='questionkind', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.Column('illustrative', sa.Boolean(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('name_ar', sa.String(), nullable=False),
    sa.Column('name_en', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['governorate_id'], ['governorate.id'], name=op.f('fk_checklist_question_governorate_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_checklist_question'))
    )
    op.create_index(op.f('ix_checklist_question_governorate_id'), 'checklist_question', ['governorate_id'], unique=False)
    op.create_table('field_visit',
    sa.Column('number', sa.String(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('serial', sa.Integer(), nullable=False),
    sa.Column('form_key', sa.String(), nullable=False),
    sa.Column('visitor_id', sa.Uuid(), nullable=False),
    sa.Column('planned_on', sa.Date(), nullable=False),
    sa.Column('planned_by', sa.Uuid(), nullable=False),
    sa.Column('purpose', sa.String(), nullable=False),
    sa.Column('state', sa.Enum('planned', 'underway', 'closed', 'cancelled', name='visitstate', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('state_since', Moment(timezone=True), nullable=False),
    sa.Column('begun_at', Moment(timezone=True), nullable=True),
    sa.Column('closed_at', Moment(timezone=True), nullable=True),
    sa.Column('summary', sa.String(), nullable=False),
    sa.Column('center_id', sa.Uuid(), nullable=False),
    sa.Column('center_version', sa.Integer(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['center_id'], ['center.id'], name=op.f('fk_field_visit_center_id')),
    sa.ForeignKeyConstraint(['planned_by'], ['staff.id'], name=op.f('fk_field_visit_planned_by')),
    sa.ForeignKeyConstraint(['visitor_id'], ['staff.id'], name=op.f('fk_field_visit_visitor_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_field_visit')),
    sa.UniqueConstraint('center_id', 'year', 'serial', name=op.f('uq_field_visit_center_id_year_serial')),
    sa.UniqueConstraint('form_key', name=op.f('uq_field_visit_form_key')),
    sa.UniqueConstraint('number', name=op.f('uq_field_visit_number'))
    )
    op.create_index('ix_field_visit_closed', 'field_visit', ['closed_at'], unique=False)
    op.create_index('ix_field_visit_planned', 'field_visit', ['planned_on'], unique=False)
    op.create_index(op.f('ix_field_visit_visitor_id'), 'field_visit', ['visitor_id'], unique=False)
    op.create_table('field_visit_step',
    sa.Column('visit_id', sa.Uuid(), nullable=False),
    sa.Column('deed', sa.Enum('plan', 'move', 'begin', 'close', 'cancel', name='visitdeed', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('planned_on', sa.Date(), nullable=False),
    sa.Column('visitor_id', sa.Uuid(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('at', Moment(timezone=True), nullable=False),
    sa.Column('staff_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_field_visit_step_staff_id')),
    sa.ForeignKeyConstraint(['visit_id'], ['field_visit.id'], name=op.f('fk_field_visit_step_visit_id')),
    sa.ForeignKeyConstraint(['visitor_id'], ['staff.id'], name=op.f('fk_field_visit_step_visitor_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_field_visit_step'))
    )
    op.create_index(op.f('ix_field_visit_step_visit_id'), 'field_visit_step', ['visit_id'], unique=False)
    op.create_table('finding',
    sa.Column('visit_id', sa.Uuid(), nullable=False),
    sa.Column('question_id', sa.Uuid(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('yes_no', 'scale', 'text', name='questionkind', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('answer', sa.String(), nullable=False),
    sa.Column('remark', sa.String(), nullable=False),
    sa.Column('severity', sa.Enum('none', 'minor', 'major', 'critical', name='severity', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('frozen', sa.Boolean(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('name_ar', sa.String(), nullable=False),
    sa.Column('name_en', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['question_id'], ['checklist_question.id'], name=op.f('fk_finding_question_id')),
    sa.ForeignKeyConstraint(['visit_id'], ['field_visit.id'], name=op.f('fk_finding_visit_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_finding')),
    sa.UniqueConstraint('visit_id', 'position', name=op.f('uq_finding_visit_id_position'))
    )
    op.create_table('finding_picture',
    sa.Column('finding_id', sa.Uuid(), nullable=False),
    sa.Column('sha256', sa.String(), nullable=False),
    sa.Column('media_type', sa.String(), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('added_at', Moment(timezone=True), nullable=False),
    sa.Column('added_by', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['added_by'], ['staff.id'], name=op.f('fk_finding_picture_added_by')),
    sa.ForeignKeyConstraint(['finding_id'], ['finding.id'], name=op.f('fk_finding_picture_finding_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_finding_picture')),
    sa.UniqueConstraint('finding_id', 'sha256', name=op.f('uq_finding_picture_finding_id_sha256'))
    )
    op.create_table('follow_up',
    sa.Column('visit_id', sa.Uuid(), nullable=False),
    sa.Column('finding_id', sa.Uuid(), nullable=False),
    sa.Column('form_key', sa.String(), nullable=False),
    sa.Column('words', sa.String(), nullable=False),
    sa.Column('owner_id', sa.Uuid(), nullable=True),
    sa.Column('department_id', sa.Uuid(), nullable=True),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('state', sa.Enum('open', 'done', name='followupstate', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('done_at', Moment(timezone=True), nullable=True),
    sa.Column('center_id', sa.Uuid(), nullable=False),
    sa.Column('center_version', sa.Integer(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.CheckConstraint('(owner_id IS NULL) <> (department_id IS NULL)', name=op.f('ck_follow_up_owner')),
    sa.ForeignKeyConstraint(['center_id'], ['center.id'], name=op.f('fk_follow_up_center_id')),
    sa.ForeignKeyConstraint(['department_id'], ['department.id'], name=op.f('fk_follow_up_department_id')),
    sa.ForeignKeyConstraint(['finding_id'], ['finding.id'], name=op.f('fk_follow_up_finding_id')),
    sa.ForeignKeyConstraint(['owner_id'], ['staff.id'], name=op.f('fk_follow_up_owner_id')),
    sa.ForeignKeyConstraint(['visit_id'], ['field_visit.id'], name=op.f('fk_follow_up_visit_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_follow_up')),
    sa.UniqueConstraint('finding_id', 'form_key', name=op.f('uq_follow_up_finding_id_form_key'))
    )
    op.create_index('ix_follow_up_open', 'follow_up', ['center_id', 'due_on'], unique=False, sqlite_where=sa.text("state = 'open'"), postgresql_where=sa.text("state = 'open'"))
    op.create_index(op.f('ix_follow_up_visit_id'), 'follow_up', ['visit_id'], unique=False)
    op.create_table('follow_up_step',
    sa.Column('follow_up_id', sa.Uuid(), nullable=False),
    sa.Column('deed', sa.Enum('give', 'redate', 'finish', 'reopen', name='followupdeed', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('words', sa.String(), nullable=False),
    sa.Column('at', Moment(timezone=True), nullable=False),
    sa.Column('staff_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['follow_up_id'], ['follow_up.id'], name=op.f('fk_follow_up_step_follow_up_id')),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_follow_up_step_staff_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_follow_up_step'))
    )
    op.create_index(op.f('ix_follow_up_step_at'), 'follow_up_step', ['at'], unique=False)
    op.create_index(op.f('ix_follow_up_step_follow_up_id'), 'follow_up_step', ['follow_up_id'], unique=False)
    op.create_table('field_visit_draft',
    sa.Column('visit_id', sa.Uuid(), nullable=False),
    sa.Column('fields', sa.JSON(), nullable=False),
    sa.Column('saved_at', Moment(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['visit_id'], ['field_visit.id'], name=op.f('fk_field_visit_draft_visit_id')),
    sa.PrimaryKeyConstraint('visit_id', name=op.f('pk_field_visit_draft'))
    )
    _set_kinds(KINDS, (*KINDS, "field_visit"))
    guards = [statement for guard in GUARDS for statement in refusals(*guard)]
    whole = [statement for table, keys in KEYS.items() for statement in whole_refusals(table, keys)]
    for engine, statement in (*guards, *whole):
        if engine == op.get_bind().dialect.name:
            op.execute(sa.text(statement.replace(":", r"\:").replace("%%", "%")))


def downgrade():
    _set_kinds((*KINDS, "field_visit"), KINDS)
    for table in reversed(TABLES):
        op.drop_table(table)


def _set_kinds(before, after):
    with op.batch_alter_table("document") as batch:
        batch.alter_column("kind", existing_type=_kinds(before), type_=_kinds(after))


def _kinds(values):
    return sa.Enum(*values, name="documentkind", native_enum=False, create_constraint=True, length=24)
