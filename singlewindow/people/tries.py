"""Failed tries to sign in: counted by name and by address, locked for longer each time, alike for names nobody has."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, select, text, update
from sqlalchemy.orm import Session

from singlewindow.database import Work
from singlewindow.errors import N_, Refusal
from singlewindow.people.records import SignInTry
from singlewindow.records import Moment

FREE_BY_NAME, FREE_BY_ADDRESS = 10, 100
LONGEST = timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(days=1)
COUNT = text(
    "INSERT INTO sign_in_try (key, failures, last_at) VALUES (:key, 1, :now) "
    "ON CONFLICT (key) DO UPDATE SET failures = sign_in_try.failures + 1, last_at = excluded.last_at "
    "RETURNING failures"
).bindparams(bindparam("now", type_=Moment))


class TooManyTries(Refusal):
    status = 429
    message = N_("Too many tries. Please wait %(minutes)s minutes and try again.")


@dataclass(frozen=True)
class Trier:
    """Who tries: the name as typed and the address it comes from."""

    username: str
    address: str

    def keys(self) -> dict[str, int]:
        """Give what is counted, each with how many failures are free."""
        name = self.username.strip().lower()
        return {_hash(f"name:{name}"): FREE_BY_NAME, _hash(f"address:{self.address}"): FREE_BY_ADDRESS}


def require_unlocked(session: Session, trier: Trier, now: datetime) -> None:
    """Raise TooManyTries while the name or the address is locked."""
    locked = select(SignInTry.locked_until).where(SignInTry.key.in_(trier.keys()), SignInTry.locked_until > now)
    until = max(filter(None, session.scalars(locked)), default=None)
    if until is not None:
        raise TooManyTries(minutes=-(-(until - now) // timedelta(minutes=1)))


def count_failure(work: Work, trier: Trier, now: datetime) -> None:
    """Count a failed try; from the last free one on, each locks for twice as long, LONGEST at most."""
    work.session.execute(delete(SignInTry).where(SignInTry.last_at < now - FORGOTTEN_AFTER))
    for key, free in sorted(trier.keys().items()):
        failures = work.session.scalar(COUNT, {"key": key, "now": now})
        until = now + locked_for(int(failures or 0), free)
        work.session.execute(update(SignInTry).where(SignInTry.key == key).values(locked_until=until))


def forgive(work: Work, trier: Trier) -> None:
    """Forget the failures of a name that has signed in."""
    names = [key for key, free in trier.keys().items() if free == FREE_BY_NAME]
    work.session.execute(delete(SignInTry).where(SignInTry.key.in_(names)))


def locked_for(failures: int, free: int) -> timedelta:
    """Give how long so many failures lock, when `free` are free."""
    over = failures - free
    return timedelta(0) if over < 0 else min(timedelta(minutes=2 ** min(over, 10)), LONGEST)


def _hash(what: str) -> str:
    return hashlib.sha256(what.encode("utf-8", "surrogatepass")).hexdigest()
