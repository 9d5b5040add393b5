"""The press: takes wanted papers one by one, has them rendered, archives them and says so. It may die at any line."""

import logging
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from printing.archive import Archive
from printing.pool import RenderPool
from printing.proof.files import SealFiles
from singlewindow.database import Database
from singlewindow.documents.lease import Claimed, claim, done, failed, pulse, something_wanted
from singlewindow.documents.want import DocumentWanted
from singlewindow.places.clock import service_day

logger = logging.getLogger(__name__)

TIME_LIMIT = 30.0
LOOK_EVERY = 0.5
PULSE_EVERY = timedelta(seconds=5)


class Press:
    """A loop of `hands` threads over one pool. `clock` gives aware moments; `name` tells presses apart.

    `seal` signs certificates; without it they stay unsigned.
    """

    def __init__(
        self,
        database: Database,
        pool: RenderPool,
        archive: Archive,
        clock: Callable[[], datetime],
        name: str,
        hands: int = 1,
        seal: SealFiles | None = None,
    ) -> None:
        self._database, self._pool, self._archive = database, pool, archive
        self._clock, self._name, self._seal = clock, name, seal
        self._woken, self._ended = threading.Event(), threading.Event()
        self._pulsed: datetime | None = None
        self._threads = [threading.Thread(target=self._work, name=f"press-{n}", daemon=True) for n in range(hands)]
        database.listen(DocumentWanted, lambda _news: self._woken.set())

    def start(self) -> None:
        """Begin to work in threads of its own."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """End after the papers in hand, and close the pool."""
        self._ended.set()
        self._woken.set()
        for thread in self._threads:
            thread.join(TIME_LIMIT)
        self._pool.close()

    def press_one(self) -> bool:
        """Take, render and archive one paper; False when none is wanted."""
        with self._database.reading() as session:
            if not something_wanted(session, self._clock()):
                return False
        with self._database.writing() as work:
            paper = claim(work, self._clock())
        if paper is not None:
            self._make(paper)
        return paper is not None

    def _make(self, paper: Claimed) -> None:
        coming = self._pool.submit(paper.kind, paper.language, paper.serial, paper.facts, self._seal)
        try:
            content = coming.result(TIME_LIMIT)
            kept = self._archive.keep(str(paper.id), paper.kind, content, service_day(paper.wanted_at))
        except Exception as error:  # whatever one paper does, the press goes on and the row says what happened
            self._pool.give_up(coming)
            self._give_back(paper, error)
            return
        with self._database.writing() as work:
            done(work, paper, kept.name, kept.sha256, kept.size, self._clock())

    def _give_back(self, paper: Claimed, error: Exception) -> None:
        logger.error("paper %s failed: %s", paper.id, type(error).__name__)
        with self._database.writing() as work:
            failed(work, paper, f"{type(error).__name__}: {error}")

    def _work(self) -> None:
        while not self._ended.is_set():
            self._show_life()
            self._woken.clear()
            if not self.press_one():
                self._woken.wait(LOOK_EVERY)

    def _show_life(self) -> None:
        now = self._clock()
        if self._pulsed is None or now - self._pulsed >= PULSE_EVERY:
            self._pulsed = now
            with self._database.writing() as work:
                pulse(work, self._name, now)
