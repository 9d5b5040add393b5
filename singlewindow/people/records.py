"""Records of people: staff, their skills and their sign-ins."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from singlewindow.people.roles import Role
from singlewindow.records import Base, Keyed, Moment, Named, choice


class Staff(Keyed, Base):
    """A member of staff. `code` is what papers show instead of a name; no center means the whole governorate.

    Officers and heads belong to a department of their center. `must_change_password`: someone else chose the password,
    so its holder chooses a new one first.
    """

    __tablename__ = "staff"

    center_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("center.id"))
    username: Mapped[str] = mapped_column(unique=True)
    code: Mapped[str] = mapped_column(unique=True)
    full_name: Mapped[str]
    password_hash: Mapped[str]
    role: Mapped[Role] = mapped_column(choice(Role))
    active: Mapped[bool] = mapped_column(default=True)
    must_change_password: Mapped[bool] = mapped_column(default=False)
    department_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("department.id"))


class Skill(Keyed, Named, Base):
    """Something that only some clerks can do: sign language, reading technical drawings."""

    __tablename__ = "skill"

    code: Mapped[str] = mapped_column(unique=True)


class StaffSkill(Base):
    """A skill of a member of staff."""

    __tablename__ = "staff_skill"

    staff_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("staff.id"), primary_key=True)
    skill_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("skill.id"), primary_key=True)


class SignIn(Keyed, Base):
    """A sign-in held by the server: the browser has a token, the row only its SHA-256.

    While it `waits_for_code` the password was right and the second step is still to come: it opens nothing.
    """

    __tablename__ = "sign_in"

    staff_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("staff.id"), index=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    started_at: Mapped[datetime] = mapped_column(Moment)
    seen_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    waits_for_code: Mapped[bool] = mapped_column(default=False)


class SignInTry(Base):
    """How often a name or an address failed to sign in of late, and until when it is locked.

    `key` is a SHA-256: names that nobody has are counted like those of people, and not kept.
    """

    __tablename__ = "sign_in_try"

    key: Mapped[str] = mapped_column(primary_key=True)
    failures: Mapped[int]
    last_at: Mapped[datetime] = mapped_column(Moment, index=True)
    locked_until: Mapped[datetime | None] = mapped_column(Moment)


class SecondStep(Base):
    """The second step of a person's sign-in (TOTP, RFC 6238): the secret, encrypted, and the last time step used."""

    __tablename__ = "second_step"

    staff_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("staff.id"), primary_key=True)
    secret: Mapped[str]
    last_step: Mapped[int]
    set_at: Mapped[datetime] = mapped_column(Moment)


class RecoveryCode(Keyed, Base):
    """A code that opens once in place of the second step; the row has only its SHA-256."""

    __tablename__ = "recovery_code"

    staff_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("staff.id"), index=True)
    code_hash: Mapped[str]
    used_at: Mapped[datetime | None] = mapped_column(Moment)
