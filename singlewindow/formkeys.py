"""The key in a form that makes a second press give the first answer."""

import re
import secrets

from singlewindow.errors import N_, Invalid

SHAPE = re.compile(r"[A-Za-z0-9_-]{16,64}")


class FormKeyMissing(Invalid):
    status = 400
    message = N_("This page is out of date. Please go back, open it again and repeat.")


def new_form_key() -> str:
    """Give a new unguessable key for one form."""
    return secrets.token_urlsafe(18)


def checked_form_key(key: str) -> str:
    """Give `key` if it has the shape of a form key; raises FormKeyMissing."""
    if not SHAPE.fullmatch(key):
        raise FormKeyMissing
    return key
