"""Noting a deed: one entry more in the chain, in the transaction of the deed itself."""

import secrets
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, insert, text, update

from singlewindow.audit.actions import Action
from singlewindow.audit.records import entries, head
from singlewindow.audit.seals import NOTHING_BEFORE, seal_of, written
from singlewindow.database import Work

HEAD = 1
LOCK = update(head).where(head.c.id == HEAD).values(sequence=head.c.sequence + 1)
LOCK = LOCK.returning(head.c.site, head.c.sequence, head.c.seal)
BEGIN = text("INSERT INTO audit_head (id, site, sequence, seal) VALUES (1, :site, 0, :seal) ON CONFLICT DO NOTHING")
APPEND = insert(entries)
MOVE = update(head).where(head.c.id == HEAD).values(seal=bindparam("new_seal"))


@dataclass(frozen=True)
class Entry:
    """An entry before it is sealed."""

    site: str
    sequence: int
    done_at: datetime
    staff_id: UUID | None
    center_id: UUID | None
    action: Action
    subject: str
    facts: str
    previous: str


def note(
    work: Work,
    action: Action,
    staff_id: UUID | None,
    center_id: UUID | None,
    subject: str,
    now: datetime,
    **facts: object,
) -> int:
    """Note that `staff_id` did `action` to `subject`; give the entry's sequence.

    The head of the chain stays locked until the transaction ends: note last, after every other lock. `subject` is a
    number or a code, `facts` are keys, numbers and choices; no personal data.
    """
    connection = work.session.connection()
    row = connection.execute(LOCK).one_or_none()
    if row is None:
        connection.execute(BEGIN, {"site": secrets.token_hex(8), "seal": NOTHING_BEFORE})
        row = connection.execute(LOCK).one()
    entry = Entry(row.site, row.sequence, now, staff_id, center_id, action, subject, written(facts), row.seal)
    seal = seal_of(work.audit_key, entry)
    connection.execute(APPEND, asdict(entry) | {"action": action.value, "seal": seal})
    connection.execute(MOVE, {"new_seal": seal})
    return entry.sequence
