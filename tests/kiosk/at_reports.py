"""What tests of the pages of reports share: files and visits scattered over centers, and a page's tables read."""

import random
from datetime import datetime, timedelta
from html.parser import HTMLParser

from sqlalchemy import select

from singlewindow.places.records import Window
from singlewindow.tickets.records import Period, Ticket
from singlewindow.tickets.states import Deed, Outcome, State
from tests.cast import Hall
from tests.singlewindow.at_reports import scatter_files

SEED = 20261125


def scatter(hall: Hall, count: int = 120) -> None:
    """Put requests into six centers, and let each of their numbers have waited, been called and been served."""
    scatter_files(hall, count, SEED)
    chance = random.Random(SEED)
    with hall.database.writing() as work:
        windows = dict(work.session.execute(select(Window.center_id, Window.id)).all())
        for ticket in work.session.scalars(select(Ticket)):
            ticket.window_id, ticket.outcome, ticket.letter = windows[ticket.center_id], Outcome.SERVED, "B"
            called = ticket.issued_at + timedelta(minutes=chance.randrange(1, 90))
            ticket.state_since = called + timedelta(minutes=8)
            work.session.add_all(_periods(ticket, called))


def _periods(ticket: Ticket, called: datetime) -> list[Period]:
    spans = (
        (State.WAITING, Deed.CALL, ticket.issued_at, called),
        (State.CALLED, Deed.START, called, called + timedelta(minutes=1)),
        (State.SERVING, Deed.FINISH, called + timedelta(minutes=1), ticket.state_since),
    )
    return [
        Period(
            ticket_id=ticket.id,
            center_id=ticket.center_id,
            center_version=0,
            state=state,
            service_id=ticket.service_id,
            deed=deed,
            began_at=began,
            ended_at=ended,
            window_id=ticket.window_id,
        )
        for state, deed, began, ended in spans
    ]


class Tables(HTMLParser):
    """The tables of a page by their class, each a list of rows of texts; drawings are left out."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, list[list[str]]]] = []
        self.links: list[str] = []
        self._within, self._drawing, self._cell = False, 0, False
        self.feed(page)

    def named(self, name: str) -> list[list[str]]:
        """Give the first table of a class."""
        return next(rows for classes, rows in self.found if name in classes.split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a table, a row, a cell; note where links lead."""
        values = dict(attrs)
        if tag == "table":
            self.found.append((values.get("class") or "", []))
            self._within = True
        elif tag == "svg":
            self._drawing += 1
        elif self._within and tag == "tr":
            self.found[-1][1].append([])
        elif self._within and tag in ("td", "th"):
            self.found[-1][1][-1].append("")
            self._cell = True
        if tag == "a":
            self.links.append(values.get("href") or "")

    def handle_endtag(self, tag: str) -> None:
        """End what was begun."""
        if tag == "table":
            self._within = False
        elif tag == "svg":
            self._drawing -= 1
        elif tag in ("td", "th"):
            self._cell = False

    def handle_data(self, data: str) -> None:
        """Take the text of a cell."""
        if self._within and self._cell and not self._drawing:
            self.found[-1][1][-1][-1] += data.strip()
