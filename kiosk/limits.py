"""How often what can be guessed may be tried."""

from flask import request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

limiter = Limiter(get_remote_address, storage_uri="memory://", default_limits=[])


def who_tries() -> str:
    """Give the address and the name tried: the clerks of a center sit behind one address."""
    return f"{get_remote_address()} {request.form.get('username', '').strip().lower()[:80]}"
