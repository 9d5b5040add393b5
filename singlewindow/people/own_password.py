"""Changing one's own password."""

from datetime import datetime

from singlewindow.audit.actions import Action
from singlewindow.audit.note import note
from singlewindow.database import Work
from singlewindow.errors import N_, Invalid
from singlewindow.people.passwords import checked_password, hashed, matches
from singlewindow.people.records import Staff
from singlewindow.people.signing_in import Presence, end_sessions_of


class OldPasswordWrong(Invalid):
    message = N_("The present password is not right.")
    field = "old"


class SamePassword(Invalid):
    message = N_("The new password is the old one.")
    field = "new"


class PasswordsDiffer(Invalid):
    message = N_("The two new passwords are not the same.")
    field = "again"


def new_hash(staff: Staff, old: str, new: str, again: str) -> str:
    """Give the hash of a new password, to be stored by `change_password`; it takes a while and holds no lock.

    Raises OldPasswordWrong, PasswordsDiffer, SamePassword and the refusals of `checked_password`.
    """
    if not matches(staff.password_hash, old):
        raise OldPasswordWrong
    checked_password(new, staff.username)
    if new != again:
        raise PasswordsDiffer
    if new == old:
        raise SamePassword
    return hashed(new)


def change_password(work: Work, presence: Presence, password_hash: str, now: datetime) -> None:
    """Store a new password of who is signed in; their other sessions end."""
    staff = work.session.get_one(Staff, presence.staff.id)
    staff.password_hash, staff.must_change_password = password_hash, False
    end_sessions_of(work, staff.id, now, but=presence.sign_in.id)
    note(work, Action.PASSWORD_CHANGED, staff.id, staff.center_id, staff.code, now)
