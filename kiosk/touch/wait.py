"""The expected wait of the number that is about to be given, read before its transaction: no lock waits for it."""

from kiosk.edge import database, now, waits
from singlewindow.places.centers import center_by_code
from singlewindow.tickets.expected import Range
from singlewindow.tickets.states import Lane


def expected_wait(center: str, lane: Lane) -> Range | None:
    """Give the wait of the next number of a lane at a center (its code); None when it can't be known."""
    with database().reading() as session:
        return waits().of_next(session, center_by_code(session, center), now(), lane)
