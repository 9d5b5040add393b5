"""Doing a deed from a page: one transaction; a breach of separation is kept before it is answered."""

from collections.abc import Callable
from typing import TypeVar

from kiosk.edge import database, now
from singlewindow.database import Work
from singlewindow.requests.separation import attempt

T = TypeVar("T")


def attempted(deed: Callable[[Work], T]) -> T:
    """Do a deed and give what it gives. Raises its refusals."""
    return attempt(database(), deed, now())
