"""The lists of reasons from which departments choose: why a request is rejected, why a file is late."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import cast
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from singlewindow.audit.actions import Action
from singlewindow.audit.note import note
from singlewindow.database import Work
from singlewindow.errors import N_, Unknown
from singlewindow.records import new_key
from singlewindow.requests.records import LateReason, RejectReason
from singlewindow.routes.departments import Names
from singlewindow.routes.routes import department_by_code

Reason = RejectReason | LateReason


class ReasonKind(StrEnum):
    REJECT = "reject"
    LATE = "late"


RECORDS: dict[ReasonKind, type[RejectReason] | type[LateReason]] = {
    ReasonKind.REJECT: RejectReason,
    ReasonKind.LATE: LateReason,
}


NOTED = {ReasonKind.REJECT: Action.REJECT_REASON_SET, ReasonKind.LATE: Action.LATE_REASON_SET}


class UnknownReason(Unknown):
    message = N_("There is no such reason.")


@dataclass(frozen=True)
class ReasonWish:
    """A reason as typed; `department` is the code of the one that alone may choose it, empty for all."""

    names: Names
    department: str = ""
    active: bool = True


def all_reasons(session: Session, kind: ReasonKind) -> Sequence[Reason]:
    """Give all reasons of a kind in their order, also those no longer offered."""
    record = RECORDS[kind]
    return cast(Sequence[Reason], session.scalars(select(record).order_by(record.position)).all())


def reject_reasons(session: Session, department_id: UUID | None) -> Sequence[RejectReason]:
    """Give the reasons of rejection that a department may choose from."""
    own = or_(RejectReason.department_id.is_(None), RejectReason.department_id == department_id)
    return session.scalars(select(RejectReason).where(own, RejectReason.active).order_by(RejectReason.position)).all()


def put_reason(work: Work, kind: ReasonKind, key: UUID | None, wish: ReasonWish, staff_id: UUID, now: datetime) -> None:
    """Add a reason, or change one. What was said with it stays, under the name it now has.

    Raises UnknownReason, UnknownDepartment or the refusals of `one_line`.
    """
    owner = department_by_code(work.session, wish.department).id if wish.department else None
    values = {**wish.names.checked(), "department_id": owner, "active": wish.active}
    reason = _standing(work.session, kind, key) if key else _new(work, kind)
    for name, value in values.items():
        setattr(reason, name, value)
    work.add(reason)
    work.session.flush()
    note(work, NOTED[kind], staff_id, None, reason.code, now, department=wish.department, active=wish.active)


def _standing(session: Session, kind: ReasonKind, key: UUID) -> Reason:
    found = session.get(RECORDS[kind], key)
    if found is None:
        raise UnknownReason
    return cast(Reason, found)


def _new(work: Work, kind: ReasonKind) -> Reason:
    record, key = RECORDS[kind], new_key()
    last = work.session.scalar(select(func.max(record.position))) or 0
    return record(id=key, code=key.hex, position=last + 1)
