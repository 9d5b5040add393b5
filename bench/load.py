"""Load from a process of its own: many visitors at once, each timing what it does."""

import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from statistics import quantiles


@dataclass(frozen=True)
class Load:
    """What a load gave: deeds a second, median and 99th percentile in ms, errors, and the answers."""

    rate: float
    p50: float
    p99: float
    errors: int
    answers: list[str]


def under_load(task: Callable[[int, int], list[tuple[float, int, str]]], clients: int, rounds: int) -> Load:
    """Run `task(client, rounds)` for each client at once, in another process; it gives (seconds, status, answer)."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        spent, results = process.submit(partial(_run, task, clients, rounds)).result()
    times = sorted(seconds * 1000 for seconds, _, _ in results)
    cuts = quantiles(times, n=100) if len(times) > 1 else times * 99
    errors = sum(status >= 400 for _, status, _ in results)
    return Load(len(results) / spent, cuts[49], cuts[98], errors, [answer for _, _, answer in results])


def _run(
    task: Callable[[int, int], list[tuple[float, int, str]]], clients: int, rounds: int
) -> tuple[float, list[tuple[float, int, str]]]:
    began = time.perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        parts = list(pool.map(lambda client: task(client, rounds), range(clients)))
    return time.perf_counter() - began, [result for part in parts for result in part]
