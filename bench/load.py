"""Load from a process of its own: many visitors at once, each timing what it does."""

import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from statistics import quantiles

from bench.visitor import Visitor

Timed = tuple[float, int, str]


@dataclass(frozen=True)
class Load:
    """What a load gave: deeds a second, median and 99th percentile in ms, errors, and the answers."""

    rate: float
    p50: float
    p99: float
    errors: int
    answers: list[str]


def under_load(
    prepare: Callable[[int], Visitor], deed: Callable[[Visitor], list[Timed]], clients: int, rounds: int
) -> Load:
    """Prepare each client in another process, then let all do the deed `rounds` times at once; only that is timed."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        spent, results = process.submit(_run, prepare, deed, clients, rounds).result()
    times = sorted(seconds * 1000 for seconds, _, _ in results)
    cuts = quantiles(times, n=100) if len(times) > 1 else times * 99
    errors = sum(status >= 400 for _, status, _ in results)
    return Load(len(results) / spent, cuts[49], cuts[98], errors, [answer for _, _, answer in results])


def _run(
    prepare: Callable[[int], Visitor], deed: Callable[[Visitor], list[Timed]], clients: int, rounds: int
) -> tuple[float, list[Timed]]:
    with ThreadPoolExecutor(clients) as pool:
        visitors = list(pool.map(prepare, range(clients)))
        began = time.perf_counter()
        parts = list(pool.map(lambda visitor: [one for _ in range(rounds) for one in deed(visitor)], visitors))
        spent = time.perf_counter() - began
    return spent, [result for part in parts for result in part]
