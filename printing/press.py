"""The press: takes wanted papers one by one, has them rendered, archives them, hands them on. It may die anywhere."""

import logging
import threading
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol

from printing.archive import Archive, Kept
from printing.lanes import TIME_LIMIT, Lane, SlowLane
from printing.pool import RenderPool
from printing.proof.files import Seal
from singlewindow.database import Database
from singlewindow.documents.jobs import want_print
from singlewindow.documents.lease import (
    QUICK_RANKS,
    SLOW_RANKS,
    Claimed,
    LeaseLost,
    archived_as,
    claim,
    done,
    failed,
    is_cancelled,
    pulse,
    something_wanted,
)
from singlewindow.documents.records import DocumentKind
from singlewindow.documents.want import DocumentWanted
from singlewindow.places.clock import service_day

logger = logging.getLogger(__name__)

LOOK_EVERY = 0.5
PULSE_EVERY = timedelta(seconds=5)


class Part(Protocol):
    """What works beside the press as long as it does."""

    def start(self) -> None:
        """Begin to work in threads of its own."""

    def stop(self) -> None:
        """End after what is in hand."""


class Press:
    """Loops of `hands` threads for what someone waits for, and of one for reports; `beside` starts and stops with it.

    `clock` gives aware moments; `name` tells presses apart. `seal` signs certificates; without
    it they stay unsigned. `lanes` are more lanes, each with a thread of its own.
    """

    def __init__(
        self,
        database: Database,
        pool: RenderPool,
        archive: Archive,
        clock: Callable[[], datetime],
        name: str,
        hands: int = 1,
        beside: Sequence[Part] = (),
        seal: Seal | None = None,
        lanes: Sequence[Lane] = (),
    ) -> None:
        self._database, self._archive, self._beside = database, archive, beside
        self._clock, self._name = clock, name
        self._ended = threading.Event()
        self._pulsed: datetime | None = None
        self._lanes = (Lane(QUICK_RANKS, pool, seal), SlowLane(SLOW_RANKS, partial(pool.another, 1)), *lanes)
        of_hands = [self._lanes[0]] * hands + [*self._lanes[1:]]
        self._threads = [_Hand(self, lane, n) for n, lane in enumerate(of_hands)]
        database.listen(DocumentWanted, lambda _news: self._wake())

    def start(self) -> None:
        """Begin to work in threads of its own."""
        for thread in self._threads:
            thread.start()
        for part in self._beside:
            part.start()

    def stop(self) -> None:
        """End after the papers in hand, and close the pools."""
        self._ended.set()
        self._wake()
        for thread in self._threads:
            if thread.is_alive():
                thread.join(TIME_LIMIT)
        for part in self._beside:
            part.stop()
        for lane in self._lanes:
            lane.close()

    def press_one(self) -> bool:
        """Take, render and archive one paper of any rank; False when none is wanted."""
        return any(self._press_one(lane) for lane in self._lanes)

    def work(self, lane: Lane, woken: threading.Event) -> None:
        """Press the papers of a lane until the press ends, waiting to be woken when there are none."""
        while not self._ended.is_set():
            self._show_life()
            woken.clear()
            if not self._press_one(lane):
                lane.rest()
                woken.wait(LOOK_EVERY)

    def _press_one(self, lane: Lane) -> bool:
        with self._database.reading() as session:
            if not something_wanted(session, self._clock(), lane.ranks):
                return False
        with self._database.writing() as work:
            paper = claim(work, self._clock(), lane.ranks)
        if paper is not None:
            self._make(paper, lane)
        return paper is not None

    def _make(self, paper: Claimed, lane: Lane) -> None:
        try:
            kept = self._left_behind(paper) or self._keep(paper, lane.drawn(paper))
        except LeaseLost:
            return
        except Exception as error:  # whatever one paper does, the press goes on and the row says what happened
            self._give_back(paper, error)
            return
        self._hand_on(paper, kept)

    def _left_behind(self, paper: Claimed) -> Kept | None:
        """Find the file of a paper that was tried before, if its press died between keeping it and saying so."""
        if paper.tries == 1:
            return None
        return self._archive.find(str(paper.id), paper.kind, service_day(paper.wanted_at))

    def _keep(self, paper: Claimed, content: bytes) -> Kept:
        ending = str(paper.facts.get("form", "pdf")) if paper.kind == DocumentKind.EXPORT else "pdf"
        return self._archive.keep(str(paper.id), paper.kind, content, service_day(paper.wanted_at), ending)

    def _hand_on(self, paper: Claimed, kept: Kept) -> None:
        with self._database.writing() as work:
            now = self._clock()
            if done(work, paper, kept.name, kept.sha256, kept.size, now):
                want_print(work, paper.id, now)
            elif is_cancelled(work.session, paper.id) or archived_as(work.session, paper.id) not in (None, kept.name):
                self._archive.forget(kept)

    def _give_back(self, paper: Claimed, error: Exception) -> None:
        logger.error("paper %s failed: %s", paper.id, type(error).__name__)
        with self._database.writing() as work:
            failed(work, paper, f"{type(error).__name__}: {error}")

    def _wake(self) -> None:
        for thread in self._threads:
            thread.woken.set()

    def _show_life(self) -> None:
        now = self._clock()
        if self._pulsed is None or now - self._pulsed >= PULSE_EVERY:
            self._pulsed = now
            with self._database.writing() as work:
                pulse(work, self._name, now)


class _Hand(threading.Thread):
    """A thread that works at one lane of a press."""

    def __init__(self, press: Press, lane: Lane, number: int) -> None:
        super().__init__(name=f"press-{number}", daemon=True)
        self._press, self._lane = press, lane
        self.woken = threading.Event()

    def run(self) -> None:
        """Work until the press ends."""
        self._press.work(self._lane, self.woken)
