"""The figures of money in a span of days, in piastres: together, or for each key of an axis."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import distinct, func
from sqlalchemy.orm import Session

from singlewindow.reports.axis_keys import all_keys, key_of
from singlewindow.reports.money_parts import MoneyBasis, MoneyPart, money_bases, money_split
from singlewindow.reports.scope import Axis, Scope
from singlewindow.reports.span import Span


@dataclass(frozen=True)
class MoneyFigures:
    """The piastres of each part, and of how many receipts, entries or sessions they are. What is not told is absent."""

    amounts: Mapping[MoneyPart, int]
    counts: Mapping[MoneyPart, int]

    def __getitem__(self, part: MoneyPart) -> int:
        """Give the piastres of a part; raises KeyError for one that is absent."""
        return self.amounts[part]

    @property
    def kept(self) -> int:
        """What was received in the span less what was given back in it; below zero when more was given back."""
        return self[MoneyPart.RECEIVED] - self[MoneyPart.CANCELLED] - self[MoneyPart.REFUNDED]


@dataclass
class _Tally:
    amounts: Counter[MoneyPart] = field(default_factory=Counter)
    counts: Counter[MoneyPart] = field(default_factory=Counter)

    def add(self, basis: MoneyBasis, row: Iterable[Any]) -> None:
        numbers = iter(row)
        for part in basis.parts:
            self.counts[part] += next(numbers)
            self.amounts[part] += int(next(numbers) or 0)

    def figures(self, parts: list[MoneyPart]) -> MoneyFigures:
        return MoneyFigures({part: self.amounts[part] for part in parts}, {part: self.counts[part] for part in parts})


def money(session: Session, scope: Scope, span: Span) -> MoneyFigures:
    """Give the money of a scope in a span; of a service or sector what was received alone. Raises NotSplitThus."""
    tally, used = _Tally(), money_bases(scope, span)
    for basis in used:
        tally.add(basis, session.execute(basis.query.add_columns(*_numbers(basis))).one())
    return tally.figures([part for basis in used for part in basis.parts])


def money_by(session: Session, scope: Scope, span: Span, axis: Axis) -> dict[Any, MoneyFigures]:
    """Give the money for each key of an axis: as `requests_by`, a clerk's id, a way to pay by its code, or an item as
    `service/item` by their codes.

    A payment in two ways is one receipt of each: counts of methods and items do not add up, amounts do. Raises
    NotSplitThus.
    """
    used = money_bases(scope, span, axis)
    found: dict[Any, _Tally] = {key: _Tally() for key in all_keys(session, scope, span, axis)}
    for basis in used:
        query, column = money_split(basis, axis)
        for key, *row in session.execute(query.add_columns(column, *_numbers(basis)).group_by(column)):
            found.setdefault(key_of(axis, key), _Tally()).add(basis, row)
    parts = [part for basis in used for part in basis.parts]
    return {key: tally.figures(parts) for key, tally in found.items()}


def _numbers(basis: MoneyBasis) -> Iterable[Any]:
    for condition in basis.parts.values():
        yield func.count(distinct(basis.table.id)).filter(condition)
        yield func.sum(basis.amount).filter(condition)
