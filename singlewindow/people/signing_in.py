"""Signing in and out; the server holds the session, the browser only a token."""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from singlewindow.database import Work
from singlewindow.errors import N_, Refusal
from singlewindow.people.passwords import NOBODY, matches
from singlewindow.people.records import SignIn, Staff

LONGEST = timedelta(hours=12)
SESSION_KEY = "token"


class WrongSignIn(Refusal):
    status = 401
    message = N_("The name or the password is not right.")


def credentials(session: Session, username: str, password: str) -> Staff:
    """Give the staff member with a name and password; raises WrongSignIn, in the same time for unknown names."""
    staff = session.scalar(select(Staff).where(Staff.username == username.strip().lower(), Staff.active))
    right = matches(staff.password_hash if staff else NOBODY, password)
    if staff is None or not right:
        raise WrongSignIn
    return staff


def begin_session(work: Work, staff: Staff, now: datetime) -> str:
    """Start a session and give the token for the browser; only its hash is kept."""
    token = secrets.token_urlsafe(32)
    work.add(SignIn(staff_id=staff.id, token_hash=_hash(token), started_at=now, seen_at=now))
    return token


def staff_of(session: Session, token: str, now: datetime) -> Staff | None:
    """Give who holds a token, unless the session has ended, is older than LONGEST, or the person was disabled."""
    alive = (SignIn.token_hash == _hash(token), SignIn.ended_at.is_(None), SignIn.started_at > now - LONGEST)
    return session.scalar(select(Staff).join(SignIn, SignIn.staff_id == Staff.id).where(*alive, Staff.active))


def end_session(work: Work, token: str, now: datetime) -> None:
    """End the session of a token."""
    work.session.execute(update(SignIn).where(SignIn.token_hash == _hash(token)).values(ended_at=now))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
