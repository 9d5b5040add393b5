"""The pool of processes that draw papers, outside the web process.

Each worker is its own pool of one process: the death of one takes nobody else's paper with it.
This module never loads the renderer.
"""

import multiprocessing
import os
import signal
from concurrent.futures import Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Any, Self

from printing.worker import draw, prepare, warm_up

Facts = dict[str, Any]


class Worker:
    """One process that draws one paper at a time, warming itself up first."""

    def __init__(self, logos: Path | None) -> None:
        context = multiprocessing.get_context("spawn")
        self._executor = ProcessPoolExecutor(max_workers=1, mp_context=context, initializer=prepare, initargs=(logos,))
        self._warm: Future[int] = self._executor.submit(warm_up)
        self.papers: set[Future[bytes]] = set()

    def process_id(self) -> int:
        """The id of the process, once it is warm."""
        return self._warm.result()

    def submit(self, kind: str, language: str, serial: str, facts: Facts) -> Future[bytes]:
        """A paper to come. Raises BrokenProcessPool if the process has died."""
        paper = self._executor.submit(draw, kind, language, serial, facts)
        self.papers.add(paper)
        paper.add_done_callback(self.papers.discard)
        return paper

    def kill(self) -> None:
        """End the process at once, or after its warming up; its papers end with BrokenProcessPool or cancelled."""
        if self._warm.done() and not self._warm.cancelled() and self._warm.exception() is None:
            with suppress(ProcessLookupError):
                os.kill(self._warm.result(), signal.SIGKILL)
        self._executor.shutdown(wait=False, cancel_futures=True)

    def close(self, patience: float) -> None:
        """Finish the paper at hand within `patience` seconds, drop the others, end the process."""
        papers = [paper for paper in list(self.papers) if not paper.cancel()]
        if wait(papers, timeout=patience).not_done:
            self.kill()
        self._executor.shutdown(wait=True, cancel_futures=True)


class RenderPool:
    """Draws papers in `workers` spawned and warmed processes, with the centers' `logos` from a folder.

    Safe to share between threads.
    """

    def __init__(self, workers: int = 2, logos: Path | None = None) -> None:
        self._lock, self._logos = Lock(), logos
        self._workers = [Worker(logos) for _ in range(workers)]

    def submit(self, kind: str, language: str, serial: str, facts: Facts) -> Future[bytes]:
        """A paper to come, as `printing.render.render` draws it, from the worker with the least to do.

        The future raises what `render` raises, or BrokenProcessPool if its worker died; the next paper finds a new one.
        """
        with self._lock:
            place = min(range(len(self._workers)), key=lambda index: len(self._workers[index].papers))
            try:
                return self._workers[place].submit(kind, language, serial, facts)
            except BrokenProcessPool:
                self._workers[place] = Worker(self._logos)
                return self._workers[place].submit(kind, language, serial, facts)

    def process_ids(self) -> list[int]:
        """The ids of the worker processes, once all are warm."""
        return [worker.process_id() for worker in self._workers]

    def give_up(self, paper: Future[bytes]) -> None:
        """Stop a `paper` that takes too long; if it is being drawn, its worker is killed and replaced."""
        if paper.cancel():
            return
        with self._lock:
            for place, worker in enumerate(self._workers):
                if paper in worker.papers:
                    self._workers[place] = Worker(self._logos)
                    worker.kill()

    def restart(self) -> None:
        """Kill all workers, whatever they draw, and begin again with new ones."""
        with self._lock:
            old, self._workers = self._workers, [Worker(self._logos) for _ in self._workers]
            for worker in old:
                worker.kill()

    def close(self, patience: float = 10.0) -> None:
        """End all workers, each after the paper at hand; one that takes longer than `patience` seconds is killed."""
        for worker in self._workers:
            worker.close(patience)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
