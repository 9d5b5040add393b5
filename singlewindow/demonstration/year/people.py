"""The made-up staff of a center: clerks at its windows, its supervisor, and a department's officers and head."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from singlewindow.demonstration.year.chance import Chance
from singlewindow.demonstration.year.rows import Rows
from singlewindow.people.records import Staff
from singlewindow.people.roles import Role
from singlewindow.places.records import Center, CenterKind, Window
from singlewindow.routes.records import Department

OFFICERS = {CenterKind.MAIN: 3, CenterKind.MINI: 1, CenterKind.MOBILE: 1}
BEGAN = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Place:
    """A window and who sits at it."""

    window_id: UUID
    staff_id: UUID


@dataclass
class Team:
    """The staff of a center: `officers` and `heads` by department."""

    supervisor: UUID
    places: list[Place] = field(default_factory=list)
    officers: dict[UUID, list[UUID]] = field(default_factory=dict)
    heads: dict[UUID, UUID] = field(default_factory=dict)


class Enrolling:
    """Enrols the people of a center who are not there yet; their names and codes tell that they are made up."""

    def __init__(self, session: Session, rows: Rows, center: Center, password_hash: str) -> None:
        self._rows, self._center, self._hash = rows, center, password_hash
        own = select(Staff.code, Staff.id).where(Staff.center_id == center.id)
        self._there: dict[str, UUID] = {row.code: row.id for row in session.execute(own)}

    def person(self, chance: Chance, role: Role, number: int, department: UUID | None = None, letter: str = "") -> UUID:
        """Give the key of a person of the center, by role and number."""
        code = f"{self._center.number:03d}-{letter or role.value[0].upper()}{number}"
        if code not in self._there:
            self._there[code] = chance.key_at(BEGAN)
            self._rows.add(Staff, self._row(code, role, department))
        return self._there[code]

    def _row(self, code: str, role: Role, department: UUID | None) -> dict[str, object]:
        return {
            "id": self._there[code],
            "center_id": self._center.id,
            "username": code.lower(),
            "code": code,
            "full_name": f"موظف توضيحي {code}",
            "password_hash": self._hash,
            "role": role,
            "department_id": department,
        }


def team_of(session: Session, rows: Rows, center: Center, clerks: int, password_hash: str, chance: Chance) -> Team:
    """Give the team of a center with clerks at its first windows; who is not there yet is enrolled."""
    enrol = Enrolling(session, rows, center, password_hash)
    own = select(Window.id).where(Window.center_id == center.id).order_by(Window.number).limit(clerks)
    windows = session.scalars(own).all()
    enrol.person(chance, Role.MANAGER, 1)
    team = Team(enrol.person(chance, Role.SUPERVISOR, 1))
    team.places = [Place(key, enrol.person(chance, Role.CLERK, n)) for n, key in enumerate(windows, 1)]
    for department in session.scalars(select(Department).order_by(Department.position)):
        letter, officers = f"{department.position}O", range(1, OFFICERS[center.kind] + 1)
        team.officers[department.id] = [enrol.person(chance, Role.OFFICER, n, department.id, letter) for n in officers]
        team.heads[department.id] = enrol.person(chance, Role.HEAD, 1, department.id, f"{department.position}H")
    return team
