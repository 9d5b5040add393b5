"""The cast: a hall with its clerks, and builders with sensible defaults."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from sqlalchemy import select, update

from singlewindow.database import Database
from singlewindow.people.records import Staff
from singlewindow.places.centers import center_by_code
from singlewindow.places.records import Center
from singlewindow.places.windows import take_window
from singlewindow.tickets.issue import Issued, TicketWish, issue
from singlewindow.tickets.records import Ticket
from singlewindow.tickets.serve import call_next, start
from singlewindow.tickets.states import Lane

T = TypeVar("T")
WRONG_CHECK_DIGIT_ID = "29001011300120"


def new_key() -> str:
    """Give a form key."""
    return secrets.token_urlsafe(18)


@dataclass
class Hall:
    """The demonstration center over a database, with shorthands for what a test prepares."""

    database: Database

    @property
    def center_id(self) -> UUID:
        """The demonstration center."""
        with self.database.reading() as session:
            return center_by_code(session, "demo").id

    def staff(self, username: str) -> UUID:
        """Give a member of staff by user name."""
        with self.database.reading() as session:
            return session.scalars(select(Staff.id).where(Staff.username == username)).one()

    def wish(self, **changes: object) -> TicketWish:
        """A wish for an ordinary ticket for a building permit."""
        values: dict[str, object] = {
            "center_id": self.center_id,
            "service": "building_permit_issue",
            "lane": Lane.ORDINARY,
            "language": "ar",
            "form_key": new_key(),
            "public_url": "http://localhost",
        }
        return TicketWish(**(values | changes))  # type: ignore[arg-type]

    def take_ticket(self, now: datetime, **changes: object) -> Issued:
        """Issue a ticket."""
        with self.database.writing() as work:
            return issue(work, self.wish(**changes), now)

    def seat(self, username: str, window: int) -> UUID:
        """Seat a clerk at a window and give the clerk."""
        clerk = self.staff(username)
        with self.database.writing() as work:
            take_window(work, self.center_id, window, clerk)
        return clerk

    def call(self, clerk: UUID, now: datetime) -> Ticket:
        """Call the next number and give its ticket."""
        with self.database.writing() as work:
            key = call_next(work, clerk, now)
        return self.ticket(key)

    def serve(self, clerk: UUID, now: datetime) -> Ticket:
        """Call the next number and begin to serve it."""
        ticket = self.call(clerk, now)
        with self.database.writing() as work:
            start(work, clerk, now)
        return ticket

    def do(self, deed: Callable[..., T], *arguments: object) -> T:
        """Do a deed in a transaction of its own and give what it gives."""
        with self.database.writing() as work:
            return deed(work, *arguments)

    def set_rules(self, **values: object) -> None:
        """Set columns of the center."""
        with self.database.writing() as work:
            work.session.execute(update(Center).where(Center.id == self.center_id).values(**values))

    def ticket(self, key: UUID) -> Ticket:
        """Give a ticket as it stands."""
        with self.database.reading() as session:
            return session.get_one(Ticket, key)
