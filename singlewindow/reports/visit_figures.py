"""Figures of visits, grouped in the database: counts, and exact medians and 90th percentiles by nearest rank."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Row, Subquery, func, select
from sqlalchemy.orm import Session

from singlewindow.tickets.states import State

TIMES = ("waiting", "walking", "service", "total")
ENDS = {"served": State.FINISHED, "absent": State.ABSENT, "left": State.LEFT, "not_served": State.NOT_SERVED}


@dataclass(frozen=True)
class Times:
    """Of how many visits a time is known, and in seconds its median, its 90th percentile and the longest."""

    number: int
    median: int | None
    ninetieth: int | None
    longest: int | None


@dataclass(frozen=True)
class VisitFigures:
    """How many came, and of them how many were served, stayed absent, left, were not served or are still there.

    `above_target` counts those who waited for longer than the alarm of their center allows.
    """

    arrived: int
    served: int
    absent: int
    left: int
    not_served: int
    present: int
    above_target: int
    waiting: Times
    walking: Times
    service: Times
    total: Times

    @property
    def above_share(self) -> float | None:
        """The share of those called who waited above the target; None when nobody was called."""
        return self.above_target / self.waiting.number if self.waiting.number else None


@dataclass(frozen=True)
class HeatCell:
    """How many came in an hour of a weekday, and the median of their waits in seconds; None when nobody was called."""

    arrived: int
    waiting: int | None


NO_TIMES = Times(0, None, None, None)
NO_VISITS = VisitFigures(0, 0, 0, 0, 0, 0, 0, NO_TIMES, NO_TIMES, NO_TIMES, NO_TIMES)


def figures_by(
    session: Session, facts: Subquery, keys: Sequence[ColumnElement[Any]]
) -> dict[tuple[Any, ...], VisitFigures]:
    """Give the figures of visit facts for each tuple of keys; with no keys those of all, if there are any."""
    ranked = _ranked(facts, [key.label(f"key_{n}") for n, key in enumerate(keys)])
    groups = [ranked.c[f"key_{n}"] for n in range(len(keys))]
    query = select(*groups, *_counts(ranked), *_quantiles(ranked)).group_by(*groups)
    return {tuple(row[: len(keys)]): _read(row) for row in session.execute(query) if row.arrived}


def plain(figures: VisitFigures) -> VisitFigures:
    """Give the figures with counts and medians only."""
    times = {name: getattr(figures, name) for name in TIMES}
    medians = {name: replace(time, ninetieth=None, longest=None) for name, time in times.items()}
    return replace(figures, **medians)


def _ranked(facts: Subquery, keys: Sequence[ColumnElement[Any]]) -> Subquery:
    """Select the facts with the rank of each time among those of its group, and how many there are."""
    columns: list[ColumnElement[Any]] = []
    for name in TIMES:
        time = facts.c[name]
        rank = func.row_number().over(partition_by=keys or None, order_by=time.nulls_last())
        columns += [
            time,
            rank.label(f"{name}_rank"),
            func.count(time).over(partition_by=keys or None).label(f"{name}_of"),
        ]
    return select(*keys, facts.c.state, facts.c.target, *columns).subquery("ranked")


def _counts(ranked: Subquery) -> Iterator[ColumnElement[int]]:
    yield func.count().label("arrived")
    for name, state in ENDS.items():
        yield func.count().filter(ranked.c.state == state).label(name)
    yield func.count().filter(ranked.c.state.not_in(list(ENDS.values()))).label("present")
    yield func.count().filter(ranked.c.waiting > ranked.c.target).label("above_target")


def _quantiles(ranked: Subquery) -> Iterator[ColumnElement[int]]:
    for name in TIMES:
        time, rank, of = ranked.c[name], ranked.c[f"{name}_rank"], ranked.c[f"{name}_of"]
        yield func.count(time).label(f"{name}_number")
        yield func.max(time).filter(rank == (of + 1) // 2).label(f"{name}_median")
        yield func.max(time).filter(rank == (9 * of + 9) // 10).label(f"{name}_ninetieth")
        yield func.max(time).label(f"{name}_longest")


def _read(row: Row[Any]) -> VisitFigures:
    facts = row._mapping
    counts = [facts[name] for name in ("arrived", *ENDS, "present", "above_target")]
    times = [
        Times(*(facts[f"{name}_{part}"] for part in ("number", "median", "ninetieth", "longest"))) for name in TIMES
    ]
    return VisitFigures(*counts, *times)
