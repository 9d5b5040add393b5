"""Passwords: hashed with argon2id (RFC 9106), and what a new one must be."""

from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from singlewindow.errors import N_, Invalid

hasher = PasswordHasher()
NOBODY = hasher.hash("a password that nobody has")
SHORTEST, LONGEST = 10, 200
COMMONEST = frozenset(
    (Path(__file__).parent / "commonest_passwords.txt").read_text(encoding="utf-8").split()
)  # of ten characters and more


class PasswordTooShort(Invalid):
    message = N_("A password has at least %(least)s characters.")
    field = "new"


class PasswordTooLong(Invalid):
    message = N_("A password has at most %(most)s characters.")
    field = "new"


class PasswordTooCommon(Invalid):
    message = N_("This password is among the first that anyone tries. Please choose another.")
    field = "new"


class PasswordHasName(Invalid):
    message = N_("A password must not hold the name you sign in with.")
    field = "new"


def hashed(password: str) -> str:
    """Give the argon2id hash of a password."""
    return hasher.hash(password)


def matches(password_hash: str, password: str) -> bool:
    """Tell whether a password is the one that was hashed."""
    try:
        return hasher.verify(password_hash, password)
    except (VerifyMismatchError, InvalidHashError):
        return False


def checked_password(password: str, username: str) -> str:
    """Give a new password that may be used.

    Raises PasswordTooShort, PasswordTooLong, PasswordTooCommon or PasswordHasName.
    """
    if len(password) < SHORTEST:
        raise PasswordTooShort(least=SHORTEST)
    if len(password) > LONGEST:
        raise PasswordTooLong(most=LONGEST)
    plain = password.strip().lower()
    if plain in COMMONEST or len(set(plain)) < 4:
        raise PasswordTooCommon
    if username.lower() in plain:
        raise PasswordHasName
    return password
