"""The pool of processes that draw papers, outside the web process.

Each worker is a program of its own: the death of one takes nobody else's paper with it, and it holds nothing of the
web process. This module never loads the renderer.
"""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Any, Self

from printing.proof.files import Seal

Facts = dict[str, Any]
Paper = Future[Any]

ROOT = Path(__file__).resolve().parents[1]
MEMORY_LIMIT = 150 * 1024 * 1024
PAGE = os.sysconf("SC_PAGE_SIZE")


class Worker:
    """One process that does one thing at a time, warming itself up first."""

    def __init__(self) -> None:
        self._line, self._process = _start()
        self._hand = ThreadPoolExecutor(1, thread_name_prefix="worker")
        self.papers: set[Paper] = set()
        self.warm: Future[int] = self._hand.submit(self._ask, "warm_up")

    def process_id(self) -> int:
        """The id of the process, once it is warm."""
        return self.warm.result()

    def submit(self, deed: str, *arguments: Any) -> Paper:
        """What a deed of `printing.worker` gives, to come. Raises BrokenProcessPool if the process has died."""
        if self._process.poll() is not None:
            raise BrokenProcessPool("the worker has died")
        paper = self._hand.submit(self._ask, deed, *arguments)
        self.papers.add(paper)
        paper.add_done_callback(self.papers.discard)
        return paper

    def memory(self) -> int:
        """How many bytes of memory the process holds; 0 when it has died."""
        with suppress(OSError, IndexError):
            return int(Path(f"/proc/{self._process.pid}/statm").read_text().split()[1]) * PAGE
        return 0

    def kill(self) -> None:
        """End the process at once; its papers end with BrokenProcessPool or cancelled."""
        with suppress(ProcessLookupError):
            self._process.send_signal(signal.SIGKILL)
        self._hand.shutdown(wait=False, cancel_futures=True)
        self._process.wait()

    def close(self, patience: float) -> None:
        """Finish the paper at hand within `patience` seconds, drop the others, end the process."""
        papers = [paper for paper in list(self.papers) if not paper.cancel()]
        wait(papers, timeout=patience)
        self.kill()
        self._hand.shutdown(wait=True)
        self._line.close()

    def _ask(self, deed: str, *arguments: Any) -> Any:
        try:
            self._line.send((deed, arguments))
            trouble, given = self._line.recv()
        except (OSError, EOFError) as died:
            raise BrokenProcessPool("the worker died while it drew") from died
        if trouble is not None:
            raise trouble
        return given


def _start() -> tuple[Connection, subprocess.Popen[bytes]]:
    ours, theirs = socket.socketpair()
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    with theirs:
        process = subprocess.Popen(
            [sys.executable, "-m", "printing.worker", str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(paths)},
        )
    return Connection(ours.detach()), process


class RenderPool:
    """Draws papers in `workers` warmed processes. Safe to share between threads.

    A worker that holds more than `memory_limit` bytes after a paper is replaced: the new one is warmed first. `logos`
    is the folder of the centers' logos.
    """

    def __init__(self, workers: int = 2, logos: Path | None = None, memory_limit: int = MEMORY_LIMIT) -> None:
        self._lock, self._logos = Lock(), logos
        self._limit = memory_limit
        self._workers = [Worker() for _ in range(workers)]
        self._relief: dict[Worker, Worker] = {}

    def submit(self, kind: str, language: str, serial: str, facts: Facts, seal: Seal | None = None) -> Future[bytes]:
        """A paper to come, as `printing.render.render` draws it, from the worker with the least to do.

        `seal` is what certificates are signed by.

        The future raises what `render` raises, or BrokenProcessPool if its worker died; the next paper finds a new one.
        """
        return self.ask("draw", kind, language, serial, facts, seal, self._logos)

    def another(self, workers: int) -> "RenderPool":
        """Another pool with the same logos."""
        return RenderPool(workers, self._logos, self._limit)

    def ask(self, deed: str, *arguments: Any) -> Paper:
        """What a deed of `printing.worker` gives, to come, from the worker with the least to do."""
        with self._lock:
            place = min(range(len(self._workers)), key=lambda index: len(self._workers[index].papers))
            self._relieve(place)
            try:
                return self._workers[place].submit(deed, *arguments)
            except BrokenProcessPool:
                self._workers[place].kill()
                self._workers[place] = Worker()
                return self._workers[place].submit(deed, *arguments)

    def process_ids(self) -> list[int]:
        """The ids of the worker processes, once all are warm."""
        return [worker.process_id() for worker in self._workers]

    def memory(self) -> list[int]:
        """How many bytes each worker holds."""
        return [worker.memory() for worker in self._workers]

    def give_up(self, paper: Paper) -> None:
        """Stop a `paper` that takes too long; if it is being drawn, its worker is killed and replaced."""
        if paper.cancel():
            return
        with self._lock:
            for place, worker in enumerate(self._workers):
                if paper in worker.papers:
                    self._workers[place] = self._relief.pop(worker) if worker in self._relief else Worker()
                    worker.kill()

    def restart(self) -> None:
        """Kill all workers, whatever they draw, and begin again with new ones."""
        with self._lock:
            old, self._workers = self._workers, [Worker() for _ in self._workers]
            for worker in [*old, *self._relief.values()]:
                worker.kill()
            self._relief.clear()

    def close(self, patience: float = 10.0) -> None:
        """End all workers, each after the paper at hand; one that takes longer than `patience` seconds is killed."""
        for worker in [*self._workers, *self._relief.values()]:
            worker.close(patience)

    def _relieve(self, place: int) -> None:
        """Warm a successor of a worker that has grown too large; put it in its place once it is warm."""
        worker = self._workers[place]
        successor = self._relief.get(worker)
        if successor is None and worker.memory() > self._limit:
            self._relief[worker] = Worker()
        elif successor is not None and successor.warm.done() and not worker.papers:
            self._workers[place] = self._relief.pop(worker)
            worker.close(0)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def asker(pool: RenderPool, patience: float = 30.0) -> Callable[..., Any]:
    """Give what asks `pool` for a deed and waits for the answer; one that takes longer than `patience` is given up."""

    def ask(deed: str, *arguments: Any) -> Any:
        coming = pool.ask(deed, *arguments)
        try:
            return coming.result(patience)
        finally:
            if not coming.done():
                pool.give_up(coming)

    return ask
