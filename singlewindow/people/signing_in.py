"""Signing in and out; the server holds the session, the browser only a token."""

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.orm import Session

from singlewindow.audit.actions import Action
from singlewindow.audit.note import note
from singlewindow.database import Work
from singlewindow.errors import N_, Refusal
from singlewindow.news import News
from singlewindow.people.passwords import NOBODY, matches
from singlewindow.people.records import SecondStep, SignIn, Staff
from singlewindow.people.tries import Trier, count_failure, forgive
from singlewindow.places.records import Center, CenterKind

CODE_WITHIN = timedelta(minutes=5)
TOUCH_EVERY = timedelta(minutes=1)
SESSION_KEY = "token"


class WrongSignIn(Refusal):
    status = 401
    message = N_("The name or the password is not right.")


@dataclass(frozen=True)
class SessionEnded(News):
    """A session ended; whatever is open under it is closed."""

    sign_in_id: UUID


@dataclass(frozen=True)
class SessionLimits:
    """How long a session may stand idle, and how long it may last at all."""

    idle: timedelta = timedelta(hours=2)
    longest: timedelta = timedelta(hours=12)


@dataclass(frozen=True)
class Presence:
    """Who is signed in, by which sign-in, whether a second step is set up, and whether their center is for practice."""

    staff: Staff
    sign_in: SignIn
    has_second_step: bool
    practises: bool = False


def credentials(session: Session, username: str, password: str) -> Staff:
    """Give the staff member with a name and password; raises WrongSignIn, in the same time for unknown names."""
    staff = _named(session, username)
    right = matches(staff.password_hash if staff else NOBODY, password)
    if staff is None or not right:
        raise WrongSignIn
    return staff


def refuse_sign_in(work: Work, trier: Trier, now: datetime) -> None:
    """Count and note a failed try; a name that nobody has is noted without it."""
    count_failure(work, trier, now)
    staff = _named(work.session, trier.username)
    who, where = (staff.id, staff.center_id) if staff else (None, None)
    note(work, Action.SIGN_IN_FAILED, who, where, staff.code if staff else "", now)


def begin_session(work: Work, staff: Staff, now: datetime, trier: Trier | None = None) -> tuple[str, bool]:
    """Start a session; give the token for the browser, kept as a hash only, and whether a code is still awaited.

    The failures of `trier` are forgotten once the session is open.
    """
    token = secrets.token_urlsafe(32)
    waits = work.session.get(SecondStep, staff.id) is not None
    work.add(SignIn(staff_id=staff.id, token_hash=_hash(token), started_at=now, seen_at=now, waits_for_code=waits))
    work.session.flush()
    if not waits:
        if trier:
            forgive(work, trier)
        note(work, Action.SIGN_IN, staff.id, staff.center_id, staff.code, now)
    return token, waits


def complete_session(work: Work, presence: Presence, now: datetime, recovered: bool = False) -> None:
    """Open a session whose code was right; `recovered`: it was a recovery code."""
    staff, sign_in = presence.staff, presence.sign_in
    opened = update(SignIn).where(SignIn.id == sign_in.id).values(waits_for_code=False, started_at=now, seen_at=now)
    work.session.execute(opened)
    if recovered:
        note(work, Action.RECOVERY_CODE_USED, staff.id, staff.center_id, staff.code, now)
    note(work, Action.SIGN_IN, staff.id, staff.center_id, staff.code, now, second_step=True)


def present(session: Session, token: str, now: datetime, limits: SessionLimits) -> Presence | None:
    """Give who holds a token, unless the session has ended, is too old or idle, or the person was disabled."""
    alive = (SignIn.started_at > now - limits.longest, SignIn.seen_at > now - limits.idle)
    return _presence(session, token, SignIn.waits_for_code.is_(False), *alive)


def awaited(session: Session, token: str, now: datetime) -> Presence | None:
    """Give who has given the password of a session and owes its code, for CODE_WITHIN."""
    return _presence(session, token, SignIn.waits_for_code.is_(True), SignIn.started_at > now - CODE_WITHIN)


def sign_in_of(session: Session, token: str) -> UUID | None:
    """Give the sign-in of a token that has not ended."""
    return session.scalar(select(SignIn.id).where(SignIn.token_hash == _hash(token), SignIn.ended_at.is_(None)))


def ended_among(session: Session, sign_in_ids: Iterable[UUID]) -> Sequence[UUID]:
    """Give those of some sign-ins that have ended, wherever that was done."""
    query = select(SignIn.id).where(SignIn.id.in_(tuple(sign_in_ids)), SignIn.ended_at.is_not(None))
    return session.scalars(query).all()


def touch(work: Work, sign_in_id: UUID, now: datetime) -> None:
    """Keep that a session is in use."""
    work.session.execute(update(SignIn).where(SignIn.id == sign_in_id).values(seen_at=now))


def end_session(work: Work, token: str, now: datetime) -> None:
    """End the session of a token."""
    presence = _presence(work.session, token)
    _end(work, [SignIn.token_hash == _hash(token)], now)
    if presence is not None:
        staff = presence.staff
        note(work, Action.SIGN_OUT, staff.id, staff.center_id, staff.code, now)


def end_sessions_of(work: Work, staff_id: UUID, now: datetime, but: UUID | None = None) -> None:
    """End all sessions of a person, except the sign-in `but`."""
    _end(work, [SignIn.staff_id == staff_id, *([SignIn.id != but] if but else [])], now)


def end_stale_sessions(work: Work, now: datetime, limits: SessionLimits) -> None:
    """End the sessions that are too old or idle."""
    old = or_(SignIn.started_at <= now - limits.longest, SignIn.seen_at <= now - limits.idle)
    _end(work, [old], now)


def _end(work: Work, which: Iterable[ColumnElement[bool]], now: datetime) -> None:
    ended = update(SignIn).where(SignIn.ended_at.is_(None), *which).values(ended_at=now).returning(SignIn.id)
    for key in work.session.scalars(ended).all():
        work.tell(SessionEnded(key))


def _presence(session: Session, token: str, *holds: ColumnElement[bool]) -> Presence | None:
    query = select(Staff, SignIn, SecondStep.staff_id, Center.kind).join(SignIn, SignIn.staff_id == Staff.id)
    query = query.outerjoin(SecondStep, SecondStep.staff_id == Staff.id).outerjoin(Center, Center.id == Staff.center_id)
    query = query.where(SignIn.token_hash == _hash(token), SignIn.ended_at.is_(None), Staff.active, *holds)
    row = session.execute(query).one_or_none()
    return Presence(row[0], row[1], row[2] is not None, row[3] is CenterKind.PRACTICE) if row else None


def _named(session: Session, username: str) -> Staff | None:
    return session.scalar(select(Staff).where(Staff.username == username.strip().lower(), Staff.active))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
