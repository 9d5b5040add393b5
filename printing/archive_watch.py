"""A watch over the archive: reads file after file again, and notes one that was changed or is gone."""

import logging
import threading
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from printing.archive import Archive
from singlewindow.database import Database
from singlewindow.documents.again import files_after, note_damaged
from singlewindow.errors import Refusal

logger = logging.getLogger(__name__)

LOOK_EVERY = 30.0
FILES_AT_ONCE = 25


class ArchiveWatch:
    """Goes round the archive for ever, some files at a time."""

    def __init__(self, database: Database, archive: Archive, clock: Callable[[], datetime]) -> None:
        self._database, self._archive, self._clock = database, archive, clock
        self._last: UUID | None = None
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._work, name="archive-watch", daemon=True)

    def start(self) -> None:
        """Begin to work in a thread of its own."""
        self._thread.start()

    def stop(self) -> None:
        """End after the file in hand."""
        self._ended.set()
        if self._thread.is_alive():
            self._thread.join()

    def look(self) -> int:
        """Check the next files, from the first again after the last; give how many were damaged."""
        with self._database.reading() as session:
            papers = files_after(session, self._last, FILES_AT_ONCE)
        self._last = papers[-1].id if len(papers) == FILES_AT_ONCE else None
        return sum(not self._holds(paper.id, paper.file or "", paper.sha256 or "") for paper in papers)

    def _holds(self, document_id: UUID, file: str, sha256: str) -> bool:
        try:
            self._archive.read(file, sha256)
        except Refusal as damage:
            logger.error("paper %s: %s", document_id, damage)
            with self._database.writing() as work:
                note_damaged(work, document_id, self._clock())
            return False
        return True

    def _work(self) -> None:
        while not self._ended.wait(LOOK_EVERY):
            self.look()
