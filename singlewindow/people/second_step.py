"""The second step of a sign-in: a code of six digits from the person's phone (TOTP, RFC 6238), or a recovery code."""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import pyotp
from sqlalchemy import delete, update

from singlewindow.audit.actions import Action
from singlewindow.audit.note import note
from singlewindow.database import Work
from singlewindow.errors import N_, Invalid, Refusal
from singlewindow.people.records import RecoveryCode, SecondStep, Staff
from singlewindow.people.roles import Role
from singlewindow.people.signing_in import Presence
from singlewindow.people.vault import Vault
from singlewindow.text import ascii_digits

SECONDS, AROUND = 30, 1
RECOVERY_CODES = 8
WITHOUT = frozenset({Role.RECEIVER, Role.CLERK, Role.CASHIER})


class WrongCode(Invalid):
    message = N_("This code is not right, or it was used before. Please type the one your phone shows now.")
    field = "code"


class SecondStepIsSet(Refusal):
    message = N_("Your second step is set up already.")


@dataclass(frozen=True)
class Enrolment:
    """What someone sets up a second step with: the phone's secret and the recovery codes, the same while signed in."""

    secret: str
    recovery_codes: Sequence[str]

    def address(self, username: str) -> str:
        """Give what the phone reads from the QR code."""
        return pyotp.TOTP(self.secret).provisioning_uri(name=username, issuer_name="Shubbak")


def needs_second_step(role: Role) -> bool:
    """Tell whether a role signs in with a second step: all above those at a window."""
    return role not in WITHOUT


def enrolment(vault: Vault, sign_in_id: UUID) -> Enrolment:
    """Give what the person of a sign-in sets up a second step with. Nothing is kept before it is confirmed."""
    codes = [vault.derive(f"recovery {number} {sign_in_id}", 16) for number in range(RECOVERY_CODES)]
    spaced = ["-".join(code[at : at + 4] for at in range(0, 16, 4)) for code in codes]
    return Enrolment(vault.derive(f"second step {sign_in_id}", 32), spaced)


def set_second_step(work: Work, presence: Presence, vault: Vault, typed: str, now: datetime) -> None:
    """Set up the second step of who is signed in, with the first code as proof. Raises SecondStepIsSet or WrongCode."""
    staff, offered = presence.staff, enrolment(vault, presence.sign_in.id)
    if work.session.get(SecondStep, staff.id):
        raise SecondStepIsSet
    step = _step(offered.secret, typed, now)
    if step is None:
        raise WrongCode
    work.add(SecondStep(staff_id=staff.id, secret=vault.seal(offered.secret), last_step=step, set_at=now))
    work.session.add_all(RecoveryCode(staff_id=staff.id, code_hash=_hash(code)) for code in offered.recovery_codes)
    note(work, Action.SECOND_STEP_SET, staff.id, staff.center_id, staff.code, now)


def check_code(work: Work, staff: Staff, vault: Vault, typed: str, now: datetime) -> bool:
    """Use up a code of `staff` and tell whether it was a recovery code; raises WrongCode, also for a used one."""
    kept = work.session.get(SecondStep, staff.id)
    step = _step(vault.open(kept.secret), typed, now) if kept else None
    if step is not None:
        used = update(SecondStep).where(SecondStep.staff_id == staff.id, SecondStep.last_step < step)
        if not work.session.execute(used.values(last_step=step).returning(SecondStep.staff_id)).all():
            raise WrongCode
        return False
    own = (RecoveryCode.staff_id == staff.id, RecoveryCode.code_hash == _hash(typed), RecoveryCode.used_at.is_(None))
    spent = update(RecoveryCode).where(*own).values(used_at=now).returning(RecoveryCode.id)
    if not work.session.execute(spent).all():
        raise WrongCode
    return True


def drop_second_step(work: Work, staff_id: UUID) -> None:
    """Take away a person's second step and its recovery codes."""
    for kind in (SecondStep, RecoveryCode):
        work.session.execute(delete(kind).where(kind.staff_id == staff_id))


def _step(secret: str, typed: str, now: datetime) -> int | None:
    """Give the time step, of those around `now`, whose code was typed."""
    code = "".join(ascii_digits(typed).split())
    present, clock = int(now.timestamp()) // SECONDS, pyotp.TOTP(secret)
    steps = range(present - AROUND, present + AROUND + 1)
    right = [step for step in steps if hmac.compare_digest(clock.at(step * SECONDS).encode(), code.encode())]
    return max(right, default=None)


def _hash(code: str) -> str:
    plain = "".join(letter for letter in code.upper() if letter.isalnum())
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()
