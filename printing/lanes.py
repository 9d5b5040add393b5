"""Two lanes of the press: what someone waits for never stands behind a long report."""

import time
from collections.abc import Callable
from concurrent.futures import Future

from printing.pool import Facts, RenderPool
from printing.proof.files import Seal
from singlewindow.documents.lease import Claimed

IDLE = 60.0
TIME_LIMIT = 30.0


class Lane:
    """Draws the papers of some ranks over a pool that is always warm; `seal` signs certificates."""

    def __init__(self, ranks: range, pool: RenderPool, seal: Seal | None = None) -> None:
        self.ranks, self.pool, self._seal = ranks, pool, seal

    def submit(self, kind: str, language: str, serial: str, facts: Facts) -> Future[bytes]:
        """A paper to come, as from the pool."""
        return self.pool.submit(kind, language, serial, facts, self._seal)

    def give_up(self, paper: Future[bytes]) -> None:
        """Stop a paper that takes too long."""
        self.pool.give_up(paper)

    def drawn(self, paper: Claimed) -> bytes:
        """Give the bytes of a paper; raises what drawing it raises, and TimeoutError after TIME_LIMIT."""
        coming = self.submit(paper.kind, paper.language, paper.serial, paper.facts)
        try:
            return coming.result(TIME_LIMIT)
        finally:
            if not coming.done():
                self.give_up(coming)

    def rest(self) -> None:
        """There is nothing to draw now."""

    def close(self) -> None:
        """End the pool."""
        self.pool.close()


class SlowLane(Lane):
    """Draws with one worker of its own, which begins with the first paper and ends when none came for a minute."""

    def __init__(self, ranks: range, begin: Callable[[], RenderPool]) -> None:
        self.ranks, self._begin = ranks, begin
        self._pool: RenderPool | None = None
        self._used = 0.0

    def submit(self, kind: str, language: str, serial: str, facts: Facts) -> Future[bytes]:
        """A paper to come; the first one waits for its worker to warm up."""
        self._pool = self._pool or self._begin()
        self._used = time.monotonic()
        return self._pool.submit(kind, language, serial, facts)

    def give_up(self, paper: Future[bytes]) -> None:
        """Stop a paper that takes too long."""
        if self._pool:
            self._pool.give_up(paper)

    def rest(self) -> None:
        """End the worker when it has long had nothing to do."""
        if self._pool and time.monotonic() - self._used > IDLE:
            self.close()

    def close(self) -> None:
        """End the worker if there is one."""
        pool, self._pool = self._pool, None
        if pool:
            pool.close()
