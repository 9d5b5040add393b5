"""What lists of rows share: what is asked for, the rows as a page reads them, and the places in a list."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from kiosk.reports.asked import Asked
from kiosk.reports.measures import Counted
from kiosk.reports.place import Place, UnknownPlace
from kiosk.reports.reader import Reader
from singlewindow.reports.request_rows import RowKey
from singlewindow.reports.scope import Axis
from singlewindow.reports.table import Cell, Column

A_BATCH = 5000
Read = Callable[[str, int], Sequence[tuple[str, Sequence[Cell]]]]


@dataclass(frozen=True)
class Listing:
    """Which rows are asked for: those that `counted` counts in a place and period, `narrowed` to keys beyond it."""

    session: Session
    place: Place
    asked: Asked
    counted: Counted
    reader: Reader
    narrowed: Mapping[Axis, Any]

    @property
    def arabic(self) -> bool:
        """Tell whether names are written in Arabic."""
        return self.reader.language == "ar"


@dataclass(frozen=True)
class Rows:
    """The rows of a number: their columns, how those after a place (empty: from the first on) are read, and how many
    they are, where that can be asked."""

    columns: Sequence[Column]
    read: Read
    count: Callable[[], int] | None = None

    def all(self) -> Iterator[Sequence[Cell]]:
        """Give all rows, read by the batch."""
        after = ""
        while batch := self.read(after, A_BATCH):
            yield from (row for _, row in batch)
            after = batch[-1][0]


def place_after(key: RowKey) -> str:
    """Give how an address names the place of a row in its list."""
    return f"{key.moment.isoformat()}~{key.id}"


def row_key(after: str) -> RowKey | None:
    """Read the place of a row; None for the beginning. Raises UnknownPlace."""
    if not after:
        return None
    moment, _, key = after.partition("~")
    try:
        return RowKey(datetime.fromisoformat(moment).astimezone(UTC), uuid_of(key))
    except (ValueError, OverflowError):
        raise UnknownPlace from None


def uuid_of(typed: str) -> UUID:
    """Read a key. Raises UnknownPlace."""
    try:
        return UUID(typed)
    except ValueError:
        raise UnknownPlace from None
