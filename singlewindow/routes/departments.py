"""Keeping the list of departments: adding one, and naming one anew."""

import re
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from singlewindow.audit.actions import Action
from singlewindow.audit.note import note
from singlewindow.database import Work
from singlewindow.errors import N_, Invalid, Refusal
from singlewindow.routes.records import Department
from singlewindow.routes.routes import department_by_code
from singlewindow.text import one_line

CODE = re.compile(r"[a-z0-9][a-z0-9_-]{1,29}", re.ASCII)


class DepartmentCodeWrong(Invalid):
    message = N_("A code has 2 to 30 of a–z, 0–9, _ and -.")
    field = "code"


class DepartmentExists(Refusal):
    message = N_("There is a department with this code.")


@dataclass(frozen=True)
class Names:
    """A name in both languages, as typed."""

    arabic: str
    english: str

    def checked(self) -> dict[str, str]:
        """Give both as the columns of a named record; raises the refusals of `one_line`."""
        return {
            "name_ar": one_line(self.arabic, N_("The Arabic name"), most=80),
            "name_en": one_line(self.english, N_("The English name"), most=80),
        }


def add_department(work: Work, code: str, names: Names, staff_id: UUID, now: datetime) -> None:
    """Add a department after the others. Raises DepartmentCodeWrong, DepartmentExists, or as `one_line`."""
    code = code.strip().lower()
    if not CODE.fullmatch(code):
        raise DepartmentCodeWrong
    if work.session.scalar(select(Department.id).where(Department.code == code)):
        raise DepartmentExists
    work.add(Department(code=code, position=_next(work.session), **names.checked()))
    work.session.flush()
    note(work, Action.DEPARTMENT_ADDED, staff_id, None, code, now)


def rename_department(work: Work, code: str, names: Names, staff_id: UUID, now: datetime) -> None:
    """Name a department anew, everywhere it is shown; its code stays. Raises UnknownDepartment, or as `one_line`."""
    department = department_by_code(work.session, code)
    for name, text in names.checked().items():
        setattr(department, name, text)
    work.session.flush()
    note(work, Action.DEPARTMENT_RENAMED, staff_id, None, code, now)


def _next(session: Session) -> int:
    return (session.scalar(select(func.max(Department.position))) or 0) + 1
