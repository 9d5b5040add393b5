"""The order of the queue: one number per ticket, smallest first. Pure, standard library only.

A ticket's turn is the moment of its arrival less the head start of its lane, in microseconds. So a lane with a head
start is served first, yet nobody is overtaken by someone who came later than the head start allows.
"""

from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


def turn_of(issued_at: datetime, head_start: timedelta) -> int:
    """Give the turn of a ticket issued at an aware moment with a head start of zero or more."""
    return (issued_at - head_start - EPOCH) // MICROSECOND
