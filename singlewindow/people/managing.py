"""Managing people: adding, changing and resetting them, within what the manager may. Each deed is noted."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from singlewindow.audit.actions import Action
from singlewindow.audit.note import note
from singlewindow.database import Work
from singlewindow.errors import N_, Invalid, Refusal, Unknown
from singlewindow.people.passwords import checked_password, hashed
from singlewindow.people.records import Skill, Staff, StaffSkill
from singlewindow.people.roles import Role
from singlewindow.people.second_step import drop_second_step
from singlewindow.people.signing_in import end_sessions_of
from singlewindow.places.windows import NoWindow, leave_window
from singlewindow.text import one_line

OF_A_MANAGER = frozenset({Role.RECEIVER, Role.CLERK, Role.CASHIER, Role.SUPERVISOR, Role.OFFICER, Role.HEAD})
OF_A_DEPARTMENT = frozenset({Role.OFFICER, Role.HEAD})
OF_NO_CENTER = frozenset({Role.AUDITOR, Role.GOVERNORATE, Role.ADMINISTRATOR})
USERNAME = "abcdefghijklmnopqrstuvwxyz0123456789._-"


class UnknownPerson(Unknown):
    message = N_("There is no such member of staff, or not one of yours.")


class UsernameTaken(Refusal):
    message = N_("Somebody signs in with this name already.")


class UsernameOdd(Invalid):
    message = N_("A name to sign in with has 3 to 40 Latin letters, digits, dots or hyphens.")
    field = "username"


class RoleClosed(Invalid):
    message = N_("You can't give this role.")
    field = "role"


class CenterWrong(Invalid):
    message = N_("This role needs a center of yours; the governorate's roles have none.")
    field = "center"


class NotOneself(Refusal):
    message = N_("Nobody changes their own role, center or resets. Another manager does it.")


@dataclass(frozen=True)
class Person:
    """What is said of a member of staff; `skills` are codes, `department_id` counts for officers and heads only."""

    full_name: str
    role: Role
    center_id: UUID | None
    active: bool = True
    skills: frozenset[str] = frozenset()
    department_id: UUID | None = None

    @property
    def own_department(self) -> UUID | None:
        """The department of an officer or a head; none of others."""
        return self.department_id if self.role in OF_A_DEPARTMENT else None


def roles_for(manager: Staff) -> Collection[Role]:
    """Give the roles that a manager may give."""
    return list(Role) if manager.role is Role.ADMINISTRATOR else [role for role in Role if role in OF_A_MANAGER]


def people_of(session: Session, manager: Staff) -> Collection[Staff]:
    """Give the people whom a manager manages, by code."""
    query = select(Staff).order_by(Staff.code)
    if manager.role is not Role.ADMINISTRATOR:
        query = query.where(Staff.center_id == manager.center_id, Staff.role.in_(OF_A_MANAGER))
    return session.scalars(query).all()


def person_of(session: Session, manager: Staff, code: str) -> Staff:
    """Give one of the people whom a manager manages, by code; raises UnknownPerson."""
    found = session.scalar(select(Staff).where(Staff.code == code))
    if found is None or not _manages(manager, found.role, found.center_id):
        raise UnknownPerson
    return found


def add_person(work: Work, manager: Staff, username: str, password: str, person: Person, now: datetime) -> Staff:
    """Add a member of staff, who will have to change the password.

    Raises UsernameOdd, UsernameTaken, RoleClosed, CenterWrong and the refusals of
    `checked_password` and `one_line`.
    """
    _check(manager, person)
    staff = enrol_person(work, username, password, person)
    facts = {"role": staff.role.value}
    note(work, Action.STAFF_ADDED, manager.id, staff.center_id, staff.code, now, **facts)
    return staff


def enrol_person(work: Work, username: str, password: str, person: Person) -> Staff:
    """Write down a new member of staff with the next free code, unchecked as to who may; raises as `add_person`."""
    name = _username(work.session, username)
    staff = Staff(
        username=name,
        code=_next_code(work.session),
        full_name=one_line(person.full_name, N_("The name"), most=120),
        password_hash=hashed(checked_password(password, name)),
        role=person.role,
        center_id=person.center_id,
        department_id=person.own_department,
        active=person.active,
        must_change_password=True,
    )
    work.add(staff)
    work.session.flush()
    _put_skills(work, staff.id, person.skills)
    return staff


def change_person(work: Work, manager: Staff, code: str, person: Person, now: datetime) -> None:
    """Change name, role, center, department, skills and whether someone works here.

    Another role, center or department, or none at all, ends what they have open at once. Raises UnknownPerson,
    NotOneself, RoleClosed, CenterWrong, `one_line`'s, and WindowIsBusy while a number is at their window.
    """
    staff = person_of(work.session, manager, code)
    _check(manager, person)
    before = (staff.role, staff.center_id, staff.department_id, staff.active)
    after = (person.role, person.center_id, person.own_department, person.active)
    if before != after and staff.id == manager.id:
        raise NotOneself
    if before != after:
        _leave(work, staff.id)
    staff.full_name = one_line(person.full_name, N_("The name"), most=120)
    staff.role, staff.center_id, staff.department_id, staff.active = after
    _put_skills(work, staff.id, person.skills)
    work.session.flush()
    if before != after:
        end_sessions_of(work, staff.id, now)
    facts = {"role": person.role.value, "active": person.active, "role_before": before[0].value}
    note(work, Action.STAFF_CHANGED, manager.id, staff.center_id, staff.code, now, **facts)


def reset_password(work: Work, manager: Staff, code: str, password: str, now: datetime) -> None:
    """Give someone a new password, to be changed at the next sign-in; what they have open ends.

    Raises UnknownPerson, NotOneself and the refusals of `checked_password`.
    """
    staff = _another(work.session, manager, code)
    staff.password_hash = hashed(checked_password(password, staff.username))
    staff.must_change_password = True
    end_sessions_of(work, staff.id, now)
    note(work, Action.PASSWORD_RESET, manager.id, staff.center_id, staff.code, now)


def reset_second_step(work: Work, manager: Staff, code: str, now: datetime) -> None:
    """Take away someone's second step, so that it is set up anew; what they have open ends.

    Raises UnknownPerson or NotOneself.
    """
    staff = _another(work.session, manager, code)
    drop_second_step(work, staff.id)
    end_sessions_of(work, staff.id, now)
    note(work, Action.SECOND_STEP_RESET, manager.id, staff.center_id, staff.code, now)


def skills_of(session: Session, staff_id: UUID) -> frozenset[str]:
    """Give the codes of a person's skills."""
    held = select(Skill.code).join(StaffSkill, StaffSkill.skill_id == Skill.id).where(StaffSkill.staff_id == staff_id)
    return frozenset(session.scalars(held))


def _another(session: Session, manager: Staff, code: str) -> Staff:
    staff = person_of(session, manager, code)
    if staff.id == manager.id:
        raise NotOneself
    return staff


def _manages(manager: Staff, role: Role, center_id: UUID | None) -> bool:
    return manager.role is Role.ADMINISTRATOR or (role in OF_A_MANAGER and center_id == manager.center_id)


def _check(manager: Staff, person: Person) -> None:
    if person.role not in roles_for(manager):
        raise RoleClosed
    if (person.center_id is None) != (person.role in OF_NO_CENTER) or not _manages(
        manager, person.role, person.center_id
    ):
        raise CenterWrong


def _leave(work: Work, staff_id: UUID) -> None:
    try:
        leave_window(work, staff_id)
    except NoWindow:
        return


def _username(session: Session, typed: str) -> str:
    name = typed.strip().lower()
    if not 3 <= len(name) <= 40 or not set(name) <= set(USERNAME):
        raise UsernameOdd
    if session.scalar(select(Staff.id).where(Staff.username == name)):
        raise UsernameTaken
    return name


def _next_code(session: Session) -> str:
    known = set(session.scalars(select(Staff.code).where(Staff.code.like("S%"))))
    number = (session.scalar(select(func.count()).select_from(Staff)) or 0) + 1
    while f"S{number:04d}" in known:
        number += 1
    return f"S{number:04d}"


def _put_skills(work: Work, staff_id: UUID, codes: Collection[str]) -> None:
    work.session.execute(delete(StaffSkill).where(StaffSkill.staff_id == staff_id))
    for skill_id in work.session.scalars(select(Skill.id).where(Skill.code.in_(codes))).all():
        work.add(StaffSkill(staff_id=staff_id, skill_id=skill_id))
