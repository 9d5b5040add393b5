"""The lane of exports: rows written to a file as they are read, by the thread that has the export in hand.

How far it is, is noted as it goes; the same note tells it when the export was cancelled, and it lets go at once.
"""

import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import IO, Any
from uuid import UUID

from printing.lanes import Lane
from singlewindow.database import Database
from singlewindow.documents.lease import EXPORT_RANKS, Claimed, go_on, in_hand

LONGEST = 900.0
"""Seconds after which an export is given up, to be tried again like any paper."""
Told = Callable[[int, int | None], None]
Make = Callable[[str, dict[str, Any], IO[bytes], Path, Told], None]
"""Writes an export: its language and facts, the file, a folder for pieces, and whom to tell the rows made and known."""


class ExportLane(Lane):
    """Makes exports with `make`, in a folder of its own for each try, which is cleared whatever becomes of it."""

    def __init__(self, database: Database, clock: Callable[[], datetime], make: Make, folder: Path) -> None:
        self.ranks = EXPORT_RANKS
        self._database, self._clock, self._make, self._folder = database, clock, make, folder

    def drawn(self, paper: Claimed) -> bytes:
        """Give the bytes of an export; raises LeaseLost when it was cancelled, TimeoutError after LONGEST."""
        for left in self._folder.glob(f"{paper.id}.*"):
            shutil.rmtree(left, ignore_errors=True)
        place = self._folder / f"{paper.id}.{paper.tries}"
        place.mkdir(mode=0o750, parents=True)
        try:
            with (place / "file").open("w+b") as file:
                self._make(paper.language, paper.facts, file, place, self._teller(paper))
            return (place / "file").read_bytes()
        finally:
            shutil.rmtree(place, ignore_errors=True)

    def rest(self) -> None:
        """Clear away what a press left that died, of exports that nobody has in hand any more."""
        for place in self._folder.glob("*"):
            with suppress(ValueError), self._database.reading() as session:
                if not in_hand(session, UUID(place.stem)):
                    shutil.rmtree(place, ignore_errors=True)

    def close(self) -> None:
        """There is no pool to end."""

    def _teller(self, paper: Claimed) -> Told:
        end = time.monotonic() + LONGEST

        def told(made: int, known: int | None) -> None:
            if time.monotonic() > end:
                raise TimeoutError
            with self._database.writing() as work:
                go_on(work, paper, made, known, self._clock())

        return told
