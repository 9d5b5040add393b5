"""What forms say of a member of staff."""

from uuid import UUID

from flask import request
from sqlalchemy import select
from sqlalchemy.orm import Session

from singlewindow.people.managing import OF_A_DEPARTMENT, OF_NO_CENTER, Person, RoleClosed
from singlewindow.people.records import Staff
from singlewindow.people.roles import Role
from singlewindow.places.records import Center
from singlewindow.routes.routes import department_by_code


def typed_person(session: Session, manager: Staff) -> Person:
    """Read the form of a person; who manages one center names none. Raises RoleClosed or UnknownDepartment."""
    form = request.form
    if form.get("role") not in list(Role):
        raise RoleClosed
    role = Role(form["role"])
    named = session.scalar(select(Center.id).where(Center.code == form.get("center", "")))
    center_id = None if role in OF_NO_CENTER else manager.center_id or named
    skills = frozenset(form.getlist("skills"))
    return Person(form.get("full_name", ""), role, center_id, "active" in form, skills, _department(session, role))


def _department(session: Session, role: Role) -> UUID | None:
    code = request.form.get("department", "")
    return department_by_code(session, code).id if code and role in OF_A_DEPARTMENT else None
