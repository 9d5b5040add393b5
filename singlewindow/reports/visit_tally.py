"""Figures of visits put together from exact counts: of each time in seconds, how many visits took just so long."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from singlewindow.reports.visit_figures import ENDS, TIMES, Times, VisitFigures
from singlewindow.reports.visit_packs import STATES
from singlewindow.tickets.states import State

WAITING = TIMES.index("waiting")
Key = tuple[Any, ...]
Column = Iterable[Any]


class _Cell:
    """What is counted of visits with one key: how each stands, and how long each time was."""

    def __init__(self) -> None:
        self.states: Counter[int] = Counter()
        self.times: tuple[Counter[int], ...] = tuple(Counter() for _ in TIMES)


class Tally:
    """Counts visits by key; those of centers with different targets apart, so that what is above them is known.

    States are counted by their place in STATES. `read` gives the key of what `add_each` is given for one.
    """

    def __init__(self, read: Callable[[Any], Key] = tuple) -> None:
        self._read = read
        self._cells: defaultdict[tuple[Key, int], _Cell] = defaultdict(_Cell)
        self._unknown: set[int] = set()
        self._pairs: defaultdict[tuple[int, int], Counter[tuple[Any, int]]] = defaultdict(Counter)

    def add_all(self, key: Key, target: int, states: Column, times: Sequence[Column], unknown: int) -> None:
        """Add visits that share a key; a time that is `unknown` is not counted."""
        cell = self._cells[key, target]
        cell.states.update(states)
        for counter, column in zip(cell.times, times, strict=True):
            counter.update(column)
            counter.pop(unknown, None)

    def add_each(self, keys: Sequence[Any], target: int, states: Column, times: Sequence[Column], unknown: int) -> None:
        """Add visits, each with a key of its own that `read` understands."""
        for place, column in enumerate((states, *times)):
            self._pairs[target, place].update(zip(keys, column, strict=True))
        self._unknown.add(unknown)

    def add_one(self, key: Key, target: int, state: State, times: Iterable[int | None]) -> None:
        """Add a visit."""
        cell = self._cells[key, target]
        cell.states[STATES.index(state)] += 1
        for counter, time in zip(cell.times, times, strict=True):
            if time is not None:
                counter[time] += 1

    def figures(self) -> dict[Key, VisitFigures]:
        """Give the figures of each key, but for keys without visits."""
        self._sort_pairs()
        found: defaultdict[Key, list[tuple[int, _Cell]]] = defaultdict(list)
        for (key, target), cell in self._cells.items():
            if cell.states:
                found[key].append((target, cell))
        return {key: _figures(cells) for key, cells in found.items()}

    def _sort_pairs(self) -> None:
        """Put what was counted by pairs of key and state or time into the cell of each key."""
        keys: dict[Any, Key] = {}
        for (target, place), pairs in self._pairs.items():
            for (given, value), number in pairs.items():
                key = keys.get(given)
                if key is None:
                    key = keys[given] = self._read(given)
                cell = self._cells[key, target]
                if not place:
                    cell.states[value] += number
                elif value not in self._unknown:
                    cell.times[place - 1][value] += number
        self._pairs.clear()


def _figures(cells: Sequence[tuple[int, _Cell]]) -> VisitFigures:
    states: Counter[int] = Counter()
    for _, cell in cells:
        states.update(cell.states)
    ends = [states[STATES.index(state)] for state in ENDS.values()]
    arrived = states.total()
    above = sum(_above(cell.times[WAITING], target) for target, cell in cells)
    present = arrived - sum(ends)
    times = [_times([cell.times[place] for _, cell in cells]) for place in range(len(TIMES))]
    return VisitFigures(arrived, *ends, present, above, *times)  # type: ignore[call-arg, arg-type]


def _above(waits: Counter[int], target: int) -> int:
    return sum(number for time, number in waits.items() if time > target)


def _times(counters: Sequence[Counter[int]]) -> Times:
    """Give the nearest ranks among all times."""
    together = counters[0] if len(counters) == 1 else Counter[int]()
    for counter in counters if len(counters) > 1 else ():
        together.update(counter)
    number = together.total()
    if not number:
        return Times(0, None, None, None)
    ordered = sorted(together)
    ranks = (number + 1) // 2, (9 * number + 9) // 10
    median, ninetieth = _ranked(((time, together[time]) for time in ordered), ranks)
    return Times(number, median, ninetieth, ordered[-1])


def _ranked(counted: Iterator[tuple[int, int]], ranks: Sequence[int]) -> Iterator[int]:
    """Give the time at each rank, from ranks in their order."""
    passed, time = 0, 0
    for rank in ranks:
        while passed < rank:
            time, number = next(counted)
            passed += number
        yield time
