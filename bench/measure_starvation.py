"""The longest waits of a long ordinary queue under a steady stream of priority numbers, by three orders."""

import heapq
import random
from collections.abc import Callable
from datetime import timedelta

from singlewindow.tickets.policy import EPOCH, turn_of

SEED = 20
HOURS = 6
WINDOWS = 4
MEAN = 300.0
SHARE = 0.5
CROWD = 60
ORDERS: dict[str, Callable[[float, bool], float]] = {
    "strict priority": lambda at, priority: at - (1e9 if priority else 0),
    "head start of 20 minutes": lambda at, priority: _turn(at, 20 if priority else 0),
    "plain first come, first served": lambda at, _priority: at,
}


def _turn(at: float, minutes: int) -> float:
    return turn_of(EPOCH + timedelta(days=1, seconds=at), timedelta(minutes=minutes))


def arrivals(chance: random.Random) -> list[tuple[float, bool]]:
    """Give a crowd at opening, then so many arrivals that the windows are just kept busy, SHARE of them priority."""
    came, at = [(0.0, False)] * CROWD, 0.0
    while at < HOURS * 3600:
        at += chance.expovariate(WINDOWS / MEAN)
        came.append((at, chance.random() < SHARE))
    return came


def worst_waits(order: Callable[[float, bool], float]) -> dict[bool, float]:
    """Give the longest wait in minutes by lane (True is priority) when the queue is kept in an order."""
    coming, service = arrivals(random.Random(SEED)), random.Random(SEED + 1)
    free, queue = [0.0] * WINDOWS, list[tuple[float, float, bool]]()
    worst = {True: 0.0, False: 0.0}
    place = 0
    while place < len(coming) or queue:
        now = free[0] if queue else max(free[0], coming[place][0])
        while place < len(coming) and coming[place][0] <= now:
            heapq.heappush(queue, (order(*coming[place]), *coming[place]))
            place += 1
        _, at, priority = heapq.heappop(queue)
        worst[priority] = max(worst[priority], (now - at) / 60)
        heapq.heapreplace(free, now + service.expovariate(1 / MEAN))
    return worst


def main(_quick: bool) -> int:
    """Print the longest waits; give 1 when the head start lets an ordinary number wait as under strict priority."""
    waits = {name: worst_waits(order) for name, order in ORDERS.items()}
    print(f"longest waits in minutes: {CROWD} ordinary at opening, then {SHARE:.0%} priority, {WINDOWS} windows busy")
    for name, worst in waits.items():
        print(f"  {name:31} ordinary {worst[False]:6.1f}   priority {worst[True]:6.1f}")
    strict, ours, _fifo = waits.values()
    return int(ours[False] >= strict[False])
